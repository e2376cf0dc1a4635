"""Hedges and boosters: words that lower or raise commitment, and what they cover.

Categories after the contract; scopes in the manner of BioScope (Vincze et al. 2008), see `scope`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token
from spacy.vocab import Vocab

from extractor.language.cues import CueFinder, CueRule
from extractor.language.pattern_matcher import PatternMatcher
from extractor.language.scope import scope_of
from extractor.language.tree import children, morph
from extractor.language.units import Unit
from extractor.report import HedgeCategory
from extractor.rulebook import Rulebook

FOLDER = "hedges"


class HedgeRule(CueRule):
    """A hedge, or with category `booster` a word that raises commitment.

    `unless_past`: the words are no hedge beside another verb in the past tense ("he said it would rain", "she could walk again"): `any`
    such verb, or `unreported`, any but one that reports the words ("they found that it could help"). `unless_imperative`: nor do they hedge
    where their clause is the condition of an order ("if the fever stays, call a doctor").
    """

    category: HedgeCategory
    unless_past: Literal["any", "unreported"] | None = None
    unless_imperative: bool = False


@dataclass(eq=False)
class FoundHedge:
    """A hedge in its unit: token offsets, end-exclusive, and the tokens it covers."""

    unit: Unit
    rule: HedgeRule
    start: int
    end: int
    scope: set[int]

    @property
    def scope_span(self) -> tuple[int, int]:
        """The scope as one stretch of tokens, end-exclusive: before the cue only what joins it without a gap, but for punctuation."""
        start = self.start
        for i in range(self.start - 1, -1, -1):
            if i in self.scope:
                start = i
            elif not self.unit.doc[i].is_punct:
                break
        return start, max(self.scope) + 1


class HedgeFinder:
    """Finds the hedges of parsed units; `wants_parse` tells which units can have any."""

    def __init__(self, vocab: Vocab, rulebook: Rulebook) -> None:
        rules = rulebook.rules(FOLDER, HedgeRule)
        self._cues = CueFinder(vocab, rules)
        self._surface = PatternMatcher(vocab, [rule.patterns for rule in rules], surface=True)

    def wants_parse(self, unit: Unit) -> bool:
        """Whether the unit may hold a hedge, as far as the words alone tell: only the tree says what it is and how far it reaches."""
        hits = self._surface.find(unit.doc)
        blocked = {(hit.rule, i) for hit in self._cues.exceptions(unit.doc) for i in range(hit.start, hit.end)} if hits else set()
        return any((hit.rule, hit.start) not in blocked for hit in hits)

    def find(self, unit: Unit) -> list[FoundHedge]:
        """The unit's hedges in reading order; none without a parse."""
        if not (unit.parsed or unit.skimmed):
            return []
        return [
            FoundHedge(unit, cue.rule, cue.start, cue.end, scope_of(unit.doc[cue.start : cue.end], cue.rule.scope))
            for cue in self._cues.find(unit.doc)
            if not _excused(cue.rule, unit.doc[cue.start : cue.end].root)
        ]


def _excused(rule: HedgeRule, cue: Token) -> bool:
    """Whether the sentence is one in which the rule's words are no hedge."""
    if rule.unless_imperative and "Imp" in morph(cue.head.head, "Mood"):
        return True
    return rule.unless_past is not None and _told_in_past(cue, rule.unless_past == "unreported")


def _told_in_past(cue: Token, reported: bool) -> bool:
    """Whether a verb beside the cue's own is in the past tense; where `reported` counts, but for those that the cue's clause completes."""
    own = cue.head if cue.dep_ in ("aux", "cop") else cue
    excused = {own.i}
    clause = own
    while reported and clause.dep_ in ("ccomp", "conj", "xcomp") and clause.head.i != clause.i:
        clause = clause.head
        excused.update(token.i for token in (clause, *children(clause, "aux", "aux:pass", "cop")))
    return any(
        "Past" in morph(token, "Tense") and "Fin" in morph(token, "VerbForm") and token.head.i != own.i and token.i not in excused
        for token in cue.doc
        if token.i != cue.i
    )
