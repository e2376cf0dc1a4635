"""On what kind of evidence a claim stands: the study design that the sentence states, or that was stated shortly before for the same study.

The words come from `rules/evidence`; designs after the usual hierarchy of evidence in medicine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol
from weakref import WeakKeyDictionary

from spacy.vocab import Vocab

from extractor.language.cues import Cue, CueFinder, CueRule
from extractor.language.units import Unit, walk_back
from extractor.report import Evidence
from extractor.rulebook import Rulebook

FOLDER = "evidence"
NEAR = 6  # sentences, or headings, within which a study goes on being spoken of
NO_STUDY = frozenset({"expert_opinion", "anecdote"})


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


class Wording(Protocol):
    """What is needed of a source: the token offsets of its wording, end-exclusive, and its name."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...

    @property
    def source(self) -> str: ...


class EvidenceFinder:
    """Reads study designs. Needs tokens alone."""

    def __init__(self, vocab: Vocab, rulebook: Rulebook) -> None:
        self.rules = rulebook.rules(FOLDER, EvidenceRule)
        self._rank = {rule.id: rank for rank, rule in enumerate(self.rules)}
        self._cues = CueFinder(vocab, self.rules)
        self._found: WeakKeyDictionary[Unit, list[Cue[EvidenceRule]]] = WeakKeyDictionary()  # a unit is asked about for each of its claims

    def cues(self, unit: Unit) -> list[Cue[EvidenceRule]]:
        """Every wording in the unit that states a design, in reading order; they may overlap."""
        if unit not in self._found:
            self._found[unit] = self._cues.find(unit.doc, overlap=True)
        return self._found[unit]

    def stated(self, unit: Unit) -> EvidenceRule | None:
        """The most telling design stated in the unit (rules first in the files win), or None."""
        return self._first(self.cues(unit))

    def of(self, unit: Unit, source: tuple[Unit, Wording] | None = None, people: Mapping[str, Evidence] | None = None) -> Evidence | None:
        """The evidence for claims of a unit.

        Args:
            unit: the claim's unit.
            source: whom the claim is attributed to, with the unit that names it. A design in the very wording of the source ("Animal
                studies have shown") comes before others in the sentence; what the speaker's unit states holds for the whole quotation.
            people: what is known of the people named in the passage, see `credentials`.
        """
        cues = self.cues(unit)
        if source is not None and source[0] is unit:
            inside = self._first([cue for cue in cues if cue.start < source[1].end and source[1].start < cue.end])
            if inside is not None and not inside.carries and inside.evidence not in (None, "study"):
                return inside.evidence
        rule = self._first(cues)
        if rule is not None and rule.carries:
            return self._carried(unit, rule)
        if rule is not None:
            return rule.evidence
        if source is None:
            return None
        spoken = self.stated(source[0]) if source[0] is not unit else None
        if spoken is not None and not spoken.carries:
            return spoken.evidence
        return (people or {}).get(source[1].source)

    def credentials(self, sources: Mapping[Unit, Sequence[Wording]], names: Mapping[str, str]) -> dict[str, Evidence]:
        """What the passage says of the people it quotes: by source, the evidence stated where the name first stands.

        Args:
            sources: the sources of each unit.
            names: short names to full ones.
        """
        known: dict[str, Evidence] = {}
        for unit, items in sources.items():
            rule = self.stated(unit) if items else None
            for item in items:
                full = names.get(item.source, item.source)
                if full not in known and rule is not None and rule.evidence in ("expert_opinion", "study") and not rule.carries:
                    known[full] = rule.evidence
        return {name: known[full] for name, full in names.items() if full in known}

    def _first(self, cues: Sequence[Cue[EvidenceRule]]) -> EvidenceRule | None:
        return min((cue.rule for cue in cues), key=lambda rule: self._rank[rule.id], default=None)

    def _carried(self, unit: Unit, rule: EvidenceRule) -> Evidence | None:
        """The design of the nearest study named before the unit: a study further back is another one."""
        evidence = rule.evidence
        for earlier in _back(unit, rule.across):
            stated = self.stated(earlier)
            if stated is None or stated.carries or stated.evidence is None or stated.evidence in NO_STUDY:
                continue
            if not stated.vague:
                return stated.evidence
            evidence = stated.evidence
        return evidence


def _back(unit: Unit, across: bool) -> Iterator[Unit]:
    yield from walk_back(unit, NEAR)
    heading = unit.heading.heading if across and unit.heading is not None else None
    for _ in range(NEAR):
        if heading is None:
            return
        yield heading
        heading = heading.heading
