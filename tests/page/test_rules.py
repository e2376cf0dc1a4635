"""Every page rule proves itself on its own examples."""

import pytest
from bs4 import BeautifulSoup

from extractor.page.dates import iso_date
from extractor.page.model import attributes
from extractor.page.rules import ElementRule, LineRule, page_rules
from extractor.rulebook import Rulebook

BOOK = Rulebook()
ELEMENTS = BOOK.rules("page/elements", ElementRule)
LINES = [*BOOK.rules("page/lines", LineRule), *BOOK.rules("page/comments", LineRule), *BOOK.rules("page/products", LineRule)]


def element_matches(rule: ElementRule, snippet: str) -> bool:
    tag = BeautifulSoup(snippet, "html.parser", multi_valued_attributes=None).find(True)
    assert tag is not None, f"{rule.id}: no element in {snippet!r}"
    return rule in page_rules().elements.match(tag.name, attributes(tag))


@pytest.mark.parametrize("rule", [*ELEMENTS, *LINES], ids=lambda rule: rule.id)
def test_a_rule_has_examples(rule: ElementRule | LineRule) -> None:
    assert len(rule.examples) >= 2
    assert len(rule.counter_examples) >= 1


@pytest.mark.parametrize(("rule", "snippet"), [(rule, text) for rule in ELEMENTS for text in rule.examples], ids=str)
def test_element_example(rule: ElementRule, snippet: str) -> None:
    assert element_matches(rule, snippet)


@pytest.mark.parametrize(("rule", "snippet"), [(rule, text) for rule in ELEMENTS for text in rule.counter_examples], ids=str)
def test_element_counter_example(rule: ElementRule, snippet: str) -> None:
    assert not element_matches(rule, snippet)


@pytest.mark.parametrize(("rule", "line"), [(rule, text) for rule in LINES for text in rule.examples], ids=str)
def test_line_example(rule: LineRule, line: str) -> None:
    assert rule.match(line)


@pytest.mark.parametrize(("rule", "line"), [(rule, text) for rule in LINES for text in rule.counter_examples], ids=str)
def test_line_counter_example(rule: LineRule, line: str) -> None:
    assert not rule.match(line)


def test_the_tables_are_read() -> None:
    rules = page_rules()
    assert rules.months["may"] == 5
    assert len(set(rules.months.values())) == 12
    assert rules.languages["de"] == "German"
    assert {"the", "of", "is"} <= rules.english


def test_rules_are_compiled_once() -> None:
    assert page_rules() is page_rules(Rulebook())


def test_a_user_adds_a_rule(tmp_path) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "page" / "lines"
    folder.mkdir(parents=True)
    (folder / "own.yaml").write_text("- {id: own.line, says: ours, role: navigation, patterns: ['to the garden']}\n")
    found = page_rules(Rulebook(tmp_path)).lines.match("To the garden")
    assert found is not None
    assert found[0].id == "own.line"
    assert page_rules().lines.match("To the garden") is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2020-05-17T10:00:00+02:00", "2020-05-17"),
        ("20200517", "2020-05-17"),
        ("May 17, 2020", "2020-05-17"),
        ("Posted on 17th of May 2020 by Ann", "2020-05-17"),
        ("Sept. 3, 2019", "2019-09-03"),
        ("Sun, 17 May 2020 10:00:00 GMT", "2020-05-17"),
        ("05/17/2020", "2020-05-17"),
        ("17/05/2020", "2020-05-17"),
        ("17.5.20", "2020-05-17"),
        ("2020-5-7", "2020-05-07"),
        ("17-May-2020", "2020-05-17"),
        ("Ann LeeMay 17, 2020", "2020-05-17"),
        ("version 2020-13-45 of May 17, 2020", "2020-05-17"),
        ("1589709600", "2020-05-17"),
        ("1589709600000", "2020-05-17"),
        ("3 days ago", None),
        ("2020-13-45", None),
        ("May 2020", None),
        ("0001-01-01", None),
        ("", None),
        (None, None),
    ],
)
def test_dates(text: str | None, date: str | None) -> None:
    assert iso_date(text, page_rules().months) == date
