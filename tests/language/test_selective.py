"""Only the sentences that matter are parsed, and no report shows it."""

import pytest

from benchmarks.fixtures import cases
from benchmarks.selective import compare
from benchmarks.sentences import sentences
from extractor import read_page, read_text
from extractor.language import Analyser
from extractor.rulebook import Rulebook

TEXT = (
    "Our garden lies behind the house. Zinc may help acne. The bus leaves at ten and takes an hour.\n\n"
    "“Iron is worth a try,” the doctor said. We had tea."
)


@pytest.fixture(scope="module")
def results():
    chosen = cases()
    pages = [lambda case=case: read_page(case.html, case.expected["url"]) for case in chosen]
    return dict(zip([case.name for case in chosen], compare(pages), strict=True))


@pytest.mark.parametrize("name", [case.name for case in cases()])
def test_parsing_everything_changes_no_report(results, name):
    assert results[name].differing == []


def test_not_everything_is_parsed(results):
    parsed, units = sum(result.parsed for result in results.values()), sum(result.units for result in results.values())
    assert 0 < parsed < 0.7 * units


def test_parsing_everything_changes_nothing_in_the_composed_sentences():
    chosen = sentences()
    results = compare([lambda text=case.text: read_text(text) for case in chosen])
    assert [case.text for case, result in zip(chosen, results, strict=True) if result.differing] == []


@pytest.mark.parametrize(
    ("text", "parsed", "skimmed"),
    [
        ("Zinc is sold in every shop.", 0, 0),
        ("Acne is common at school.", 0, 0),
        ("Zinc and iron are sold in every shop.", 0, 0),
        ("Zinc helps acne.", 1, 0),
        ("Zinc may help acne.", 1, 0),
        ("Zinc is sold in every shop. It helps acne.", 1, 0),
        ("Zinc is sold in every shop. Rest helps acne.", 0, 0),
        ("Anaemia is tiring. It may be due to a lack of iron.", 0, 1),
        ("Anaemia may be tiring.", 1, 0),
        ("A lack of iron can follow from a lack of zinc.", 1, 0),
        ("You can buy bread at the corner.", 0, 0),
        ("Shops may close early.", 0, 1),
        ("Zinc helps acne, and shops may close early. Shops may close early.", 1, 1),
        ("The NHS says that shops close early.", 0, 0),
        ("Zinc helps acne. The NHS says that zinc is cheap.", 2, 0),
        ("Zinc helps acne. The NHS says that zinc may be cheap.", 2, 0),
        ("Zinc helps acne. The NHS says that shops close early.", 1, 0),
    ],
)
def test_a_sentence_is_parsed_for_a_claim_its_source_or_a_hedge_of_a_condition_and_skimmed_for_another_hedge(text, parsed, skimmed):
    (result,) = compare([lambda: read_text(text)])
    assert (result.parsed, result.skimmed, result.differing) == (parsed, skimmed, [])


def test_what_is_parsed_of_a_text():
    (result,) = compare([lambda: read_text(TEXT)])
    assert (result.parsed, result.skimmed, result.units, result.differing) == (2, 0, 5, [])


def test_hedges_reach_as_far_where_nothing_is_named():
    (page,) = Analyser(Rulebook()).annotate([read_text("Shops may close early, but the market is open. Zinc may help acne.")])
    spans = [(hedge.text, page.article.text[hedge.scope.start : hedge.scope.end]) for hedge in page.article.hedges]
    assert spans == [("may", "Shops may close early"), ("may", "Zinc may help acne")]
