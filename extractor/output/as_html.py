"""A page to read: the article with its claims, hedges and selling marked, a table of the claims, and the comments apart.

One file without scripts or anything to load. All text of the page and all addresses pass through jinja2's escaping.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, TextIO

from jinja2 import Environment, PackageLoader, select_autoescape

from extractor.report import BENEFICIAL, HARMFUL, Claim, Passage, Report


@dataclass
class Piece:
    """A run of text under the same marks: `classes` for its looks, `notes` to show beside it, `anchors` of claims that begin here."""

    text: str
    classes: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    looks: str
    note: str = ""
    anchor: str = ""


def write(reports: Iterable[Report], file: TextIO) -> None:
    """Write one HTML document with all reports, one below the other."""
    environment = Environment(
        loader=PackageLoader("extractor.output", ""), autoescape=select_autoescape(default=True), trim_blocks=True, lstrip_blocks=True
    )
    environment.globals["percent"] = "{:.0%}".format
    for part in environment.get_template("report.html.j2").generate(views=(_view(report, n) for n, report in enumerate(reports, 1))):
        file.write(part)


def _view(report: Report, number: int) -> dict[str, Any]:
    passages = [("article", report.article), *((comment.id, comment) for comment in report.comments)]
    address = report.source.final_url or report.source.url or ""
    return {
        "report": report,
        "number": number,
        "address": address,
        "is_link": address.startswith(("http://", "https://")),
        "article": list(_blocks(report.article, f"r{number}-")),
        "comments": [(comment, list(_blocks(comment, f"r{number}-"))) for comment in report.comments],
        "claims": [
            (place, claim, _ends(passage, claim), _cues(passage, claim), _tone(claim))
            for place, passage in passages
            for claim in passage.claims
        ],
    }


def _ends(passage: Passage, claim: Claim) -> dict[str, Any]:
    mentions = {mention.id: mention for mention in passage.mentions}
    return {"subject": mentions.get(claim.subject), "object": mentions.get(claim.object)}


def _cues(passage: Passage, claim: Claim) -> list[str]:
    return [hedge.text for hedge in passage.hedges if hedge.id in claim.hedges]


def _tone(claim: Claim) -> str:
    return "harm" if claim.relation in HARMFUL else "benefit" if claim.relation in BENEFICIAL else "neutral"


def _blocks(passage: Passage, prefix: str) -> Iterator[tuple[Any, list[Piece]]]:
    """Each block with its text cut wherever a mark begins or ends, so that marks may overlap in any way."""
    marks = sorted(_marks(passage, prefix), key=lambda mark: mark.start)
    running: list[_Mark] = []
    following = 0
    for block in passage.blocks:
        while following < len(marks) and marks[following].start < block.end:
            running.append(marks[following])
            following += 1
        running = [mark for mark in running if mark.end > block.start]
        cuts = sorted({block.start, block.end, *(p for mark in running for p in (mark.start, mark.end) if block.start < p < block.end)})
        yield block, [_piece(passage.text, start, end, running) for start, end in pairwise(cuts)]


def _piece(text: str, start: int, end: int, marks: list[_Mark]) -> Piece:
    piece = Piece(text[start:end])
    for mark in marks:
        if mark.start <= start and end <= mark.end:
            if mark.looks not in piece.classes:
                piece.classes.append(mark.looks)
            if mark.note:
                piece.notes.append(mark.note)
            if mark.anchor and mark.start == start:
                piece.anchors.append(mark.anchor)
    return piece


def _marks(passage: Passage, prefix: str) -> Iterator[_Mark]:
    mentions = {mention.id: mention for mention in passage.mentions}
    for promotion in passage.promotions:
        yield _Mark(promotion.start, promotion.end, "promotion", f"promotion: {promotion.kind.replace('_', ' ')}")
    for claim in passage.claims:
        subject, object_ = mentions.get(claim.subject), mentions.get(claim.object)
        says = f"{claim.id}: {subject.name if subject else '?'} {claim.relation.replace('_', ' ')} {object_.name if object_ else '?'}"
        details = ", ".join(["negated"] * claim.negated + [claim.certainty])
        yield _Mark(claim.start, claim.end, "claim", f"{says} ({details})", prefix + claim.id)
        yield _Mark(claim.trigger.start, claim.trigger.end, f"trigger-{_tone(claim)}")
        for mention, looks in ((subject, "exposure"), (object_, "condition")):
            if mention is not None:
                yield _Mark(mention.start, mention.end, looks)
    for hedge in passage.hedges:
        looks = "booster" if hedge.category == "booster" else "hedge"
        yield _Mark(hedge.start, hedge.end, looks, looks if looks == "booster" else f"hedge: {hedge.category.replace('_', ' ')}")
