"""Pairs from texts that the rules read: the project's gold, and the rules' own examples and counter-examples.

Where the rules claim what the gold has, their relation and trigger are taken; a pair that only one of them has is left out, unless its
passage is a single sentence, whose gold is taken without a trigger.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from benchmarks.gold import ANY, GoldClaim
from benchmarks.sentences import sentences
from extractor.errors import ExtractorError
from extractor.language.analyser import Analyser
from extractor.language.claims import FoundClaim
from extractor.language.units import Placed
from extractor.page import read_text
from extractor.rulebook import Rulebook

from .data import Example, example, pairs

GOLD = ("sentences", "lay")  # of fixtures/; the whole articles beside them are kept for scoring
FOLDERS = ("claims", "negation", "states", "hedges", "evidence", "attribution")  # of rules/
_MARKS = re.compile(r"[{}<>\[\]]|=> [\w ]+$|^\w+:(?=\S)")  # also what the example of a state or of evidence expects


def known_examples(analyser: Analyser) -> Iterator[Example]:
    """The pairs of the gold and of the rules' examples."""
    for name in GOLD:
        for number, item in enumerate(sentences(name)):
            yield from _of_text(item.text, item.claims, analyser, f"{name}:{number}")
    book = Rulebook()
    for entry in (entry for folder in book.folders if folder.startswith(FOLDERS) for entry in book.entries(folder)):
        for number, text in enumerate((*entry.data.get("examples", ()), *entry.data.get("not", ()))):
            yield from _of_text(_MARKS.sub("", text), None, analyser, f"{entry.id}:{number}")


def _of_text(text: str, gold: Sequence[GoldClaim] | None, analyser: Analyser, where: str) -> Iterator[Example]:
    try:
        passage = read_text(text).article
    except ExtractorError:
        return
    reading = analyser.read(passage)
    analyser.parse([reading])
    alone = len(reading.units) == 1
    for unit in filter(analyser.searches, reading.units):
        found = {
            (claim.subject, claim.object): claim
            for claim in analyser.claims.find(unit)
            if analyser.modality.suppressor(claim.trigger.head) is None
        }
        negations = analyser.modality.negations(unit)
        for subject, object_ in pairs(unit):
            claim = found.get((subject, object_))
            said = [item for item in gold or () if _means(item, passage.text, subject, object_)]
            if gold is not None and bool(claim) != bool(said) and (claim or not alone):
                continue
            if claim is not None:
                denied = claim.is_denied(analyser.modality.deny(claim.trigger.words, negations))
                yield example(unit, subject, object_, where, claim.relation, denied, [word.i for word in claim.trigger.words])
            elif said:
                if ANY not in (said[0].relation, said[0].negated):
                    yield example(unit, subject, object_, where, said[0].relation, bool(said[0].negated), [])
            elif not _same_again(subject, object_, found.values()):
                yield example(unit, subject, object_, where)


def _means(gold: GoldClaim, text: str, subject: Placed, object_: Placed) -> bool:
    sides = [(gold.subject.casefold(), subject), (gold.object.casefold(), object_)]
    own = [text[placed.found.start : placed.found.end].casefold() for _, placed in sides]
    return all(name in words or words in name for (name, _), words in zip(sides, own, strict=True))


def _same_again(subject: Placed, object_: Placed, found: Iterable[FoundClaim]) -> bool:
    names = {(claim.subject.found.name, claim.object.found.name) for claim in found}
    return (subject.found.name, object_.found.name) in names
