"""Cues that overlap or are blocked, and how far a cue reaches in the tree."""

from __future__ import annotations

from functools import cache

import pytest
from spacy.lang.en import English

from extractor.language.cues import CueFinder, CueRule, TextRule
from extractor.language.hedges import HedgeFinder
from extractor.language.pipeline import Pipeline
from extractor.language.units import make_unit
from extractor.rulebook import Rulebook

NLP = English()


def cue_rule(name: str, patterns: list[str], unless: list[str] | None = None) -> CueRule:
    return CueRule.model_validate({"id": f"test.{name}", "says": "", "patterns": patterns, "unless": unless or []})


def cues(rules: list[CueRule], text: str, overlap: bool = False) -> list[tuple[str, str]]:
    doc = NLP.make_doc(text)
    return [(cue.rule.id, doc[cue.start : cue.end].text) for cue in CueFinder(NLP.vocab, rules).find(doc, overlap)]


def test_unless_blocks_where_it_overlaps_the_cue() -> None:
    rules = [cue_rule("possible", ["possible"], ["as soon as possible"])]
    assert cues(rules, "Act as soon as possible.") == []
    assert cues(rules, "A possible cause; act as soon as possible.") == [("test.possible", "possible")]


def test_unless_blocks_its_own_rule_only() -> None:
    rules = [cue_rule("a", ["may"], ["may not"]), cue_rule("b", ["may"])]
    assert cues(rules, "It may not.") == [("test.b", "may")]


def test_the_longer_cue_stands_then_the_earlier_rule() -> None:
    rules = [cue_rule("cause", ["cause"]), cue_rule("root", ["root cause"]), cue_rule("again", ["root cause"])]
    assert cues(rules, "the root cause") == [("test.root", "root cause")]
    assert len(cues(rules, "the root cause", overlap=True)) == 3


@pytest.mark.parametrize("broken", [{"patterns": ["may [help"]}, {"patterns": []}, {"patterns": ["may"], "unless": ["don't"]}])
def test_bad_patterns_are_told(broken: dict[str, list[str]]) -> None:
    with pytest.raises(ValueError, match=r"bracket|at least 1|never one token|must be there"):
        CueRule.model_validate({"id": "test.x", "says": "", **broken})


def test_bad_regex_is_told() -> None:
    with pytest.raises(ValueError, match="not a regular expression"):
        TextRule.model_validate({"id": "test.x", "says": "", "regex": "("})


@cache
def tools() -> tuple[Pipeline, HedgeFinder]:
    rulebook = Rulebook()
    pipeline = Pipeline(rulebook)
    return pipeline, HedgeFinder(pipeline.nlp.vocab, rulebook)


# the cue, words that it covers, words that it does not
SCOPES = [
    ("Zinc may help acne but causes nausea.", "may", "help acne", "causes nausea"),
    ("Zinc may help acne and reduce inflammation.", "may", "help acne reduce inflammation", ""),
    ("Vitamin D is thought to reduce the risk of cancer.", "thought", "reduce risk cancer", ""),
    ("The trial suggested a direct relationship between zinc levels and acne.", "suggested", "relationship zinc acne", ""),
    ("The potential link of B12 with acne needs the skin bacteria.", "potential", "link B12 acne", "bacteria"),
    ("It is possible that milk causes acne.", "possible", "milk causes acne", ""),
    ("Too little B12 can often lead to depression.", "can", "lead depression", ""),
    ("Too little B12 can often lead to depression.", "often", "lead depression", ""),
    ("Dairy probably triggers acne, but fish oil calms it.", "probably", "triggers acne", "calms"),
    ("Some researchers believe that sugar causes acne.", "believe", "sugar causes acne", ""),
    ("Zinc seems to ease colds, and honey soothes a cough.", "seems", "ease colds", "soothes cough"),
    ("Milk, which may cause acne, is rich in calcium.", "may", "cause acne", "rich"),
    ("Milk is rich in calcium, which may help bones.", "may", "help bones", "rich"),
    ("It is unclear whether zinc helps acne.", "unclear", "zinc helps acne", ""),
    ("Zinc, according to one study, clears acne.", "according to", "clears acne", ""),
    ("Perhaps sugar causes acne.", "Perhaps", "sugar causes acne", ""),
    ("Fish oil is likely to reduce inflammation.", "likely", "reduce inflammation", ""),
    ("A possible cause of acne is milk.", "possible", "cause acne", ""),
    ("Garlic could lower blood pressure, while salt raises it.", "could", "lower blood pressure", "raises"),
    ("Coffee may reduce the risk of stroke, dementia and diabetes.", "may", "stroke dementia diabetes", ""),
    ("Zinc is believed to shorten colds because it blocks viruses.", "believed", "shorten colds", ""),
    ("More research is needed to show that zinc helps acne.", "More research is needed", "zinc helps acne", ""),
    ("Acne may be caused by dairy.", "may", "caused dairy", ""),
    ("Magnesium helps migraines and may improve sleep.", "may", "improve sleep", "helps migraines"),
    ("B12 is the root cause of acne.", "root cause", "acne", ""),
    ("New research points to milk as a cause of acne.", "points", "cause acne", ""),
    ("There is scant proof it eases cramps.", "scant proof", "it eases cramps", ""),
    ("The limited evidence that doctors gave shows zinc clears acne.", "limited evidence", "", "shows clears acne"),
]


@pytest.mark.parametrize(("text", "cue", "inside", "outside"), SCOPES)
def test_scope(text: str, cue: str, inside: str, outside: str) -> None:
    pipeline, finder = tools()
    doc = pipeline.tokenise(text)
    pieces = [(token.text, bool(token.whitespace_), token.idx) for token in doc]
    unit = make_unit(doc.vocab, pieces, start=0, end=len(text), block=0, kind="paragraph")
    pipeline.parse([unit])
    covered = [{unit.doc[i].text for i in hedge.scope} for hedge in finder.find(unit) if unit.doc[hedge.start : hedge.end].text == cue]
    assert len(covered) == 1
    assert set(inside.split()) <= covered[0]
    assert not set(outside.split()) & covered[0]


def test_the_reported_stretch_begins_at_the_cue_where_its_subject_stands_apart() -> None:
    pipeline, finder = tools()
    text = "Milk, which clogs pores, may also cause wind."
    doc = pipeline.tokenise(text)
    unit = make_unit(doc.vocab, [(t.text, bool(t.whitespace_), t.idx) for t in doc], start=0, end=len(text), block=0, kind="paragraph")
    pipeline.parse([unit])
    (hedge,) = finder.find(unit)
    assert {unit.doc[i].text for i in hedge.scope} == {"Milk", "may", "also", "cause", "wind"}
    assert unit.doc[slice(*hedge.scope_span)].text == "may also cause wind"
