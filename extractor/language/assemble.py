"""From readings to the report's models: ids, offsets, and the ties between claims, hedges and promotions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count

from extractor.language.arguments import StandIn
from extractor.language.attribution import Attributed, EvidenceFinder, full_names
from extractor.language.catalogue import catalogue
from extractor.language.claims import FoundClaim
from extractor.language.hedges import FoundHedge
from extractor.language.learned import LearnedClaim
from extractor.language.mentions import Found
from extractor.language.modality import Modality, certainty_of, strength_of
from extractor.language.reading import Reading
from extractor.language.tree import in_past, main_clause, means_person
from extractor.language.units import Unit
from extractor.report import PREDICATES, Attribution, Claim, Comment, Hedge, Mention, Promotion, Scope, Span, State


def assemble(readings: Sequence[Reading], modality: Modality, evidence: EvidenceFinder) -> None:
    """Fills the passages of a page from their readings. Ids run on through the page, in reading order."""
    numbers = {letter: count(1) for letter in "mchp"}

    def new_id(letter: str) -> str:
        return f"{letter}{next(numbers[letter])}"

    for reading in readings:
        Assembler(reading, modality, evidence, new_id).fill()


@dataclass(frozen=True, slots=True)
class _Again(Found):
    """A mention that is meant in another state as well."""

    state: State | None = None


class Assembler:
    """Writes what was found in one passage into its model."""

    def __init__(self, reading: Reading, modality: Modality, evidence: EvidenceFinder, new_id: Callable[[str], str]) -> None:
        self._reading = reading
        self._modality = modality
        self._evidence = evidence
        self._new_id = new_id
        self._text = reading.passage.text
        self._ids: dict[Found, str] = {}
        self._hedges: dict[Unit, dict[FoundHedge, Hedge]] = {}
        self._hedges_at: dict[tuple[int, int], Hedge] = {}
        self._negations: dict[Unit, list[tuple[set[int], set[int]]]] = {}
        self._clauses: dict[Unit, list[int]] = {}  # for each of a unit's words the head of its main clause
        self._names = full_names(source.source for group in reading.sources.values() for source in group)
        self._people = evidence.credentials(reading.units, self._names)
        self._speakers: dict[int, tuple[Unit, Attributed]] = {}  # by number of the quotation, who speaks first in it
        for unit, items in reading.sources.items():
            speaker = next((item for item in items if item.speaker), None)
            if speaker is not None and unit in reading.quotation:
                self._speakers.setdefault(reading.quotation[unit], (unit, speaker))

    def fill(self) -> None:
        """Mentions, hedges, promotions, claims, and whether a comment is spam."""
        passage = self._reading.passage
        stand_ins = self._place_stand_ins()
        passage.mentions = [self._mention(found) for found in self._reading.mentions]
        self._hedges = {unit: self._hedge_models(unit, hedges) for unit, hedges in self._reading.hedges.items()}
        passage.hedges = [model for group in self._hedges.values() for model in group.values()]
        self._hedges_at = {(model.start, model.end): model for model in reversed(passage.hedges)}
        promotions = self._promotions()
        passage.promotions = list({promotion.id: promotion for promotion in promotions.values()}.values())
        seen: set[tuple[object, ...]] = set()
        for claim in self._reading.claims:
            subject, object_ = stand_ins.get(claim.stand_in, claim.subject.found), claim.object.found
            keys = {
                (claim.unit.start, self._ids[subject], claim.relation, self._ids[object_]),
                # "the Nordic diet (ND)" is one subject; but "tiredness and fatigue" are two objects
                (claim.unit.start, claim.trigger.head.i, subject.name, claim.relation, self._called(object_)),
            }
            if seen & keys:
                continue
            seen |= keys
            model = self._claim(claim, subject)
            if claim.unit in promotions:
                model.promotion = promotions[claim.unit].id
                promotions[claim.unit].claims.append(model.id)
            passage.claims.append(model)
        passage.products = catalogue(passage, self._reading.details)
        reasons = self._reading.spam_reasons
        if isinstance(passage, Comment):
            passage.spam, passage.spam_reasons = bool(reasons), reasons
        if reasons:
            whole = Promotion(id=self._new_id("p"), kind="comment_spam", text=self._text, start=0, end=len(self._text), rule=reasons[0])
            passage.promotions.append(whole)

    def _called(self, found: Found) -> str:
        """What an object counts as the same by: in brackets the name of what is meant, else its own words."""
        bracketed = self._text[: found.start].endswith("(")
        opened = self._text[found.end :].startswith(" (")
        return found.name if bracketed or opened else self._text[found.start : found.end].casefold()

    def _place_stand_ins(self) -> dict[StandIn | None, Found]:
        """Puts the states that words such as "a deficiency" add on what they stand for; gives the mentions made for want of a free one.

        It bears it if no other claim is made of it. "Iron carries oxygen. A lack of it causes fatigue." says two things of iron, and so
        its name is a mention twice, once for each state.
        """
        asked: dict[Found, set[State | None]] = {}  # in which states the claims mean a mention
        for claim in self._reading.claims:
            for found in (claim.subject.found, claim.object.found):
                asked.setdefault(found, set()).add(claim.stand_in.state if claim.stand_in is not None else None)
        made: dict[StandIn | None, Found] = {}
        for claim in self._reading.claims:
            stand_in, found = claim.stand_in, claim.subject.found
            if stand_in is None or stand_in in made or self._reading.states.get(found) == stand_in.state:
                continue
            if asked[found] == {stand_in.state}:
                self._reading.states[found] = stand_in.state
                continue
            made[stand_in] = _Again(found.start, found.end, found.kind, found.name, found.concept, found.why, stand_in.state)
            self._reading.states[made[stand_in]] = stand_in.state
        self._reading.mentions = sorted([*self._reading.mentions, *dict.fromkeys(made.values())], key=lambda found: found.start)
        return made

    def _mention(self, found: Found) -> Mention:
        self._ids[found] = self._new_id("m")
        return Mention(
            id=self._ids[found],
            kind=found.kind,  # type: ignore[arg-type]
            text=self._text[found.start : found.end],
            start=found.start,
            end=found.end,
            name=found.name,
            concept=found.concept,
            state=self._reading.states.get(found),
        )

    def _hedge_models(self, unit: Unit, hedges: Sequence[FoundHedge]) -> dict[FoundHedge, Hedge]:
        models = {}
        for hedge in hedges:
            if hedge.end <= unit.lead:
                continue  # said once, in the lead-in's own unit
            start, end = unit.span(hedge.start, hedge.end)
            first, last = hedge.scope_span
            scope = unit.span(max(first, unit.lead), last)
            models[hedge] = Hedge(
                id=self._new_id("h"),
                category=hedge.rule.category,
                text=self._text[start:end],
                start=start,
                end=end,
                scope=Scope(start=min(scope[0], start), end=max(scope[1], end)),
                rule=hedge.rule.id,
            )
        return models

    def _promotions(self) -> dict[Unit, Promotion]:
        """A promotion for each unit that sells; the units of a block that sells as a whole share one."""
        models: dict[Unit, Promotion] = {}
        whole: dict[tuple[int, str], Promotion] = {}
        for unit, found in self._reading.promotions.items():
            block = self._reading.passage.blocks[unit.block]
            products = [self._ids[placed.found] for placed in unit.mentions if placed.kind == "product"]
            shared = whole.get((unit.block, found.rule.id)) if found.rule.whole else None
            if shared is not None:
                shared.products += products
                shared.url = shared.url or found.url
                models[unit] = shared
                continue
            start, end = (block.start, block.end) if found.rule.whole else (unit.start, unit.end)
            models[unit] = Promotion(
                id=self._new_id("p"),
                kind=found.rule.kind,
                text=self._text[start:end],
                start=start,
                end=end,
                products=products,
                url=found.url,
                rule=found.rule.id,
            )
            if found.rule.whole:
                whole[unit.block, found.rule.id] = models[unit]
        return models

    def _claim(self, claim: FoundClaim | LearnedClaim, said_of: Found) -> Claim:
        unit, words = claim.unit, claim.trigger.words
        subject = set(range(claim.subject.start, claim.subject.end)) if claim.subject in unit.mentions else set()
        negated = self._is_denied(claim)
        certainty, touching = certainty_of(unit, words, subject, self._reading.hedges[unit])
        own_words = [word.i for word in words if word.i >= unit.lead] or [word.i for word in words]
        start, end = unit.span(min(own_words), max(own_words) + 1)
        source = self._source(claim)
        model = Claim(
            id=self._new_id("c"),
            subject=self._ids[said_of],
            relation=claim.relation,  # type: ignore[arg-type]
            object=self._ids[claim.object.found],
            predicate=PREDICATES[claim.relation],
            text=self._text[unit.start : unit.end],
            start=unit.start,
            end=unit.end,
            trigger=Span(text=self._text[start:end], start=start, end=end),
            negated=negated,
            certainty=certainty,
            strength=strength_of(claim.relation, negated, certainty),
            attribution=self._attribution(source),
            evidence=self._evidence.of(unit, source, self._people, claim.trigger.head, self._apart(claim)),
            section=unit.section,
            rule=claim.trigger.rule.id,
        )
        for hedge in touching:
            own = self._hedges[unit].get(hedge) or self._said_in_lead(unit, hedge)
            if own is not None:
                model.hedges.append(own.id)
                own.claims.append(model.id)
        return model

    def _is_denied(self, claim: FoundClaim | LearnedClaim) -> bool:
        """Whether the text denies a claim."""
        if isinstance(claim, LearnedClaim):
            return claim.denied
        return claim.is_denied(self._modality.deny(claim.trigger.words, self._denied(claim.unit)))

    def _denied(self, unit: Unit) -> list[tuple[set[int], set[int]]]:
        """The unit's negations, read once for all of its claims."""
        if unit not in self._negations:
            self._negations[unit] = self._modality.negations(unit)
        return self._negations[unit]

    def _said_in_lead(self, unit: Unit, hedge: FoundHedge) -> Hedge | None:
        """The model of a hedge of the lead-in line, which stands in that line's own unit."""
        return self._hedges_at.get(unit.span(hedge.start, hedge.end))

    def _attribution(self, source: tuple[Unit, Attributed] | None) -> Attribution | None:
        if source is None:
            return None
        holder, item = source
        start, end = holder.span(item.start, item.end)
        return Attribution(source=self._names.get(item.source, item.source), text=self._text[start:end], start=start, end=end)

    def _apart(self, claim: FoundClaim | LearnedClaim) -> set[int]:
        """Where a claim's sentence names those who say something else, and clauses beside a claim that is told of no past."""
        head = claim.trigger.head
        others = [item for item in self._reading.sources.get(claim.unit, ()) if head.i not in item.covers]
        apart = {i for item in others for i in range(item.start, item.end)}
        if not in_past(head):
            own = main_clause(head).i
            if claim.unit not in self._clauses:
                self._clauses[claim.unit] = [main_clause(token).i for token in claim.unit.doc]
            beside = {i for i, clause in enumerate(self._clauses[claim.unit]) if clause != own}
            if not any(means_person(token) for token in claim.unit.doc if token.i not in beside):
                apart |= beside
        return apart

    def _source(self, claim: FoundClaim | LearnedClaim) -> tuple[Unit, Attributed] | None:
        """The source whose words cover the claim, or who speaks in the quotation that the sentence belongs to."""
        unit, head = claim.unit, claim.trigger.head.i
        for item in self._reading.sources.get(unit, ()):
            if head in item.covers:
                return unit, item
        number = self._reading.quotation.get(unit)
        return None if number is None else self._speakers.get(number)
