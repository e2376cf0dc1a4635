"""Runs the examples of `rules/evidence` ([..] marks the words, the design stands behind =>), and how a design carries over. No parser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from spacy.lang.en import English

from extractor.language.designs import FOLDER, TELLING, DesignFinder, EvidenceRule, TellingRule
from extractor.language.evidence import EvidenceFinder
from extractor.language.units import Unit, make_unit
from extractor.rulebook import Rulebook

RULES = Rulebook().rules(FOLDER, EvidenceRule)
NLP = English()
FINDER = EvidenceFinder(NLP.vocab, Rulebook())
DESIGNS = DesignFinder(NLP.vocab, Rulebook())


@dataclass
class Source:
    start: int
    end: int
    source: str
    covers: frozenset[int] = frozenset()


def unit_of(text: str, previous: Unit | None = None, heading: Unit | None = None) -> Unit:
    pieces = [(token.text, bool(token.whitespace_), token.idx) for token in NLP.make_doc(text)]
    return make_unit(NLP.vocab, pieces, start=0, end=len(text), block=0, kind="paragraph", previous=previous, heading=heading)


def chain(texts: Sequence[str], heading: Unit | None = None) -> Unit:
    """The last of several sentences of one section."""
    unit = None
    for text in texts:
        unit = unit_of(text, unit, heading)
    assert unit is not None
    return unit


def cases(field: str) -> list:
    return [pytest.param(rule, text, id=f"{rule.id}: {text}") for rule in RULES for text in getattr(rule, field)]


@pytest.mark.parametrize(("rule", "example"), cases("examples"))
def test_example(rule: EvidenceRule, example: str) -> None:
    text, _, design = example.partition(" => ")
    words = text[text.index("[") + 1 : text.index("]")]
    unit = unit_of(text.replace("[", "").replace("]", ""))
    stated = FINDER.stated(unit)
    assert stated is not None
    assert (stated.id, stated.evidence or "none") == (rule.id, design)
    assert words in [unit.doc[cue.start : cue.end].text for cue in FINDER.cues(unit) if cue.rule.id == rule.id]


@pytest.mark.parametrize(("rule", "text"), cases("counter_examples"))
def test_counter_example(rule: EvidenceRule, text: str) -> None:
    assert rule.id not in {cue.rule.id for cue in FINDER.cues(unit_of(text))}


def telling_cases(field: str) -> list:
    rules = Rulebook().rules(TELLING, TellingRule)
    return [pytest.param(rule, text, id=f"{rule.id}: {text}") for rule in rules for text in getattr(rule, field)]


@pytest.mark.parametrize(("rule", "example"), telling_cases("examples"))
def test_example_of_telling(rule: TellingRule, example: str) -> None:
    words = example[example.index("[") + 1 : example.index("]")]
    unit = unit_of(example.replace("[", "").replace("]", ""))
    assert words in [unit.doc[cue.start : cue.end].text for cue in DESIGNS.telling(unit) if cue.rule.id == rule.id]


@pytest.mark.parametrize(("rule", "text"), telling_cases("counter_examples"))
def test_counter_example_of_telling(rule: TellingRule, text: str) -> None:
    assert not DESIGNS.is_told_of(unit_of(text), rule.type)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_has_examples(rule: EvidenceRule) -> None:
    assert len(rule.examples) >= 2
    assert rule.counter_examples


@pytest.mark.parametrize(
    ("texts", "design"),
    [
        (["Zinc clears acne."], None),
        (["A cohort study followed 900 girls.", "The researchers found that dairy brings on acne."], "cohort"),
        (["A trial gave girls zinc.", "Acne fell.", "The findings suggest that zinc clears acne."], "rct"),
        (["A cohort study followed 900 girls.", "Zinc clears acne."], None),
        (["A cohort study tied milk to acne.", "Another study tied sugar to acne.", "The authors blame insulin for acne."], "study"),
        (["Dermatologists recommend zinc.", "The researchers saw less acne."], "study"),
        (["The company says that its drink cures fatigue."], None),
        (["Animal studies and a meta-analysis of trials link zinc to healing."], "meta_analysis"),
    ],
)
def test_design_of_a_run_of_sentences(texts: list[str], design: str | None) -> None:
    assert FINDER.of(chain(texts)) == design


def test_design_stays_in_its_section() -> None:
    chain(["A cohort study tied milk to acne."])
    assert FINDER.of(chain(["The study found that zinc clears acne."], unit_of("What about zinc?"))) == "study"


def test_heading_states_the_design() -> None:
    assert FINDER.of(chain(["The researchers found that zinc clears acne."], unit_of("A new meta-analysis"))) == "meta_analysis"


def test_patient_of_a_case_further_up() -> None:
    top = unit_of("A medical case of eczema and B12")
    middle = unit_of("The missing vitamin", heading=top)
    assert FINDER.of(chain(["On B12 the patient got rid of her eczema."], unit_of("What came of it", heading=middle))) == "case_report"
    assert FINDER.of(chain(["On B12 the patient got rid of her eczema."], unit_of("What came of it"))) is None


def test_design_in_the_wording_of_the_source_comes_first() -> None:
    unit = unit_of("Animal studies show that zinc heals wounds, but a clinical trial found no effect on acne.")
    assert FINDER.of(unit) == "animal_study"
    second = unit_of("A clinical trial found no effect on acne, but animal studies show that zinc heals wounds.")
    at = [token.text for token in second.doc].index("animal")
    assert FINDER.of(second, (second, Source(0, 4, "clinical trial"))) == "rct"
    assert FINDER.of(second, (second, Source(at, at + 3, "animal studies"))) == "animal_study"


def test_credentials_of_a_speaker() -> None:
    first = unit_of("Mary Poole, a registered dietitian, says that zinc clears acne.")
    later = unit_of("Iron relieves fatigue, Poole says.")
    people = FINDER.credentials([first, later], {"Mary Poole": "Mary Poole", "Poole": "Mary Poole"})
    assert people == {"Mary Poole": "expert_opinion", "Poole": "expert_opinion"}
    source = Source(4, 6, "Poole")
    assert FINDER.of(later, (later, source), people) == "expert_opinion"
    assert FINDER.of(later, (later, source)) is None


def test_speaker_of_another_sentence_of_the_quotation() -> None:
    holder = unit_of("“Zinc clears acne,” says dermatologist Ann Lee.")
    inside = unit_of("“Iron relieves fatigue.", previous=holder)
    assert FINDER.of(inside, (holder, Source(6, 11, "Ann Lee"))) == "expert_opinion"
