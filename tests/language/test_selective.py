"""Only the sentences that matter are parsed, and no report shows it."""

import pytest

from benchmarks.fixtures import cases
from benchmarks.selective import compare
from benchmarks.sentences import sentences
from extractor import read_page, read_text

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
    ("text", "parsed"),
    [
        ("Zinc is sold in every shop.", 0),
        ("Acne is common at school.", 0),
        ("Zinc and iron are sold in every shop.", 0),
        ("Zinc helps acne.", 1),
        ("Zinc is sold in every shop. It helps acne.", 1),
        ("Zinc is sold in every shop. Rest helps acne.", 0),
        ("Anaemia is tiring. It may be due to a lack of iron.", 1),
        ("A lack of iron can follow from a lack of zinc.", 1),
        ("You can buy bread at the corner.", 0),
        ("Shops may close early.", 1),
        ("The NHS says that shops close early.", 0),
        ("Zinc helps acne. The NHS says that zinc is cheap.", 2),
        ("Zinc helps acne. The NHS says that shops close early.", 1),
    ],
)
def test_a_sentence_is_parsed_only_if_it_can_hold_a_claim_a_hedge_or_the_source_of_a_claim(text, parsed):
    (result,) = compare([lambda: read_text(text)])
    assert (result.parsed, result.differing) == (parsed, [])


def test_what_is_parsed_of_a_text():
    (result,) = compare([lambda: read_text(TEXT)])
    assert (result.parsed, result.units, result.differing) == (2, 5, [])
