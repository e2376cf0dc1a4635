"""What can be told of a block from its text, its element, its neighbours and its page, as numbers for the trained model.

The choice follows the literature on boilerplate removal (text and link density of a block and its neighbours: Kohlschütter et al., WSDM
2010; the tree around it: Vogels et al., Web2Text, ECIR 2018), with the verdict of the rules added: the model learns where to believe it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, islice
from math import log1p

import numpy as np
from numpy.typing import NDArray

from extractor.page.clean import squash
from extractor.page.lines import closes
from extractor.page.model import Frame, RawBlock, attributes
from extractor.page.rules import PageRules

_KINDS = ("paragraph", "heading", "list_item", "table_row", "quote", "caption")
# Roles given by the rules, by what they mean for the text; the rest is one group.
_GROUPS = ("outside", "related", "footer", "comment", "product", "hidden", "review")
# Names of elements that count wherever they stand above the block, believed by the rules or not.
_NAMES = (
    "body", "article", "comment", "related", "navigation", "footer", "sidebar", "product", "metadata", "hidden", "sharing", "post",
    "review", "legal", "description",
)  # fmt: skip
_BITS = {name: 1 << number for number, name in enumerate(_NAMES)}
PAGE_KINDS = ("article", "forum", "product")
_NEAR = (-2, -1, 1, 2)
_LEVELS = 4  # of the tree around a block that are looked at: each holds more blocks than the one before
_BEGINNING = 500  # characters of a block whose letters are counted
_STEPS = 60  # elements on the way up
_WORD = re.compile(r"[a-z']+")


def _names() -> tuple[str, ...]:
    names = [
        "words", "chars_a_word", "link_density", "links", "commas", "stops", "function_words", "digits", "capitals", "closes",
        "starts_small", "line_rule", "level", "lists", "copies_before", "copies_after", "title_words",
        *(f"kind_{kind}" for kind in _KINDS), "in_div", "in_link",
        "kept", *(f"role_{role}" for role in _GROUPS), *(f"name_{name}" for name in _NAMES),
        "place", "words_before", "prose_before", "from_first_prose", "to_last_prose", "from_title", "depth", "position",
        *(f"{what}_{step:+d}" for step in _NEAR for what in ("words", "density", "kept", "heading")),
        "near_words", "near_density", "near_kept", "wide_words", "wide_density", "wide_kept",
        "since_heading", "heading_level", "heading_kept", "section_words", "section_density", "section_kept",
        "section_prose",
        *(f"{what}_up{level}" for level in range(_LEVELS) for what in ("blocks", "words", "prose", "density", "kept", "share")),
        "like_blocks", "like_words", "like_density", "like_prose", "like_kept", "like_share",
        "page_blocks", "page_words", "page_prose", "page_density", "page_kept", "page_kept_prose",
        *(f"page_{kind}" for kind in PAGE_KINDS),
    ]  # fmt: skip
    return tuple(names)


FEATURES = _names()


class _Sums:
    """Sums over a run of blocks, an element or a kind of element: what its text is like as a whole."""

    __slots__ = ("blocks", "chars", "kept", "links", "prose", "words")

    def __init__(self) -> None:
        self.blocks = self.words = self.chars = self.links = self.prose = self.kept = 0

    def add(self, other: _Sums) -> None:
        self.blocks += other.blocks
        self.words += other.words
        self.chars += other.chars
        self.links += other.links
        self.prose += other.prose
        self.kept += other.kept

    @classmethod
    def of(cls, block: RawBlock) -> _Sums:
        one = cls()
        one.blocks, one.words, one.chars, one.links = 1, block.words, len(block.text), block.link_chars
        one.prose = block.prose
        one.kept = one.words if block.role is None else 0
        return one


def features(
    blocks: Sequence[RawBlock],
    frames: Sequence[Frame],
    rules: PageRules,
    title: str | None,
    kinds: frozenset[str],
    asked: Sequence[int] | None = None,
) -> NDArray[np.float32]:
    """One row for each block that is asked about, one column for each of `FEATURES`. The blocks bear the roles that the rules gave them.

    `asked`: indices into `blocks`, rising; all by default.
    """
    asked = range(len(blocks)) if asked is None else asked
    if not asked:
        return np.zeros((0, len(FEATURES)), np.float32)
    sums = [_Sums.of(block) for block in blocks]
    parts = [
        _own(blocks, asked, rules, title),
        _place(blocks, asked, sums, title),
        _neighbours(blocks, asked, sums),
        _sections(blocks, asked, sums),
        _tree(blocks, asked, sums, frames),
        [[kind in kinds for kind in PAGE_KINDS]] * len(asked),
    ]
    return np.hstack([np.asarray(part, np.float32) for part in parts])


def _own(blocks: Sequence[RawBlock], asked: Sequence[int], rules: PageRules, title: str | None) -> list[list[float]]:
    """The block by itself: its text, its element, and what the rules say."""
    known = rules.english
    title_words = set(_WORD.findall((title or "").lower()))
    before: Counter[str] = Counter()
    seen: list[int] = []  # how many blocks of the same text stand before each
    for block in blocks:
        seen.append(before[block.text])
        before[block.text] += 1
    masks: dict[Frame, tuple[int, bool]] = {}
    rows: list[list[float]] = []
    for n in asked:
        block = blocks[n]
        text, words, frame = block.text, block.words, block.frame
        beginning = text[:_BEGINNING]
        lower = _WORD.findall(beginning.lower())
        count = max(1, len(lower))
        mask, in_link = _names_above(frame, masks)
        rows.append([
            log1p(words), len(text) / words, block.link_density, log1p(len(block.links)), text.count(",") / words, text.count(".") / words,
            sum(word in known for word in lower) / count, sum(map(str.isdigit, beginning)) / len(beginning),
            sum(map(str.isupper, beginning)) / len(beginning), closes(text), text[0].islower(), rules.lines.match(text) is not None,
            block.level or 0, frame.lists, seen[n], before[text] - seen[n] - 1, sum(word in title_words for word in lower) / count,
            *(block.kind == kind for kind in _KINDS), frame.name == "div", in_link,
            block.role is None, *(block.role == role for role in _GROUPS), *(bool(mask & bit) for bit in _BITS.values()),
        ])  # fmt: skip
    return rows


def _names_above(frame: Frame, masks: dict[Frame, tuple[int, bool]]) -> tuple[int, bool]:
    """The names, as bits, that an element and those around it bear, and whether one of them is a link."""
    path: list[Frame] = []
    at: Frame | None = frame
    while at is not None and at not in masks:
        path.append(at)
        at = at.parent
    mask, linked = masks[at] if at is not None else (0, False)
    for step in reversed(path):
        for rule in step.rules:
            mask |= _BITS.get("comment" if rule.role == "comment_item" else rule.role, 0)
        linked = linked or step.name == "a"
        masks[step] = mask, linked
    return mask, linked


def _place(blocks: Sequence[RawBlock], asked: Sequence[int], sums: Sequence[_Sums], title: str | None) -> list[list[float]]:
    """Where on the page the block stands."""
    words = list(accumulate((one.words for one in sums), initial=0))
    prose = list(accumulate((one.prose for one in sums), initial=0))
    running = [n for n, one in enumerate(sums) if one.prose and one.kept]
    first, last = (running[0], running[-1]) if running else (0, len(blocks) - 1)
    name = squash(title)
    head = next((n for n, block in enumerate(blocks) if block.kind == "heading" and name and squash(block.text) == name), None)
    if head is None:
        head = next((n for n, block in enumerate(blocks) if block.kind == "heading" and block.level == 1), first)
    return [
        [
            n / len(blocks), words[n] / words[-1], prose[n] / max(1, prose[-1]), _near(n - first), _near(last - n), _near(n - head),
            min(60, blocks[n].frame.depth), min(50, blocks[n].frame.position),
        ]
        for n in asked
    ]  # fmt: skip


def _near(distance: int) -> float:
    """A distance in blocks, finer close by."""
    return log1p(distance) if distance >= 0 else -log1p(-distance)


def _neighbours(blocks: Sequence[RawBlock], asked: Sequence[int], sums: Sequence[_Sums]) -> list[list[float]]:
    edge = [0.0, -1.0, -1.0, -1.0]
    facts = [
        [log1p(one.words), block.link_density, float(block.role is None), float(block.kind == "heading")]
        for block, one in zip(blocks, sums, strict=True)
    ]
    columns = [list(accumulate((getattr(one, name) for one in sums), initial=0)) for name in ("words", "chars", "links", "kept")]

    def window(n: int, reach: int) -> list[float]:
        low, high = max(0, n - reach), min(len(blocks), n + reach + 1)
        words, chars, links, kept = (column[high] - column[low] for column in columns)
        return [log1p(words), links / max(1, chars), kept / max(1, words)]

    rows = []
    for n in asked:
        row: list[float] = []
        for step in _NEAR:
            row += facts[n + step] if 0 <= n + step < len(facts) else edge
        rows.append(row + window(n, 5) + window(n, 15))
    return rows


def _sections(blocks: Sequence[RawBlock], asked: Sequence[int], sums: Sequence[_Sums]) -> list[list[float]]:
    """The heading over the block, and the text under that heading as a whole."""
    starts = [n for n, block in enumerate(blocks) if block.kind == "heading"]
    rows: list[list[float]] = []
    for start, end in zip([-1, *starts], [*starts, len(blocks)], strict=True):
        whole = _Sums()
        for one in sums[max(0, start + 1) : end]:
            whole.add(one)
        told = [0.0, 0.0]
        if start >= 0:
            heading = blocks[start]
            told = [heading.level or 0, heading.role is None]
        about = [log1p(whole.words), whole.links / max(1, whole.chars), whole.kept / max(1, whole.words), whole.prose / max(1, whole.words)]
        rows += [[log1p(n - start), *told, *about] for n in range(max(0, start), end)]
    return [rows[n] for n in asked]


def _tree(blocks: Sequence[RawBlock], asked: Sequence[int], sums: Sequence[_Sums], frames: Sequence[Frame]) -> list[list[float]]:
    """The elements around the block, those of the same make, and the page."""
    inside: dict[Frame, _Sums] = {}
    like: dict[tuple[object, ...], _Sums] = {}
    page = _Sums()
    makes: dict[Frame, tuple[object, object]] = {}
    for block, one in zip(blocks, sums, strict=True):
        inside.setdefault(block.frame, _Sums()).add(one)
        if block.frame not in makes:
            makes[block.frame] = _make(block.frame), _make(block.frame.parent)
        like.setdefault((block.kind, makes[block.frame]), _Sums()).add(one)
        page.add(one)
    for frame in reversed(frames):  # children come after their parents
        if frame.parent is not None and frame in inside:
            inside.setdefault(frame.parent, _Sums()).add(inside[frame])
    kept_prose = sum(one.prose for one in sums if one.kept)
    whole = [
        log1p(page.blocks), log1p(page.words), page.prose / page.words, page.links / page.chars, page.kept / page.words,
        kept_prose / max(1, page.prose),
    ]  # fmt: skip
    around: dict[Frame, list[float]] = {}
    rows = []
    for block in (blocks[n] for n in asked):
        up = around.get(block.frame)
        if up is None:
            up = around[block.frame] = _around(block.frame, inside, page)
        same = like[block.kind, makes[block.frame]]
        rows.append(up + _about(same, page) + whole)
    return rows


def _around(frame: Frame, inside: dict[Frame, _Sums], page: _Sums) -> list[float]:
    found: list[float] = []
    blocks = 1
    for step in islice(frame.up(), _STEPS):
        held = inside[step]
        if held.blocks > blocks:
            blocks = held.blocks
            found += _about(held, page)
            if len(found) == 6 * _LEVELS:
                break
    return found + [-1.0] * (6 * _LEVELS - len(found))


def _about(held: _Sums, page: _Sums) -> list[float]:
    return [
        log1p(held.blocks), log1p(held.words), held.prose / held.words, held.links / held.chars, held.kept / held.words,
        held.words / page.words,
    ]  # fmt: skip


def _make(frame: Frame | None) -> tuple[object, ...]:
    """What an element shares with others that the same template made."""
    if frame is None:
        return ()
    return (frame.name, *attributes(frame.tag).get("class", "").split()[:4])
