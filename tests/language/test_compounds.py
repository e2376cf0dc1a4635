"""Mentions put together from parts, and one-letter slips in names."""

from __future__ import annotations

import pytest

from extractor.language.lexicon import Lexicon
from extractor.language.mentions import Matcher
from extractor.language.typos import Typos
from extractor.rulebook import Rulebook


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(Rulebook())


def spans(matcher: Matcher, text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.kind) for m in matcher.find(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("inflammation of the ankle joints.", [("inflammation of the ankle joints", "condition")]),
        ("numbness in your fingers.", [("numbness in your fingers", "condition")]),
        ("thinning of the nails.", [("thinning of the nails", "condition")]),
        ("growth of new brain cells.", [("growth of new brain cells", "function")]),
        ("synthesis of keratin.", [("synthesis of keratin", "function")]),
        ("uptake of selenium.", [("uptake of selenium", "function")]),
        ("repair of the gut lining.", [("repair of the gut lining", "function")]),
        ("a lack of stamina.", [("lack of stamina", "condition")]),
        ("poor nail health.", [("poor nail health", "condition")]),
        ("a cashew allergy.", [("cashew allergy", "condition")]),
        ("choline metabolism.", [("choline metabolism", "function")]),
        ("pumpkin soup.", [("pumpkin soup", "food")]),
        ("dandelion root extract.", [("dandelion root extract", "supplement")]),
        ("a high-maltose diet.", [("high-maltose diet", "food")]),
        ("zinc-rich foods.", [("zinc-rich foods", "food")]),
        ("low-salt crackers.", [("low-salt crackers", "food")]),
        ("dairy-free yogurt.", [("dairy-free yogurt", "food")]),
        ("zinc foods.", [("zinc", "nutrient")]),
        ("high zinc.", [("zinc", "nutrient")]),
        ("barley fibre.", [("barley fibre", "nutrient")]),
        ("walnut polyphenols.", [("walnut polyphenols", "nutrient")]),
        ("walnuts, polyphenols.", [("walnuts", "food"), ("polyphenols", "nutrient")]),
        ("18:1n-9.", [("18:1n-9", "nutrient")]),
        ("lipoprotein(a).", [("lipoprotein(a)", "condition")]),
        ("the dairy industry.", []),
        ("the meat and dairy industry.", []),
        ("milk and juice bars.", []),
        ("milk, and the dairy industry.", [("milk", "food")]),
        ("production of steel.", []),
        ("the growth of tumours.", [("growth of tumours", "condition")]),
        ("uptake of selenium supplements", [("selenium", "nutrient")]),
        ("regulation of sleep clinics", []),
    ],
)
def test_put_together(matcher: Matcher, text: str, wanted: list[tuple[str, str]]) -> None:
    assert spans(matcher, text) == wanted


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ashwaghanda", "ashwagandha"),  # one letter too many
        ("inflamation", "inflammation"),  # one too few
        ("magnesuim", "magnesium"),  # two swapped
        ("quercitin", "quercetin"),  # a vowel for a vowel
    ],
)
def test_slips(matcher: Matcher, written: str, meant: str) -> None:
    (found,) = matcher.find(f"they say {written} matters")
    assert found.name == meant


@pytest.mark.parametrize(
    "word",
    [
        "handover",  # hangover: an English word
        "aspartate",  # aspartame: a consonant
        "retinoic",  # retinoid: at the end
        "Quercitin",  # a capital: it may be a name
        "gingre",  # too short
        "creatinine",  # creatine: known itself
    ],
)
def test_no_slips(matcher: Matcher, word: str) -> None:
    assert Typos(matcher.lexicon).normal(word) == matcher.lexicon.normalizer.word(word)


def test_a_slip_between_two_names_stays_as_it_is() -> None:
    lexicon = Lexicon.load(Rulebook())
    for name in ("zorgalanin", "zorgelanin"):
        lexicon.phrases[name] = []
    assert Typos(lexicon).normal("zorgulanin") == "zorgulanin"
