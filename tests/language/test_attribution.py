"""Runs the examples of `rules/attribution` with the shipped parser ([..] marks the source); names, wordings, cover, quotations."""

from __future__ import annotations

import re
from functools import cache

import pytest

from extractor.language.attribution import FOLDER, AttributionFinder, SourceRule, full_names
from extractor.language.mentions import Found
from extractor.language.pipeline import Pipeline
from extractor.language.quotations import quoted
from extractor.language.units import Unit, make_unit, place_mentions
from extractor.rulebook import Rulebook
from tests.language.harness import annotate, parse_marks

RULES = Rulebook().rules(FOLDER, SourceRule)
FINDER = AttributionFinder(Rulebook())
# the exposures and conditions of the examples, which are never sources
MENTIONS = re.compile(r"\b(zinc|acne|dairy|folate|probiotics|fish oil|b12|folic acid|eczema|iron|inflammation)\b", re.IGNORECASE)


@cache
def pipeline() -> Pipeline:
    return Pipeline(Rulebook())


def unit_of(text: str, previous: Unit | None = None) -> Unit:
    doc = pipeline().tokenise(text)
    pieces = [(token.text, bool(token.whitespace_), token.idx) for token in doc]
    unit = make_unit(doc.vocab, pieces, start=0, end=len(text), block=0, kind="paragraph", previous=previous)
    place_mentions(unit, [Found(m.start(), m.end(), "nutrient", m[0].lower(), None) for m in MENTIONS.finditer(text)])
    pipeline().parse([unit])
    return unit


def without(rule: SourceRule) -> AttributionFinder:
    class Fewer(Rulebook):
        def rules(self, folder, model):
            return [other for other in super().rules(folder, model) if other.id != rule.id]

    return AttributionFinder(Fewer())


def unmarked(example: str) -> tuple[str, list[str]]:
    return re.sub(r"[\[\]]", "", example), re.findall(r"\[([^\]]+)\]", example)


def cases(field: str) -> list:
    return [pytest.param(rule, text, id=f"{rule.id}: {text}") for rule in RULES for text in getattr(rule, field)]


@pytest.mark.parametrize(("rule", "example"), cases("examples"))
def test_example(rule: SourceRule, example: str) -> None:
    text, expected = unmarked(example)
    found = FINDER.find(unit_of(text))
    assert [item.source for item in found] == expected
    if rule.type in ("no_source", "unreal"):
        assert not expected
        assert without(rule).find(unit_of(text)), "the sentence has no source even without the rule"
    else:
        assert rule.id in found[0].rules


@pytest.mark.parametrize(("rule", "text"), cases("counter_examples"))
def test_counter_example(rule: SourceRule, text: str) -> None:
    text, expected = unmarked(text)
    found = FINDER.find(unit_of(text))
    assert [item.source for item in found] == expected
    assert rule.id not in {id_ for item in found for id_ in item.rules}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_has_examples(rule: SourceRule) -> None:
    assert len(rule.examples) >= 2
    assert rule.counter_examples


@pytest.mark.parametrize(
    ("text", "source", "wording"),
    [
        ("“Zinc clears acne,” said trial co-leader Huiying Li, a chemist.", "Huiying Li", "said trial co-leader Huiying Li"),
        ("According to the NHS, zinc clears acne.", "NHS", "According to the NHS"),
        ("Zinc clears acne, according to the NHS.", "NHS", "according to the NHS"),
        ("A 2020 study in the Lancet found that zinc clears acne.", "2020 study in the Lancet", "A 2020 study in the Lancet found"),
        ("Animal studies have shown that zinc heals acne.", "Animal studies", "Animal studies have shown"),
        ("“Zinc clears acne,” Li says.", "Li", "Li says"),
        ("Dairy was linked to acne by researchers in Oslo.", "researchers in Oslo", "by researchers in Oslo"),
        ("The researchers concluded that dairy triggers acne.", "researchers", "The researchers concluded"),
    ],
)
def test_name_and_wording(text: str, source: str, wording: str) -> None:
    unit = unit_of(text)
    (found,) = FINDER.find(unit)
    assert found.source == source
    assert unit.doc[found.start : found.end].text == wording


