"""Makers and types of products: the rules' own examples."""

from __future__ import annotations

import pytest

from extractor.language.catalogue import FOLDER, DetailFinder, DetailRule
from extractor.rulebook import Rulebook
from tests.language.harness import analyser, parse_marks, parsed_units

RULEBOOK = Rulebook()
RULES = RULEBOOK.rules(FOLDER, DetailRule)


def details(rule: DetailRule, example: str) -> list[tuple[str, int, int]]:
    marked = parse_marks(example)
    finder = DetailFinder(analyser().pipeline.nlp.vocab, RULEBOOK)
    found = [(unit, detail) for unit in parsed_units(marked) for detail in finder.find(unit)]
    return [(detail.text, detail.product.start, detail.product.end) for _, detail in found if detail.rule.id == rule.id]


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in RULES for text in rule.examples])
def test_examples(rule: DetailRule, text: str) -> None:
    marked = parse_marks(text)
    (start, end), (product,) = marked.of("cue")[0], marked.of("exposure")
    assert details(rule, text) == [(marked.text[start:end], *product)]


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in RULES for text in rule.counter_examples])
def test_counter_examples(rule: DetailRule, text: str) -> None:
    assert details(rule, text) == []


def test_every_rule_has_examples() -> None:
    assert [rule.id for rule in RULES if len(rule.examples) < 2 or not rule.counter_examples] == []
