"""The contract: schema, offsets, ids, rows."""

import json

import pytest
from pydantic import ValidationError

from extractor import Extractor, Report
from extractor.report import PREDICATES, Mention

TEXT = "Zinc may help acne. Sugar does not cause acne, says Dr. Ann Lee. Try ClearSkinPro capsules now and save 20 %."


@pytest.fixture(scope="module")
def report():
    return Extractor().from_text(TEXT)


def test_spans_are_slices_of_their_passage(report):
    article = report.article
    spans = [*article.mentions, *article.claims, *article.hedges, *article.promotions]
    spans += [claim.trigger for claim in article.claims] + [claim.attribution for claim in article.claims if claim.attribution]
    assert len(spans) > 6
    assert all(article.text[span.start : span.end] == span.text for span in spans)


def test_blocks_are_the_text(report):
    article = report.article
    assert "\n\n".join(article.text[block.start : block.end] for block in article.blocks) == article.text


def test_ids_are_unique_and_every_reference_resolves(report):
    article = report.article
    ids = [item.id for group in (article.mentions, article.claims, article.hedges, article.promotions) for item in group]
    assert len(ids) == len(set(ids))
    for claim in article.claims:
        assert {claim.subject, claim.object, *claim.hedges} <= set(ids)
        assert claim.predicate == PREDICATES[claim.relation]
    for hedge in article.hedges:
        assert set(hedge.claims) <= set(ids)
    for promotion in article.promotions:
        assert {*promotion.products, *promotion.claims} <= set(ids)


def test_the_same_input_gives_the_same_bytes():
    first, second = Extractor().from_text(TEXT), Extractor().from_text(TEXT)
    assert first.model_dump_json() == second.model_dump_json()


def test_a_report_comes_back_from_its_json(report):
    assert Report.model_validate_json(report.model_dump_json()) == report


def test_unknown_fields_are_refused():
    with pytest.raises(ValidationError):
        Mention(id="m1", kind="nutrient", text="zinc", start=0, end=4, name="zinc", colour="red")


def test_rows_hold_one_flat_dict_a_claim(report):
    rows = report.to_rows()
    assert len(rows) == len(report.article.claims) > 0
    assert all(not isinstance(value, (list, dict)) for row in rows for value in row.values())
    json.dumps(rows)


def test_schema_names_the_version():
    assert Report.model_json_schema()["properties"]["schema_version"]["const"] == "1.0"
