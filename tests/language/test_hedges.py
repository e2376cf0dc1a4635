"""Hedges and boosters across rules; the rules' own examples run in test_cue_rules."""

from __future__ import annotations

from functools import cache
from typing import get_args

import pytest

from extractor.language.hedges import FOLDER, HedgeFinder, HedgeRule
from extractor.language.pipeline import Pipeline
from extractor.language.units import Unit, make_unit
from extractor.report import HedgeCategory
from extractor.rulebook import Rulebook

RULEBOOK = Rulebook()


@cache
def tools() -> tuple[Pipeline, HedgeFinder]:
    pipeline = Pipeline(RULEBOOK)
    return pipeline, HedgeFinder(pipeline.nlp.vocab, RULEBOOK)


def read(text: str) -> Unit:
    doc = tools()[0].tokenise(text)
    return make_unit(doc.vocab, [(t.text, bool(t.whitespace_), t.idx) for t in doc], start=0, end=len(text), block=0, kind="paragraph")


def hedges(text: str) -> list[tuple[str, str]]:
    unit = read(text)
    tools()[0].parse([unit])
    return [(hedge.rule.category, unit.doc[hedge.start : hedge.end].text) for hedge in tools()[1].find(unit)]


def test_every_category_has_rules() -> None:
    assert {rule.category for rule in RULEBOOK.rules(FOLDER, HedgeRule)} == set(get_args(HedgeCategory))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Milk may possibly cause acne.", [("modal", "may"), ("epistemic_modifier", "possibly")]),
        ("Too little B12 can often lead to depression.", [("capability", "can"), ("approximator", "often")]),
        ("It is not known whether zinc helps.", [("epistemic_modifier", "not known"), ("condition", "whether")]),
        ("There is no doubt that it might help.", [("booster", "There is no doubt"), ("modal", "might")]),
        ("Experts say that it definitely works.", [("attribution", "Experts say"), ("booster", "definitely")]),
        (
            "Zinc does not necessarily help, and more research is needed.",
            [("limitation", "not necessarily"), ("limitation", "more research is needed")],
        ),
        ("It was thought by some to cure colds.", [("epistemic_verb", "thought")]),
        ("To some extent, diet explains acne.", [("approximator", "To some extent")]),
        ("In theory, fibre helps.", [("epistemic_modifier", "In theory")]),
        ("Eat 20 grams of fibre a day.", []),
        ("Fish contains zinc, and many adults eat most of it.", []),
    ],
)
def test_categories_side_by_side(text: str, expected: list[tuple[str, str]]) -> None:
    assert hedges(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The trial began in May 2019.",
        "Open the can of beans.",
        "You can buy zinc at the chemist.",
        "Smokers were twice as likely to have acne.",
        "See a doctor as soon as possible.",
        "Spots appear on the skin.",
        "She could read at four.",
        "If you have acne, wash gently.",
        "Can you suggest a restaurant?",
    ],
)
def test_words_with_two_lives(text: str) -> None:
    assert [cue for category, cue in hedges(text) if category != "booster"] == []


def test_a_unit_that_may_hold_a_hedge_wants_a_parse() -> None:
    assert tools()[1].wants_parse(read("Zinc may help."))
    assert not tools()[1].wants_parse(read("Zinc helps."))


def test_without_a_parse_there_are_no_hedges() -> None:
    pipeline, finder = tools()
    unit = read("Zinc may help.")
    assert finder.find(unit) == []
    pipeline.parse([unit])
    assert [hedge.rule.id for hedge in finder.find(unit)] == ["hedge.modal.may"]


def test_a_rule_may_ask_for_a_part_of_speech(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "hedges").mkdir()
    (tmp_path / "hedges" / "mine.yaml").write_text('- id: mine.will\n  category: modal\n  says: the future\n  patterns: ["will/AUX"]\n')
    pipeline = Pipeline(RULEBOOK)
    finder = HedgeFinder(pipeline.nlp.vocab, Rulebook(tmp_path))
    verb, noun = read("Zinc will help."), read("She left a will.")
    assert finder.wants_parse(verb)
    assert finder.wants_parse(noun)
    pipeline.parse([verb, noun])
    assert [hedge.rule.id for hedge in finder.find(verb)] == ["mine.will"]
    assert finder.find(noun) == []
