"""Why a text gave the claims that it gave, and why the other sentences gave none: what writers of rules work with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extractor.language.analyser import Analyser
from extractor.language.claims import Attempt, FoundClaim
from extractor.language.learned import EVEN, LearnedClaim
from extractor.language.reading import Reading
from extractor.language.units import Unit
from extractor.page import Page
from extractor.report import EXPOSURE_KINDS, Claim, Hedge, Mention, Passage, Span

CLASSIFIER = "classifier"


@dataclass(frozen=True)
class Mark:
    """A part of the passage's text and what it is: subject, object, trigger, hedge, booster or negation."""

    role: str
    start: int
    end: int


@dataclass(frozen=True)
class ExplainedClaim:
    """A claim with its rule's frame and its marked parts; `subject` is given where it stands outside of the sentence."""

    claim: Claim
    frame: str
    marks: list[Mark]
    subject: str | None


@dataclass(frozen=True)
class Refusal:
    """One trigger of a sentence without claims and the step that gave up."""

    rule: str
    frame: str
    trigger: str
    reason: str


@dataclass
class ExplainedSentence:
    """A sentence (start and end in its passage) with its claims, or with what kept it from having one."""

    passage: Passage
    start: int
    end: int
    claims: list[ExplainedClaim] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


class Explainer:
    """Explains pages with the finders of an analyser."""

    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser

    def explain(self, page: Page) -> Iterator[ExplainedSentence]:
        """The sentences of a page that hold claims, or an exposure and a condition or function without any, in reading order."""
        ((_, readings),) = self._analyser.readings([page])
        for reading in readings:
            for unit in reading.units:
                sentence = ExplainedSentence(reading.passage, unit.start, unit.end)
                claims = [claim for claim in reading.passage.claims if (claim.start, claim.end) == (unit.start, unit.end)]
                if claims:
                    sentence.claims += [self._claim(claim, unit, reading) for claim in claims]
                    yield sentence
                elif len({placed.kind in EXPOSURE_KINDS for placed in unit.mentions}) == 2:
                    sentence.refusals += self._refusals(unit)
                    yield sentence

    def _claim(self, claim: Claim, unit: Unit, reading: Reading) -> ExplainedClaim:
        passage = reading.passage
        mentions = {mention.id: mention for mention in passage.mentions}
        subject, object_ = mentions[claim.subject], mentions[claim.object]
        spans: list[tuple[str, Mention | Span | Hedge]] = [("subject", subject), ("trigger", claim.trigger), ("object", object_)]
        spans += [("booster" if hedge.category == "booster" else "hedge", hedge) for hedge in passage.hedges if hedge.id in claim.hedges]
        marks = [Mark(role, span.start, span.end) for role, span in spans if unit.start <= span.start < unit.end]
        found = self._found(claim, unit, reading, (subject.start, object_.start))
        modality = self._analyser.modality
        denials = modality.denials(found.trigger.words, modality.negations(unit)) if claim.negated or isinstance(found, FoundClaim) else []
        marks += [Mark("negation", *unit.span(min(cue), max(cue) + 1)) for cue in denials]
        said_before = subject.text if "subject" not in {mark.role for mark in marks} else None
        frame = found.trigger.rule.frame if isinstance(found, FoundClaim) else f"{CLASSIFIER} ({found.likelihood:.2f} sure)"
        return ExplainedClaim(claim, frame, marks, said_before)

    @staticmethod
    def _found(claim: Claim, unit: Unit, reading: Reading, pair: tuple[int, int]) -> FoundClaim | LearnedClaim:
        """What a claim of the report was made from."""
        return next(
            found
            for found in reading.claims
            if found.unit is unit
            and found.trigger.rule.id == claim.rule
            and unit.span(found.trigger.head.i, found.trigger.head.i + 1)[0] in range(claim.trigger.start, claim.trigger.end)
            and (isinstance(found, FoundClaim) or (found.subject.found.start, found.object.found.start) == pair)
        )

    def _refusals(self, unit: Unit) -> list[Refusal]:
        attempts = list(self._analyser.claims.attempts(unit))
        near = [attempt for attempt in attempts if attempt.objects]  # where half a claim was found, the others are of no interest
        return list(dict.fromkeys([*(self._refusal(attempt, unit) for attempt in near or attempts), *self._unsure(unit)]))

    def _unsure(self, unit: Unit) -> Iterator[Refusal]:
        """What the classifier found more likely claimed than not, and why no claim came of it."""
        learned = self._analyser.learned
        for _, object_, judged in learned.judged(unit, *self._analyser.claims.weigh(unit)) if self._analyser.searches(unit) else ():
            rule = learned.rule_of(object_, judged)
            if rule is None or judged.claimed <= EVEN:
                continue
            trigger = unit.doc[judged.trigger]
            suppressor = self._analyser.modality.suppressor(trigger)
            if judged.claimed < rule.likely:
                reason = f"{judged.claimed:.2f} sure, where {rule.likely:.2f} is asked for"
            else:
                reason = f"suppressed by {suppressor.id}" if suppressor is not None else "denied or not, it cannot tell"
            yield Refusal(rule.id, CLASSIFIER, trigger.text, reason)

    def _refusal(self, attempt: Attempt, unit: Unit) -> Refusal:
        trigger = attempt.trigger
        suppressor = self._analyser.modality.suppressor(trigger.head)
        if attempt.claims and suppressor is not None:
            reason = f"suppressed by {suppressor.id}"
        elif attempt.claims:
            reason = "said in the lead-in line alone"
        elif not attempt.objects:
            reason = f"no {trigger.rule.object_kind or 'condition or function'} that it takes in: {', '.join(trigger.object_slots)}"
        elif not attempt.subjects.arguments:
            reason = f"no exposure that it takes in: {', '.join(trigger.exposure_slots)}"
        else:
            reason = "doing without the exposure says nothing here"
        words = " ".join(word.text for word in sorted(trigger.words, key=lambda word: word.i))
        return Refusal(trigger.rule.id, trigger.rule.frame, words, reason)
