"""The study designs that a sentence states, and which of a text's studies it speaks of, by the words of `rules/evidence`.

Designs after the usual hierarchy of evidence in medicine.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal
from weakref import WeakKeyDictionary

from spacy.vocab import Vocab

from extractor.language.cues import Cue, CueFinder, CueRule
from extractor.language.units import Unit
from extractor.report import Evidence
from extractor.rulebook import Rulebook

FOLDER = "evidence"
TELLING = "evidence/telling"
NO_STUDY = frozenset({"expert_opinion", "anecdote"})

Telling = Literal["one", "passing", "other", "no_study"]


class EvidenceRule(CueRule):
    """Words that state a design.

    `evidence` None: what is said so has none (a company speaks). `carries`: the words only point to a study named before, whose design is
    then taken, `evidence` where there is none. `across`: they may point beyond their own section, to a heading above it. `vague`: they do
    not tell one study from another, so that words behind them may point to one named before.
    """

    evidence: Evidence | None = None
    carries: bool = False
    across: bool = False
    vague: bool = False

    @property
    def of_study(self) -> bool:
        """Whether the words mean a study of some sort."""
        return self.evidence is not None and self.evidence not in NO_STUDY

    @property
    def tells_design(self) -> bool:
        """Whether they say of which sort it is."""
        return self.of_study and self.evidence != "study"


class TellingRule(CueRule):
    """Words that say which of a text's studies is meant.

    `type`:
        one: one study, of which the text may go on to tell.
        passing: studies named beside the one that the text is about.
        other: another study than the one before.
        no_study: what is told in the past is no study's finding.
    """

    type: Telling


class DesignFinder:
    """Reads them. Needs tokens alone."""

    def __init__(self, vocab: Vocab, rulebook: Rulebook) -> None:
        self.rules = rulebook.rules(FOLDER, EvidenceRule)
        self._rank = {rule.id: rank for rank, rule in enumerate(self.rules)}
        self._cues = CueFinder(vocab, self.rules)
        self._telling = CueFinder(vocab, rulebook.rules(TELLING, TellingRule))
        # a unit is asked about for each of its claims, and for those of its neighbours
        self._found: WeakKeyDictionary[Unit, list[Cue[EvidenceRule]]] = WeakKeyDictionary()
        self._told: WeakKeyDictionary[Unit, list[Cue[TellingRule]]] = WeakKeyDictionary()

    def cues(self, unit: Unit) -> list[Cue[EvidenceRule]]:
        """Every wording in the unit that states a design, in reading order; they may overlap."""
        if unit not in self._found:
            self._found[unit] = self._cues.find(unit.doc, overlap=True)
        return self._found[unit]

    def telling(self, unit: Unit) -> list[Cue[TellingRule]]:
        """Every wording in the unit that says which study is meant."""
        if unit not in self._told:
            self._told[unit] = self._telling.find(unit.doc, overlap=True)
        return self._told[unit]

    def first(self, cues: Sequence[Cue[EvidenceRule]]) -> EvidenceRule | None:
        """The most telling of some designs (rules first in the files win), or None."""
        return min((cue.rule for cue in cues), key=lambda rule: self._rank[rule.id], default=None)

    def stated(self, unit: Unit) -> EvidenceRule | None:
        """The most telling design stated in the unit, or None."""
        return self.first(self.cues(unit))

    def carries(self, unit: Unit) -> bool:
        """Whether words of the unit point to a study named before."""
        return any(cue.rule.carries and not cue.rule.across for cue in self.cues(unit))

    def is_told_of(self, unit: Unit, type_: Telling) -> bool:
        """Whether the unit has words of a type of `TellingRule`. Studies are named in passing only if none else is spoken of."""
        types = {cue.rule.type for cue in self.telling(unit)}
        if type_ == "passing" and ("one" in types or self.carries(unit)):
            return False
        return type_ in types
