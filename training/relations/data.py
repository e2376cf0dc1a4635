"""Composed sentences with their claims, and the pairs of mentions that the classifier learns from."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from extractor.language.analyser import Analyser
from extractor.language.learned import FITTING
from extractor.language.mentions import Found
from extractor.language.relations import LABELS, marked
from extractor.language.units import Placed, Unit
from extractor.report import EXPOSURE_KINDS, OBJECT_KINDS, Block, Passage

FUNCTIONAL = frozenset({"supports", "impairs"})  # relations to functions, for objects that the lexicons do not know
SHORT = 18  # words of a line that may be joined to another
JOINTS = ("; ", ", and ", ", while ", " – ", ", but ", ": ")
_CLAIM = re.compile(r"\s*(?P<subject>.+?) > (?P<denied>!?)(?P<relation>\w+) > (?P<object>.+?) @ (?P<trigger>.+?)\s*")


@dataclass(frozen=True)
class Stated:
    """A claim as it is written down behind its sentence; `trigger` are adjacent words of it."""

    subject: str
    relation: str
    object: str
    denied: bool
    trigger: str


@dataclass(frozen=True)
class Line:
    """One composed sentence with all of its claims; `where` names its file and line."""

    text: str
    claims: tuple[Stated, ...]
    where: str


@dataclass(frozen=True)
class Example:
    """A pair of mentions in a sentence.

    `words` are the sentence's with marks around both; `subject` and `object` are the places of the opening marks in it, `label` is an index
    into `LABELS`, `trigger` are places of the words that say the relation.
    """

    words: tuple[str, ...]
    subject: int
    object: int
    label: int
    denied: bool
    trigger: tuple[int, ...]
    where: str


def read_lines(folder: Path) -> list[Line]:
    """The lines of the files of a folder, "sentence TAB A > relation > B @ trigger; …".

    Raises:
        ValueError: a claim that is not in this form, or of words that do not stand in its sentence.
    """
    return [line for path in sorted(folder.glob("*.tsv")) for line in _lines(path)]


def _lines(path: Path) -> Iterator[Line]:
    for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        text, _, claims = row.partition("\t")
        if text.strip() and not text.startswith("#"):
            where = f"{path.name}:{number}"
            yield Line(text, tuple(_stated(claim, text, where) for claim in claims.split(";") if claim.strip()), where)


def _stated(claim: str, text: str, where: str) -> Stated:
    match = _CLAIM.fullmatch(claim)
    if match is None or match["relation"] not in LABELS:
        raise ValueError(f"{where}: not of the form A > relation > B @ trigger: {claim!r}")
    for part in ("subject", "object", "trigger"):
        if match[part] not in text:
            raise ValueError(f"{where}: not in the sentence: {match[part]!r}")
    return Stated(match["subject"], match["relation"], match["object"], bool(match["denied"]), match["trigger"])


def joined(lines: Sequence[Line], number: int, rng: random.Random) -> Iterator[Line]:
    """New lines of two short ones each, which share no name: what one says of its mentions it does not say of the other's."""
    short = [line for line in lines if len(line.text.split()) <= SHORT and "?" not in line.text]
    for _ in range(number):
        one, other = rng.sample(short, 2)
        names = {name.casefold() for line in (one, other) for claim in line.claims for name in (claim.subject, claim.object, claim.trigger)}
        if all((name in one.text.casefold()) != (name in other.text.casefold()) for name in names):
            text = one.text.rstrip(".!") + rng.choice(JOINTS) + other.text
            yield Line(text, (*one.claims, *other.claims), f"{one.where}+{other.where}")


def examples(lines: Iterable[Line], analyser: Analyser) -> Iterator[Example]:
    """Every pair of an exposure and a condition or function in each line, as the program finds them; what is not claimed is "none"."""
    for line in lines:
        block = Block(kind="paragraph", start=0, end=len(line.text), xpath="")
        reading = analyser.read(Passage(text=line.text, blocks=[block]))
        for unit in reading.units:
            yield from _pairs(unit, line)


def _pairs(unit: Unit, line: Line) -> Iterator[Example]:
    told: dict[tuple[Placed, Placed], tuple[Stated, tuple[int, ...]]] = {}
    for claim in line.claims:
        trigger = _words_at(unit, *_nearest(line.text, claim.trigger, 0))
        near = line.text.find(claim.trigger)
        subject = _place(unit, line.text, claim.subject, near, "nutrient", EXPOSURE_KINDS)
        kind = "function" if claim.relation in FUNCTIONAL else "condition"
        object_ = _place(unit, line.text, claim.object, near, kind, OBJECT_KINDS)
        if subject is not None and object_ is not None and trigger:
            told[subject, object_] = (claim, trigger)
    names = {(subject.found.name, object_.found.name) for subject, object_ in told}
    for subject, object_ in pairs(unit):
        known = told.get((subject, object_))
        if known is not None:
            claim, trigger = known
            yield example(unit, subject, object_, line.where, claim.relation, claim.denied, trigger)
        elif (subject.found.name, object_.found.name) not in names:  # else the same claim again, with another mention of the same thing
            yield example(unit, subject, object_, line.where)


def pairs(unit: Unit) -> Iterator[tuple[Placed, Placed]]:
    """Every exposure of a unit with every condition or function."""
    subjects = [placed for placed in unit.mentions if placed.kind in EXPOSURE_KINDS]
    return product(subjects, [placed for placed in unit.mentions if placed.kind in OBJECT_KINDS])


def example(
    unit: Unit, subject: Placed, object_: Placed, where: str, relation: str = "none", denied: bool = False, trigger: Iterable[int] = ()
) -> Example:
    """A pair of a unit's mentions as the classifier reads it; `trigger` are tokens of the unit."""
    ends = (subject.start, subject.end), (object_.start, object_.end)
    words, places = marked([token.text for token in unit.doc], *ends, object_.kind)
    return Example(
        words=tuple(words),
        subject=places[subject.start] - 1,
        object=places[object_.start] - 1,
        label=LABELS.index(FITTING[object_.kind].get(relation, relation)),
        denied=denied,
        trigger=tuple(places[i] for i in trigger),
        where=where,
    )


def _nearest(text: str, part: str, near: int) -> tuple[int, int]:
    """Where a part of the text stands, nearest to an offset, as whole words if it does anywhere."""
    spans = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(part)}(?!\w)", text)] or [
        match.span() for match in re.finditer(re.escape(part), text)
    ]
    return min(spans, key=lambda span: abs(span[0] - near))


def _words_at(unit: Unit, start: int, end: int) -> tuple[int, ...]:
    return tuple(i for i, token in enumerate(unit.doc) if unit.offsets[i] < end and start < unit.offsets[i] + len(token.text))


def _place(unit: Unit, text: str, name: str, near: int, kind: str, kinds: frozenset[str]) -> Placed | None:
    """The unit's mention that stands where a claim names one; a new one if the lexicons know none there."""
    start, end = _nearest(text, name, near)
    tokens = _words_at(unit, start, end)
    if not tokens:
        return None
    over = [placed for placed in unit.mentions if placed.start <= tokens[-1] and tokens[0] < placed.end]
    fitting = [placed for placed in over if placed.kind in kinds]
    if fitting or over:
        return fitting[0] if fitting else None
    found = Found(start, end, kind, name.casefold(), None, "composed")
    placed = Placed(found, tokens[0], tokens[-1] + 1)
    unit.mentions.append(placed)
    unit.mentions.sort(key=lambda other: other.start)
    return placed