@pytest.mark.parametrize(
    "text",
    [
        "Zinc has been shown to clear acne.",
        "I found that dairy triggers acne.",
        "She says that dairy triggers acne.",
        "There is no evidence that zinc clears acne.",
        "No study has shown that zinc clears acne.",
        "Zinc suggests itself for acne.",
        "Acne shows that dairy is bad.",
    ],
)
def test_no_source(text: str) -> None:
    assert FINDER.find(unit_of(text)) == []


def covered(text: str, source: str, word: str) -> bool:
    unit = unit_of(text)
    at = [token.text for token in unit.doc].index(word)
    return any(at in item.covers for item in FINDER.find(unit) if item.source == source)


def test_a_source_covers_its_clause_only() -> None:
    text = "Iron relieves fatigue, and Li says that dairy triggers acne."
    assert covered(text, "Li", "triggers")
    assert not covered(text, "Li", "relieves")


def test_an_aside_covers_the_sentence() -> None:
    text = "Dairy, Li says, triggers acne."
    assert covered(text, "Li", "triggers")


def test_people_speak_and_studies_do_not() -> None:
    assert [item.speaker for item in FINDER.find(unit_of("“Dairy triggers acne,” Li says."))] == [True]
    assert [item.speaker for item in FINDER.find(unit_of("A study found that dairy triggers acne."))] == [False]


def test_a_name_of_its_own_comes_first() -> None:
    found = FINDER.find(unit_of("“Studies show that dairy triggers acne,” says Huiying Li."))
    assert found[0].source == "Huiying Li"


def test_pronoun_means_who_spoke_last() -> None:
    first = unit_of("“Dairy triggers acne,” says Mary Poole.")
    (found,) = FINDER.find(unit_of("“Zinc clears acne,” she adds.", previous=first))
    assert found.source == "Mary Poole"


def test_a_long_run_of_pronouns_is_read_quickly() -> None:
    unit = unit_of("She says that dairy triggers acne.")
    for _ in range(40):
        unit = unit_of("She says that dairy triggers acne.", previous=unit)
    assert FINDER.find(unit) == []  # going back from each of them in turn would take 12**40 steps


def test_full_names() -> None:
    names = full_names(["Dr. Anna Kim", "Kim", "Dr. Kim", "NHS", "researchers", "Animal studies"])
    assert names["Kim"] == names["Dr. Kim"] == "Dr. Anna Kim"
    assert names["NHS"] == "NHS"
    assert names["researchers"] == "researchers"


@pytest.mark.parametrize(
    ("text", "open_before", "expected"),
    [
        ("“Zinc clears acne,” she says.", False, (True, False)),
        ("“Zinc clears acne.", False, (True, True)),
        ("It helps the skin.", True, (True, True)),
        ("It helps the skin.”", True, (True, False)),
        ("It helps the skin.", False, (False, False)),
        ('"Zinc clears acne," she says.', False, (True, False)),
    ],
)
def test_quotations_run_on(text: str, open_before: bool, expected: tuple[bool, bool]) -> None:
    assert quoted(unit_of(text), open_before) == expected


def test_wants_parse_where_a_speaker_may_follow() -> None:
    assert FINDER.wants_parse(unit_of("“Skin matters,” says Li."))
    assert not FINDER.wants_parse(unit_of("Skin matters, says Li."))
    assert not FINDER.wants_parse(unit_of("“Skin matters."))
    assert not FINDER.wants_parse(unit_of("“Skin matters,” and off she went."))


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Fish oil does nothing for the heart, major trial shows", "major trial"),
        ("Fish oil does nothing for the heart, a review of 18 trials found.", "review of 18 trials"),
        ("Fish oil may help the heart, say researchers in Oslo.", "researchers in Oslo"),
    ],
)
def test_a_source_behind_the_last_comma(text, source):
    (claim,) = annotate(parse_marks(text)).claims
    assert claim.attribution.source == source


@pytest.mark.parametrize(
    "text", ["Fish oil helps the heart, as walnuts show.", "Fish oil helps the heart, the brain and the trial lawyer."]
)
def test_no_source_behind_the_last_comma(text):
    assert all(claim.attribution is None for claim in annotate(parse_marks(text)).claims)
