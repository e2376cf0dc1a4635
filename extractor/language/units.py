"""Units: the sentences (and list items read with their lead-in) that the language step works on.

Every unit is a small spaCy Doc of its own, with a map from its tokens back to the passage. Plain sentences and list items joined to their
lead-in line then go one way, and one odd sentence cannot touch its neighbours.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token
from spacy.vocab import Vocab

from extractor.language.mentions import Found
from extractor.report import State


@dataclass(eq=False)
class Placed:
    """A mention in its unit: token offsets, end-exclusive, the mention itself (with offsets in the passage), its state once known."""

    found: Found
    start: int
    end: int
    state: State | None = None

    @property
    def kind(self) -> str:
        return self.found.kind


@dataclass(eq=False)
class Unit:
    """One sentence.

    Attributes:
        doc: the sentence's tokens; `lowered` are their texts in lower case, `offsets[i]` is where token i begins in the passage.
        start, end: the sentence in the passage (for a list item with lead-in: the item).
        block: index of the block it stands in; `kind` the block's kind; `section` the heading above it.
        lead: how many of the first tokens belong to the lead-in line.
        previous: the unit before it in the same section, or None; `preceding` and `following`: its neighbours, of whatever section.
        claiming: whether a claim was found in it.
        parsed: whether the doc has a tree; `skimmed`: whether it has had one of the quick parser, which hedges alone may rest on.
    """

    doc: Doc
    lowered: list[str]
    offsets: list[int]
    start: int
    end: int
    block: int
    kind: str
    section: str | None = None
    heading: Unit | None = None
    previous: Unit | None = None
    preceding: Unit | None = None
    following: Unit | None = None
    lead: int = 0
    mentions: list[Placed] = field(default_factory=list)
    parsed: bool = False
    skimmed: bool = False
    claiming: bool = False

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Passage offsets of tokens start to end (exclusive). Where they cross from the lead-in into the item: the item's part."""
        if start < self.lead < end:
            start = self.lead
        last = self.doc[end - 1]
        return self.offsets[start], self.offsets[end - 1] + len(last.text)

    def mention_at(self, token: Token) -> Placed | None:
        """The mention that holds a token."""
        for placed in self.mentions:
            if placed.start <= token.i < placed.end:
                return placed
        return None

    @property
    def is_title(self) -> bool:
        """Whether it is a heading or the title."""
        return self.kind in ("heading", "title")

    @property
    def is_question(self) -> bool:
        """Whether the sentence is put as a question."""
        for token in reversed(self.doc):
            if token.is_space or token.text in ("'", '"', "”", "’", ")", "]"):
                continue
            return token.text in ("?", "?!", "!?", "??")
        return False


def make_unit(vocab: Vocab, pieces: list[tuple[str, bool, int]], **place: object) -> Unit:
    """A unit from (text, followed by a blank, offset in the passage) triples."""
    words = [word for word, _, _ in pieces]
    starts: list[bool | int | None] = [number == 0 for number in range(len(words))]
    doc = Doc(vocab, words=words, spaces=[space for _, space, _ in pieces], sent_starts=starts)
    lowered, offsets = [word.lower() for word in words], [offset for _, _, offset in pieces]
    return Unit(doc=doc, lowered=lowered, offsets=offsets, **place)  # type: ignore[arg-type]


def place_mentions(unit: Unit, found: list[Found]) -> None:
    """Puts those of the passage's mentions that stand in the unit into it, aligned to whole tokens, also as `doc.ents` for the patterns.

    Args:
        found: mentions in reading order, none overlapping another.
    """
    if not unit.offsets:
        return
    last = begun(found, unit.offsets[-1] + len(unit.doc[-1].text)) - 1
    if last < 0 or found[last].end <= unit.offsets[0]:
        return  # most units hold none
    i = 0
    while i < len(unit.doc):
        index = begun(found, unit.offsets[i] + len(unit.doc[i].text)) - 1
        if index < 0 or found[index].end <= unit.offsets[i]:
            i += 1
            continue
        mention, first = found[index], i
        while i < len(unit.doc) and mention.start < unit.offsets[i] + len(unit.doc[i].text) and unit.offsets[i] < mention.end:
            i += 1
        unit.mentions.append(Placed(mention, first, i))
    set_entities(unit)


def begun(found: Sequence[Found], offset: int) -> int:
    """How many of a passage's mentions, in reading order, begin before an offset."""
    return bisect_left(found, offset, key=lambda mention: mention.start)


def set_entities(unit: Unit) -> None:
    """Mirrors the unit's mentions in `doc.ents`, labelled by kind."""
    unit.doc.ents = tuple(Span(unit.doc, placed.start, placed.end, label=placed.kind) for placed in unit.mentions)


def walk_back(unit: Unit, limit: int) -> Iterator[Unit]:
    """The units before this one in its section, nearest first, then the section's heading."""
    current, steps = unit.previous, 0
    while current is not None and steps < limit:
        yield current
        current, steps = current.previous, steps + 1
    if unit.heading is not None:
        yield unit.heading
