"""Which study a sentence tells of, and of what design it was: stated before, or after it, or by the heading above.

News tells of one study over many sentences: "A study found … The team followed 900 girls for ten years. Milk drinkers had more acne."
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from extractor.language.designs import DesignFinder, EvidenceRule
from extractor.language.tree import in_past
from extractor.language.units import Unit, walk_back
from extractor.report import Evidence

NEAR = 6  # sentences, or headings, within which a study goes on being spoken of
CLOSE = 3  # sentences within which somebody's story goes on
QUESTIONED = "cross_sectional"  # a cohort and a trial ask people, too


class Studies:
    """Finds them by the designs that the units state."""

    def __init__(self, designs: DesignFinder) -> None:
        self._designs = designs

    def carried(self, unit: Unit, rule: EvidenceRule) -> Evidence | None:
        """The design of the nearest study named before the unit: a study further back is another one.

        One that is named in passing in another paragraph is meant only if there is none else.
        """
        evidence, passing = rule.evidence, None
        for earlier in self._back(unit, NEAR, rule.across):
            stated = self._designs.stated(earlier)
            if stated is None or stated.carries or not stated.of_study:
                continue
            if earlier.block != unit.block and self._designs.is_told_of(earlier, "passing"):
                passing = passing or stated.evidence
            elif not stated.vague:
                return self.ahead(earlier, stated)
            else:
                evidence = self.ahead(earlier, stated)
                if evidence != "study":
                    return evidence
        return passing or evidence

    def ahead(self, unit: Unit, stated: EvidenceRule) -> Evidence | None:
        """The design that a unit states or, where it names one study and no more, that the sentences behind it state for that study."""
        if stated.evidence != "study" or not (stated.vague or self._designs.is_told_of(unit, "one")):
            return stated.evidence
        found: Evidence | None = None
        for later in _forward(unit):
            rule = self._designs.first([cue for cue in self._designs.cues(later) if cue.rule.of_study])
            if rule is None or self._designs.is_told_of(later, "passing"):
                continue
            same = unit.is_title or self._designs.carries(later) or not later.claiming
            if self._designs.is_told_of(later, "other") or not same:
                break
            if rule.tells_design and rule.evidence != QUESTIONED:
                return rule.evidence
            found = found or (rule.evidence if rule.tells_design else None)
        return found or stated.evidence

    def told(self, unit: Unit, head: Token, own: bool = False) -> Evidence | None:
        """What a claim in the past tense tells of, where its sentence names no study: somebody's own story, or the study reported.

        Args:
            unit: the claim's unit.
            head: the word that makes the claim.
            own: whether only a story can be meant.
        """
        if unit.is_title or unit.is_question or not in_past(head):
            return None
        if self._goes_on_with_story(unit):
            return "anecdote"
        if own or self._designs.is_told_of(unit, "no_study"):
            return None
        found: Evidence | None = None
        left = NEAR
        for earlier in self._back(unit, NEAR * NEAR):
            left -= 1
            stated = self._designs.stated(earlier)
            if stated is not None and stated.of_study:
                if stated.carries:
                    left = NEAR  # the study is still spoken of
                elif earlier.block != unit.block and self._designs.is_told_of(earlier, "passing"):
                    found = found or self.ahead(earlier, stated)
                else:
                    evidence = self.ahead(earlier, stated)
                    if not stated.vague or evidence != "study":
                        return evidence
                    found = found or evidence
            if left <= 0:
                break
        return found

    def _goes_on_with_story(self, unit: Unit) -> bool:
        """Whether the sentences before one, in its paragraph, tell what somebody went through."""
        for earlier in walk_back(unit, CLOSE):
            stated = self._designs.stated(earlier) if earlier.block == unit.block else None
            if stated is not None:
                return stated.evidence == "anecdote"
        return False

    def _back(self, unit: Unit, limit: int, across: bool = False) -> Iterator[Unit]:
        """The units before one in its section and the heading, also what stands before a heading such as "The findings".

        `across`: then all headings above.
        """
        yield from walk_back(unit, limit)
        heading = unit.heading
        if heading is not None and heading.preceding is not None and self._designs.carries(heading):
            yield heading.preceding
            yield from walk_back(heading.preceding, NEAR)
        heading = heading.heading if across and heading is not None else None
        for _ in range(NEAR):
            if heading is None:
                return
            yield heading
            heading = heading.heading


def _forward(unit: Unit) -> Iterator[Unit]:
    """The units behind one in its section; behind a heading or title, those of the text that stands under it."""
    later = unit.following
    for _ in range(NEAR):
        if later is None or not (unit.is_title or later.heading is unit.heading):
            return
        if not later.is_title:
            yield later
        later = later.following
