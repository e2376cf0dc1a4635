"""Hedges and boosters: words that lower or raise commitment, and what they cover.

Categories after the contract; scopes in the manner of BioScope (Vincze et al. 2008), see `scope`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.vocab import Vocab

from extractor.language.cues import CueFinder, CueRule
from extractor.language.patterns import compile_pattern
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
        """The scope as one stretch of tokens, end-exclusive."""
        return min(self.scope), max(self.scope) + 1


class HedgeFinder:
    """Finds the hedges of a unit. A unit whose hedges need a parse for their scope or their reading is parsed first (`wants_parse`)."""

    def __init__(self, vocab: Vocab, rulebook: Rulebook) -> None:
        rules = rulebook.rules(FOLDER, HedgeRule)
        self._surface = CueFinder(vocab, [rule for rule in rules if not rule.needs_parse])
        self._all = CueFinder(vocab, rules)
        self._parsed_words = _parsed_words(rule for rule in rules if rule.needs_parse)

    def wants_parse(self, unit: Unit) -> bool:
        """Whether a word of the unit can only be judged with a parse."""
        return any(token.lower_ in self._parsed_words for token in unit.doc)

    def find(self, unit: Unit) -> list[FoundHedge]:
        """The unit's hedges in reading order."""
        cues = (self._all if unit.parsed else self._surface).find(unit.doc)
        return [FoundHedge(unit, cue.rule, cue.start, cue.end, self._scope(unit, cue.start, cue.end, cue.rule)) for cue in cues]

    @staticmethod
    def _scope(unit: Unit, start: int, end: int, rule: HedgeRule) -> set[int]:
        if unit.parsed:
            return scope_of(unit.doc[start:end], rule.scope)
        # without a parse: from the cue to the end of the clause it stands in, as far as punctuation tells
        last = next((token.i for token in unit.doc[end:] if token.text in (";", ":", "—", "–", "(")), len(unit.doc))
        first = 0 if rule.scope == "sentence" else start
        return set(range(first, max(last, end)))


def _parsed_words(rules: Iterable[HedgeRule]) -> frozenset[str]:
    """Every form that a pattern asks for together with a part of speech."""
    patterns = [compile_pattern(pattern) for rule in rules for pattern in (*rule.patterns, *rule.unless)]
    return frozenset(form for pattern in patterns for word in pattern.words if word.pos and word.lower for form in word.lower)
