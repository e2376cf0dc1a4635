"""What is derived for the reader: overstated headings, commitment by section, selling and the claims beside it, products."""

from __future__ import annotations

from functools import cache
from time import process_time

import pytest

from extractor import Article, Block, Claim, Extractor, Mention, Report
from extractor.report import Span
from extractor.summary import summarise


@cache
def extractor() -> Extractor:
    return Extractor()


def report(body: str) -> Report:
    filler = "<p>The clinic opened in spring, and its doors are painted green. Visitors take the stairs to the second floor and wait.</p>"
    return extractor().from_html(f"<html><body><article>{body}{filler * 4}</article></body></html>", "https://clinic.example/a")


@pytest.mark.parametrize(
    ("heading", "text", "sides"),
    [
        ("Zinc clears acne", "Zinc may clear acne.", 1),
        ("Zinc clears acne", "Zinc was linked to acne.", 1),
        ("Zinc clears acne", "There is no evidence that zinc clears acne.", 1),
        ("Zinc clears acne", "Zinc may clear acne. In our trial zinc helped acne.", 0),
        ("Zinc may clear acne", "Zinc may well clear acne.", 0),
        ("Zinc clears acne", "Zinc can cause acne.", 0),
        ("Zinc clears acne", "Zinc may clear eczema.", 0),
    ],
)
def test_overstatement(heading: str, text: str, sides: int) -> None:
    found = report(f"<h1>{heading}</h1><p>{text}</p>")
    claims = found.article.claims
    assert len(claims) >= 2
    assert [(item.heading, item.text) for item in found.summary.overstatement] == [(claims[0].id, [claims[1].id])] * sides


def test_very_many_claims_are_summed_up_in_a_moment() -> None:
    mentions = [Mention(id="m1", kind="nutrient", text="Zinc", start=0, end=4, name="zinc")]
    mentions.append(Mention(id="m2", kind="condition", text="acne", start=12, end=16, name="acne"))
    line, blocks, claims = "Zinc clears acne.", [], []
    for n in range(6_000):
        start, end = n * (len(line) + 2), n * (len(line) + 2) + len(line)
        blocks.append(Block(kind="paragraph" if n % 20 else "heading", start=start, end=end, xpath="/p"))
        trigger = Span(text="clears", start=start + 5, end=start + 11)
        claims.append(
            Claim(
                id=f"c{n}", subject="m1", relation="treats", object="m2", predicate="biolink:treats", text=line, start=start, end=end,
                trigger=trigger, certainty="hedged" if n % 20 else "asserted", strength="causal", rule="treat.clear",
            )
        )  # fmt: skip
    article = Article(text="\n\n".join([line] * 6_000), blocks=blocks, mentions=mentions, claims=claims)
    start_time = process_time()
    found = summarise(article, [])
    assert process_time() - start_time < 10  # compared with each other they take a minute
    assert len(found.overstatement) == 300
    assert found.claims_near_promotions == 0


def test_commitment_by_section() -> None:
    found = report(
        "<h1>Notes</h1><p>Zinc clears acne. Does milk cause acne?</p>"
        "<h2>Fish</h2><p>Fish oil may calm eczema. Fish oil does not cure asthma.</p>"
    ).summary
    first, second = found.commitment_by_section
    assert (first.section, first.claims, first.asserted, first.questioned) == (None, 2, 0.5, 0.5)
    assert (second.section, second.hedged, second.negated) == ("Fish", 0.5, 0.5)
    assert (found.commitment.claims, found.commitment.asserted, found.commitment.negated) == (4, 0.5, 0.25)
    assert found.claims_by_relation_and_certainty["ameliorates"] == {"hedged": 1}


def test_without_claims_there_are_no_shares() -> None:
    found = report("<h1>Notes</h1>").summary
    assert (found.commitment.claims, found.commitment.asserted, found.commitment_by_section) == (0, 0.0, [])


def test_claims_beside_a_promotion() -> None:
    selling = "<p>Shop now and save 20 %.</p>"
    far = report(f"<h1>Notes</h1><p>Zinc clears acne.</p><p>Rain fell on the roof of the hall.</p>{selling}").summary
    beside = report(f"<h1>Notes</h1><p>Zinc clears acne.</p>{selling}").summary
    assert (far.claims, far.claims_near_promotions) == (1, 0)
    assert (beside.claims_in_promotions, beside.claims_near_promotions) == (0, 1)
    assert 0 < beside.promotional_share < 0.2


def test_hedged_by_can_alone() -> None:
    found = report("<h1>Notes</h1><p>Zinc can clear acne. Zinc can possibly calm eczema. Milk causes wind.</p>").summary
    assert found.claims_hedged_by_can == 1


def test_products() -> None:
    found = report(
        "<h1>Notes</h1><p>We tried <a href='https://brand.example/products/root'>EczPro</a>, a synbiotic by Hale Labs. "
        "EczPro soothes eczema.</p>"
        "<p>She bought a serum called Dewline Pure. At home Dewline did not cure her acne.</p>"
    )
    first, second = found.article.products
    assert (first.name, first.type, first.maker, first.helps) == ("EczPro", "synbiotic", "Hale Labs", ["atopic dermatitis"])
    assert first.links == ["https://brand.example/products/root"]
    assert len(first.mentions) == 2
    assert first.promotions
    assert set(first.promotions) <= {promotion.id for promotion in found.article.promotions}
    assert (second.name, second.type, second.maker, second.helps) == ("Dewline Pure", "serum", None, [])
    assert [mention.text for mention in found.article.mentions if mention.id in second.mentions] == ["Dewline Pure", "Dewline"]
    assert found.summary.products == ["EczPro", "Dewline Pure"]
