"""Brackets of figures: which are left out of the parse, and what comes of it."""

import pytest

from extractor.language.figures import figures
from tests.language.harness import analyser, parse_marks, parsed_units


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("Pain fell (P < 0.01) with yoga", "( P < 0.01 )"),
        ("Pain fell (by 9% [3 to 15]) with yoga", "( by 9 % [ 3 to 15 ] )"),
        ("Pain fell [95% CI, 3 to 15] with yoga", "[ 95 % CI , 3 to 15 ]"),
        ("Pain fell (in 12 of 20) with yoga", ""),
        ("Pain fell (see above) with yoga", ""),
        ("Pain fell (P < 0.01 with yoga", ""),
        ("(P < 0.01) Pain fell with yoga", ""),
    ],
    ids=["probability", "nested", "square", "no sign", "no figure", "never closed", "at the beginning"],
)
def test_brackets_that_hold_figures(text, left_out):
    doc = analyser().pipeline.tokenise(text)
    assert " ".join(doc[i].text for i in sorted(figures(doc[:]))) == left_out


def test_a_bracket_with_a_mention_stays():
    (unit,) = parsed_units(parse_marks("The men (12% of whom ate {kale}) slept."))
    assert figures(unit.doc[:]) == set()


def test_figures_hang_on_the_word_before_them():
    (unit,) = parsed_units(parse_marks("The <rash> faded (P = 0.02) in men given {kale}."))
    bracket = figures(unit.doc[:])
    assert {unit.doc[i].head.text for i in bracket} == {"faded"}
    assert {unit.doc[i].dep_ for i in bracket} == {"dep"}
    assert [child.text for child in unit.doc[2].children if child.dep_ == "nsubj"] == ["rash"]
