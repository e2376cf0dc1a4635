"""Hedges and boosters: words that lower or raise commitment, and what they cover.

Categories after the contract; scopes in the manner of BioScope (Vincze et al. 2008), see `scope`.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.vocab import Vocab

from extractor.language.cues import CueFinder, CueRule
from extractor.language.patterns import PatternMatcher
from extractor.language.scope import scope_of
from extractor.language.units import Unit
from extractor.report import HedgeCategory
from extractor.rulebook import Rulebook

FOLDER = "hedges"


class HedgeRule(CueRule):
    """A hedge, or with category `booster` a word that raises commitment."""

    category: HedgeCategory


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
        return bool(self._surface.find(unit.doc))

    def find(self, unit: Unit) -> list[FoundHedge]:
        """The unit's hedges in reading order; none without a parse."""
        if not unit.parsed:
            return []
        return [
            FoundHedge(unit, cue.rule, cue.start, cue.end, scope_of(unit.doc[cue.start : cue.end], cue.rule.scope))
            for cue in self._cues.find(unit.doc)
        ]
