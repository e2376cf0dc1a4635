"""From what the finders found in a page's units to the report's models: ids, offsets, the ties between claims, hedges and promotions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from extractor.language.attribution import Attributed, full_names, quoted
from extractor.language.claims import FoundClaim
from extractor.language.hedges import FoundHedge
from extractor.language.mentions import Found
from extractor.language.modality import certainty_of, strength_of
from extractor.language.promotions import FoundPromotion
from extractor.language.units import Placed, Unit
from extractor.page import Page
from extractor.report import PREDICATES, Attribution, Claim, Comment, Evidence, Hedge, Mention, Promotion, Scope, Span, State

if TYPE_CHECKING:
    from extractor.language.analyser import Analyser, Reading


@dataclass(eq=False)
class Results:
    """What the finders found in one passage, unit by unit."""

    claims: list[FoundClaim] = field(default_factory=list)
    hedges: dict[Unit, list[FoundHedge]] = field(default_factory=dict)
    promotions: dict[Unit, FoundPromotion] = field(default_factory=dict)
    states: dict[Found, State] = field(default_factory=dict)
    sources: dict[Unit, list[Attributed]] = field(default_factory=dict)
    quotation: dict[Unit, int] = field(default_factory=dict)


def assemble(analyser: Analyser, page: Page, readings: list[Reading]) -> None:
    """Fills a page's passages from their readings. Ids run on through the page, in reading order."""
    numbers = {letter: count(1) for letter in "mchp"}

    def new_id(letter: str) -> str:
        return f"{letter}{next(numbers[letter])}"

    for reading in readings:
        results = find_all(analyser, reading)
        fill(analyser, reading, results, new_id)
        if isinstance(reading.passage, Comment):
            reasons = analyser.spam_reasons(reading.passage, reading.mentions)
            reading.passage.spam, reading.passage.spam_reasons = bool(reasons), reasons
            if reasons:
                text = reading.passage.text
                reading.passage.promotions.append(
                    Promotion(id=new_id("p"), kind="comment_spam", text=text, start=0, end=len(text), rule=reasons[0])
                )


def find_all(analyser: Analyser, reading: Reading) -> Results:
    """Runs the finders over the units of one passage."""
    results = Results()
    open_quote, number, block = False, 0, -1
    for unit in reading.units:
        states = analyser.states.find(unit)
        for placed, state in states.items():
            placed.state = state
        results.hedges[unit] = analyser.hedges.find(unit)
        promotion = analyser.promotions.find(unit, reading.passage.blocks[unit.block])
        if promotion is not None:
            results.promotions[unit] = promotion
        if unit.block != block:
            open_quote, block, number = False, unit.block, number + 1
        touched, open_quote = quoted(unit, open_quote)
        if touched:
            results.quotation[unit] = number
        if unit.parsed:
            results.sources[unit] = analyser.attribution.find(unit)
            found = [claim for claim in analyser.claims.find(unit, states) if not analyser.modality.suppressed(unit, claim.trigger.head)]
            results.claims += found
        results.states.update({placed.found: state for placed, state in states.items()})
    _drop_repeated(results)
    return results


def _drop_repeated(results: Results) -> None:
    """A claim read off the lead-in line alone is the same for every item below it: it counts once, where the lead-in itself stands."""
    results.claims = [
        claim
        for claim in results.claims
        if not (claim.unit.lead and claim.object.end <= claim.unit.lead and (claim.resolved or claim.subject.end <= claim.unit.lead))
    ]


def fill(analyser: Analyser, reading: Reading, results: Results, new_id: Callable[[str], str]) -> None:
    """Writes mentions, hedges, promotions and claims into the passage."""
    passage = reading.passage
    ids: dict[Found, str] = {}
    for found in reading.mentions:
        ids[found] = new_id("m")
        passage.mentions.append(
            Mention(
                id=ids[found],
                kind=found.kind,  # type: ignore[arg-type]
                text=passage.text[found.start : found.end],
                start=found.start,
                end=found.end,
                name=found.name,
                concept=found.concept,
                state=results.states.get(found),
            )
        )
    hedge_models = _hedges(passage.text, results, new_id)
    passage.hedges = [model for group in hedge_models.values() for model in group.values()]
    promotion_ids: dict[Unit, Promotion] = {}
    for unit, promotion in results.promotions.items():
        products = [ids[placed.found] for placed in unit.mentions if placed.kind == "product"]
        promotion_ids[unit] = Promotion(
            id=new_id("p"), kind=promotion.rule.kind, text=passage.text[unit.start : unit.end], start=unit.start, end=unit.end,
            products=products, url=promotion.url, rule=promotion.rule.id,
        )  # fmt: skip
    passage.promotions = list(promotion_ids.values())
    names = full_names(source.source for group in results.sources.values() for source in group)
    people = analyser.evidence.credentials(results.sources, names)
    seen: set[tuple[str, str, str, int]] = set()
    for claim in results.claims:
        unit = claim.unit
        key = (ids[claim.subject.found], claim.relation, ids[claim.object.found], unit.start)
        if key in seen:
            continue
        seen.add(key)
        model = _claim(analyser, passage.text, claim, results, ids, names, people, new_id, hedge_models)
        if unit in promotion_ids:
            model.promotion = promotion_ids[unit].id
            promotion_ids[unit].claims.append(model.id)
        passage.claims.append(model)


