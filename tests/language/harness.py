"""Runs the language step on one marked example: `{exposure}`, `<condition>`, `[cue]`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractor.language.analyser import Analyser
from extractor.language.mentions import Found
from extractor.language.units import Unit
from extractor.page import Page
from extractor.report import EXPOSURE_KINDS, Article, Block
from extractor.rulebook import Rulebook

MARKS = {"{": "exposure", "<": "object", "[": "cue"}
CLOSERS = {"}": "{", ">": "<", "]": "["}


@dataclass(frozen=True)
class Marked:
    """A text without its marks, and the marked spans as (what, start, end)."""

    text: str
    spans: tuple[tuple[str, int, int], ...]

    def of(self, what: str) -> list[tuple[int, int]]:
        return [(start, end) for kind, start, end in self.spans if kind == what]


def parse_marks(example: str) -> Marked:
    """Takes the marks out of an example."""
    text, spans, opened = "", [], []
    for part in re.split(r"([{}<>\[\]])", example):
        if part in MARKS:
            opened.append((MARKS[part], len(text)))
        elif part in CLOSERS:
            what, start = opened.pop()
            assert what == MARKS[CLOSERS[part]], f"marks cross in {example!r}"
            spans.append((what, start, len(text)))
        else:
            text += part
    assert not opened, f"a mark is not closed in {example!r}"
    return Marked(text, tuple(spans))


class MarkedMatcher:
    """The shipped lexicon, with an example's marked mentions put over it."""

    def __init__(self, inner) -> None:
        self.inner = inner
        self.extra: list[Found] = []

    def find(self, text: str) -> list[Found]:
        found = [m for m in self.inner.find(text) if not any(m.start < e.end and e.start < m.end for e in self.extra)]
        return sorted([*found, *self.extra], key=lambda mention: mention.start)


@cache
def analyser() -> Analyser:
    made = Analyser(Rulebook())
    made.matcher = MarkedMatcher(made.matcher)
    return made


def blocks_of(text: str) -> list[Block]:
    """The blocks of an example: one paragraph, with what stands before blank lines as the headings over it, each under the one before."""
    *headings, paragraph = text.split("\n\n")
    blocks, start = [], 0
    for level, heading in enumerate(headings, 1):
        blocks.append(Block(kind="heading", level=level, start=start, end=start + len(heading)))
        start += len(heading) + 2
    return [*blocks, Block(kind="paragraph", start=start, end=start + len(paragraph))]


def annotate(marked: Marked, object_kind: str | None = None) -> Article:
    """The passage of a marked example, annotated, with the marked mentions in the place of the lexicon's."""
    made = analyser()
    made.matcher.extra = marked_mentions(marked, object_kind)
    page = Page(
        article=Article(text=marked.text, blocks=blocks_of(marked.text)),
        comments=[],
        removed={},
        charset=None,
    )
    try:
        list(made.annotate([page]))
    finally:
        made.matcher.extra = []
    return page.article


def parsed_units(marked: Marked) -> list[Unit]:
    """The units of a marked example with its mentions placed, parsed."""
    made = analyser()
    made.matcher.extra = marked_mentions(marked)
    try:
        units = made.read(Article(text=marked.text, blocks=[Block(kind="paragraph", start=0, end=len(marked.text))])).units
    finally:
        made.matcher.extra = []
    made.pipeline.parse(units)
    return units


def marked_mentions(marked: Marked, object_kind: str | None = None) -> list[Found]:
    """The marked mentions; kind and name from the lexicon where it knows the same span."""
    made = analyser()
    known = {(m.start, m.end): m for m in made.matcher.inner.find(marked.text)}
    extra = []
    for what, start, end in marked.spans:
        if what == "cue":
            continue
        old, text = known.get((start, end)), marked.text[start:end]
        kinds = EXPOSURE_KINDS if what == "exposure" else {object_kind} if object_kind else {"condition", "function"}
        if old is not None and old.kind in kinds:
            kind = old.kind
        elif what == "object":
            kind = object_kind or "condition"
        else:
            kind = "product" if re.fullmatch(r"[A-Z][a-z]+[A-Z]\w*", text) else "nutrient"
        extra.append(Found(start, end, kind, old.name if old else text, old.concept if old else None))
    return extra
