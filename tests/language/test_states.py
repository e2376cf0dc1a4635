"""Runs the examples of `rules/states`, and checks how a state spreads along a list. Mentions are set by hand: no lexicon, no parser.

In examples `{…}` is a mention (a nutrient), `{food:…}` one of another kind; behind => stands the state of all of them.
"""

from __future__ import annotations

import re

import pytest
from spacy.lang.en import English

from extractor.language.mentions import Found
from extractor.language.states import FOLDER, StateFinder, StateRule
from extractor.language.units import Unit, make_unit, place_mentions
from extractor.rulebook import Rulebook

RULES = Rulebook().rules(FOLDER, StateRule)
MARK = re.compile(r"\{(?:(\w+):)?([^{}]+)\}")
NLP = English()
FINDER = StateFinder(NLP.vocab, Rulebook())


def unit_of(example: str) -> Unit:
    found, text, position = [], "", 0
    for mark in MARK.finditer(example):
        text += example[position : mark.start()]
        found.append(Found(len(text), len(text) + len(mark[2]), mark[1] or "nutrient", mark[2], None))
        text += mark[2]
        position = mark.end()
    text += example[position:]
    pieces = [(token.text, bool(token.whitespace_), token.idx) for token in NLP.make_doc(text)]
    unit = make_unit(NLP.vocab, pieces, start=0, end=len(text), block=0, kind="paragraph")
    place_mentions(unit, found)
    return unit


def states(example: str) -> list[str | None]:
    unit = unit_of(example)
    found = FINDER.find(unit)
    return [found.get(placed) for placed in unit.mentions]


def cases(field: str) -> list:
    return [pytest.param(rule, text, id=f"{rule.id}: {text}") for rule in RULES for text in getattr(rule, field)]


@pytest.mark.parametrize(("rule", "example"), cases("examples"))
def test_example(rule: StateRule, example: str) -> None:
    text, _, state = example.partition(" => ")
    unit = unit_of(text)
    found = FINDER.matches(unit)
    assert unit.mentions
    assert [found[placed].id if placed in found else None for placed in unit.mentions] == [rule.id] * len(unit.mentions)
    assert state == rule.state


@pytest.mark.parametrize(("rule", "text"), cases("counter_examples"))
def test_counter_example(rule: StateRule, text: str) -> None:
    unit = unit_of(text)
    assert unit.mentions
    assert rule.id not in {found.id for found in FINDER.matches(unit).values()}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_has_examples(rule: StateRule) -> None:
    assert len(rule.examples) >= 2
    assert rule.counter_examples


def test_priority_runs_from_deficiency_to_level() -> None:
    order = list(dict.fromkeys(rule.state for rule in RULES))
    assert order == ["deficiency", "excess", "topical", "supplementation", "intake", "level"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A diet low in {zinc}, {iron} and {B12} harms the skin.", ["deficiency", "deficiency", "deficiency"]),
        ("{Zinc} and {iron} deficiency are common.", ["deficiency", "deficiency"]),
        ("{food:Dairy} and {zinc} deficiency bring on acne.", [None, "deficiency"]),
        ("{food:Greens} and {food:garlic} supplements protect.", [None, "supplementation"]),
        ("{Vitamin B12} ({cobalamin}) deficiency tires.", ["deficiency", "deficiency"]),
        ("Low {zinc} and too much {iron} both harm.", ["deficiency", "excess"]),
        ("{Zinc} helps, while {iron} deficiency tires.", [None, "deficiency"]),
        ("{Zinc} and {vitamin D} help the skin.", [None, None]),
        ("{Zinc} levels are low and {iron} levels are high.", ["deficiency", "excess"]),
    ],
)
def test_lists(text: str, expected: list[str | None]) -> None:
    assert states(text) == expected


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("High-dose {folate} supplementation reduced inflammation.", "supplementation"),
        ("They do not get enough {vitamin D}.", "deficiency"),
        ("They don’t get enough {vitamin D}.", "deficiency"),
        ("A diet rich in {folate} protects.", "intake"),
        ("{Vitamin B12} levels remained normal.", "level"),
        ("{Vitamin B12} levels were too low.", "deficiency"),
        ("{Zinc} heals wounds.", None),
    ],
)
def test_priority_of_wordings(text: str, state: str | None) -> None:
    assert states(text) == [state]


def test_conditions_have_no_state() -> None:
    assert states("{condition:Acne} levels are high.") == [None]