def _hedges(text: str, results: Results, new_id: Callable[[str], str]) -> dict[Unit, dict[FoundHedge, Hedge]]:
    models: dict[Unit, dict[FoundHedge, Hedge]] = {}
    for unit, hedges in results.hedges.items():
        models[unit] = {}
        for hedge in hedges:
            if hedge.end <= unit.lead:
                continue  # said once, in the lead-in's own unit
            start, end = unit.span(hedge.start, hedge.end)
            first, last = hedge.scope_span
            scope = unit.span(max(first, unit.lead), last)
            models[unit][hedge] = Hedge(
                id=new_id("h"), category=hedge.rule.category, text=text[start:end], start=start, end=end,
                scope=Scope(start=min(scope[0], start), end=max(scope[1], end)), rule=hedge.rule.id,
            )  # fmt: skip
    return models


def _claim(
    analyser: Analyser, text: str, claim: FoundClaim, results: Results, ids: dict[Found, str], names: dict[str, str],
    people: dict[str, Evidence],
    new_id: Callable[[str], str], hedge_models: dict[Unit, dict[FoundHedge, Hedge]],
) -> Claim:  # fmt: skip
    unit, words = claim.unit, claim.trigger.words
    subject_tokens = _tokens(claim.subject) if claim.subject in unit.mentions else set()
    negated = claim.trigger.rule.negated != analyser.modality.is_negated(words, subject_tokens, analyser.modality.negations(unit))
    certainty, touching = certainty_of(unit, words, subject_tokens, results.hedges[unit])
    first, last = min(word.i for word in words), max(word.i for word in words) + 1
    if any(word.i >= unit.lead for word in words):
        first = min(word.i for word in words if word.i >= unit.lead)
    start, end = unit.span(first, last)
    source = _source(claim, results)
    model = Claim(
        id=new_id("c"), subject=ids[claim.subject.found], relation=claim.relation, object=ids[claim.object.found],  # type: ignore[arg-type]
        predicate=PREDICATES[claim.relation], text=text[unit.start : unit.end], start=unit.start, end=unit.end,
        trigger=Span(text=text[start:end], start=start, end=end), negated=negated, certainty=certainty,
        strength=strength_of(claim.relation, negated, certainty), evidence=analyser.evidence.of(unit, source, people), section=unit.section,
        rule=claim.trigger.rule.id,
    )  # fmt: skip
    # a hedge of the lead-in line has its model in that line's own unit
    said_in_lead = {(other.start, other.end): other for group in hedge_models.values() for other in group.values()} if unit.lead else {}
    for hedge in touching:
        own = hedge_models[unit].get(hedge) or said_in_lead.get(unit.span(hedge.start, hedge.end))
        if own is not None:
            model.hedges.append(own.id)
            own.claims.append(model.id)
    if source is not None:
        holder, item = source
        a, b = holder.span(item.start, item.end)
        model.attribution = Attribution(source=names.get(item.source, item.source), text=text[a:b], start=a, end=b)
    return model


def _source(claim: FoundClaim, results: Results) -> tuple[Unit, Attributed] | None:
    """The source whose words cover the claim, or who speaks in the quotation that the sentence belongs to."""
    unit, head = claim.unit, claim.trigger.head.i
    for item in results.sources.get(unit, ()):
        if head in item.covers:
            return unit, item
    number = results.quotation.get(unit)
    if number is None:
        return None
    for other, items in results.sources.items():
        if results.quotation.get(other) == number and other.block == unit.block:
            for item in items:
                if item.speaker:
                    return other, item
    return None


def _tokens(placed: Placed) -> set[int]:
    return set(range(placed.start, placed.end))
