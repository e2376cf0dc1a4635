"""Why a sentence holds a claim, and which step gave up where it holds none."""

import io

import pytest

from extractor.language.explain import Explainer
from extractor.output import as_explanation
from extractor.page import read_text
from tests.language.harness import analyser


def explained(text):
    return list(Explainer(analyser()).explain(read_text(text)))


def written(text):
    file = io.StringIO()
    as_explanation.write(explained(text), file)
    return file.getvalue()


def test_a_claim_is_shown_with_its_parts_rule_and_frame():
    lines = written("Zinc may not reduce acne.").splitlines()
    assert lines[0] == as_explanation.LEGEND
    assert lines[2:] == [
        "{Zinc} ~may~ !not! [reduce] <acne>.",
        "  ameliorates · negated · hedged · rule ameliorate.reduce · frame subject-verb-object",
    ]


def test_marks_that_overlap_stay_balanced():
    (line,) = [line for line in written("Sugar can make eczema worse.").splitlines() if line.startswith("{Sugar}")]
    assert line == "{Sugar} ~can~ [make <eczema> worse]."


def test_each_claim_of_a_sentence_has_its_own_line():
    (sentence,) = explained("Zinc helps acne and eczema.")
    assert [explained_claim.claim.rule for explained_claim in sentence.claims] == ["ameliorate.verb", "ameliorate.verb"]
    assert not sentence.refusals


def test_a_subject_said_in_another_sentence_is_named():
    (claim,) = [claim for sentence in explained("Zinc is a mineral. It may help acne.") for claim in sentence.claims]
    assert claim.subject == "Zinc"
    assert "subject said elsewhere: Zinc" in written("Zinc is a mineral. It may help acne.")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The clinic treats eczema and also sells probiotics.", "no exposure that it takes in: subject"),
        ("We examined whether zinc reduces acne.", "suppressed by suppress.inquiry"),
        ("Quitting sugar causes headaches.", "doing without the exposure says nothing here"),
    ],
)
def test_the_step_that_gave_up_is_told(text, reason):
    (sentence,) = explained(text)
    assert not sentence.claims
    assert reason in [refusal.reason for refusal in sentence.refusals]


def test_no_trigger_at_all():
    assert written("Acne and zinc at noon.").endswith("Acne and zinc at noon.\n  no claim\n    no rule has a trigger here\n")


def test_sentences_without_both_sides_are_left_out():
    assert explained("Zinc is a mineral. Acne is a nuisance.") == []
