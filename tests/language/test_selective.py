"""Only the sentences that matter are parsed, and no report shows it."""

import pytest

from benchmarks.fixtures import cases
from benchmarks.selective import compare
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


def test_what_is_parsed_of_a_text():
    (result,) = compare([lambda: read_text(TEXT)])
    assert (result.parsed, result.units, result.differing) == (2, 5, [])
