"""On what kind of evidence a claim stands: the study design that the sentence states, or that is stated nearby for the same study.

The words come from `rules/evidence`; which study a sentence tells of is found by `studies`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from typing import Protocol

from spacy.tokens import Token
from spacy.vocab import Vocab

from extractor.language.cues import Cue
from extractor.language.designs import FOLDER, DesignFinder, EvidenceRule
from extractor.language.studies import Studies
from extractor.language.units import Unit
from extractor.report import Evidence
from extractor.rulebook import Rulebook

__all__ = ["FOLDER", "EvidenceFinder", "EvidenceRule"]

BESIDE = 8  # tokens between a name and what says who that is


class Wording(Protocol):
    """What is needed of a source: the token offsets of its wording, end-exclusive, its name, and the tokens it vouches for."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...

    @property
    def source(self) -> str: ...

    @property
    def covers(self) -> Collection[int]: ...


class EvidenceFinder:
    """Reads study designs. Trees are needed for the tense of what is told alone."""

    def __init__(self, vocab: Vocab, rulebook: Rulebook) -> None:
        self._designs = DesignFinder(vocab, rulebook)
        self._studies = Studies(self._designs)
        self.rules = self._designs.rules
        self._trades = {word: rule.evidence for rule in self.rules for word in rule.words.get("one", ())}

    def cues(self, unit: Unit) -> list[Cue[EvidenceRule]]:
        """Every wording in the unit that states a design, in reading order; they may overlap."""
        return self._designs.cues(unit)

    def stated(self, unit: Unit) -> EvidenceRule | None:
        """The most telling design stated in the unit (rules first in the files win), or None."""
        return self._designs.stated(unit)

    def of(
        self,
        unit: Unit,
        source: tuple[Unit, Wording] | None = None,
        people: Mapping[str, Evidence | None] | None = None,
        head: Token | None = None,
        apart: Set[int] = frozenset(),
    ) -> Evidence | None:
        """The evidence for claims of a unit.

        Args:
            unit: the claim's unit.
            source: whom the claim is attributed to, with the unit that names it. A design in the very wording of the source ("Animal
                studies have shown") comes before others in the sentence; what the speaker's unit states holds for the whole quotation.
            people: what is known of the people named in the passage, see `credentials`.
            head: the word that makes the claim, for what is told in the past tense.
            apart: tokens in which others speak, of something else.
        """
        studied = source is not None  # what an attributed claim rests on may be named in another clause
        cues = [cue for cue in self.cues(unit) if (studied and cue.rule.of_study) or apart.isdisjoint(range(cue.start, cue.end))]
        if unit.is_question:
            cues = [cue for cue in cues if cue.rule.evidence != "anecdote"]  # "does zinc help my acne?" is no experience
        if source is not None and source[1].source in (people or {}):
            return self._spoken(unit, source, (people or {})[source[1].source], cues)
        if source is not None and source[0] is unit:
            inside = self._designs.first([cue for cue in cues if cue.start < source[1].end and source[1].start < cue.end])
            if inside is not None and not inside.carries and (inside.tells_design or inside.evidence == "expert_opinion"):
                return inside.evidence
        rule = self._designs.first(cues)
        if rule is not None:
            evidence = self._design(unit, rule)
            if evidence is not None or not rule.carries:
                return evidence
        if source is None:
            return self._studies.told(unit, head, own=rule is not None) if head is not None else None
        spoken = self.stated(source[0]) if source[0] is not unit else None
        return spoken.evidence if spoken is not None and not spoken.carries else None

    def credentials(self, units: Sequence[Unit], names: Mapping[str, str]) -> dict[str, Evidence | None]:
        """What the passage says of those it quotes: `expert_opinion` of health professionals and bodies, None of a company's people.

        Args:
            units: the passage's units.
            names: names of sources, short ones to full ones.
        """
        wanted: dict[str, list[str]] = {}
        for full in set(names.values()):
            if full[-1].isalnum() and (full.split()[-1][0].isupper() or " " not in full):
                wanted.setdefault(full.split()[-1].lower(), []).append(full)
        known: dict[str, Evidence | None] = {full: self._trades[full] for full in names.values() if full in self._trades}  # "my doctor"
        for unit in units:
            for at, word in enumerate(unit.lowered) if not wanted.keys().isdisjoint(unit.lowered) else ():
                if word not in wanted or not at or not unit.doc[at].text[0].isupper():
                    continue
                near = range(at - BESIDE, at + BESIDE + 1)
                telling = [cue for cue in self.cues(unit) if _tells_who(cue.rule)]
                rule = self._designs.first([cue for cue in telling if cue.start in near or cue.end in near])
                for full in wanted[word] if rule else ():
                    known.setdefault(full, rule.evidence if rule else None)
        return {name: known[full] for name, full in names.items() if full in known}

    def _design(self, unit: Unit, rule: EvidenceRule) -> Evidence | None:
        return self._studies.carried(unit, rule) if rule.carries else self._studies.ahead(unit, rule)

    def _spoken(
        self, unit: Unit, source: tuple[Unit, Wording], standing: Evidence | None, cues: Sequence[Cue[EvidenceRule]]
    ) -> Evidence | None:
        """What somebody says whose standing is known: a study counts if it is part of what is said."""
        holder, item = source
        said = [cue for cue in cues if holder is not unit or (cue.start in item.covers and cue.end - 1 in item.covers)]
        rule = self._designs.first([cue for cue in said if cue.rule.of_study or cue.rule.evidence == "anecdote"])
        if rule is None or (holder is unit and rule.evidence == "anecdote"):
            return standing
        return self._design(unit, rule)


def _tells_who(rule: EvidenceRule) -> bool:
    return not rule.carries and (rule.evidence is None or rule.evidence == "expert_opinion")
