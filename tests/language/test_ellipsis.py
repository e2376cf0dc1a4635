"""Claims on other exposures and conditions whose verb is said but once: whether they are denied."""

import pytest

from tests.language.harness import annotate, parse_marks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{Zinc} eased <acne>, and {honey} did too.", {("Zinc", "acne"): False, ("honey", "acne"): False}),
        ("{Zinc} eased <acne>, but {honey} did not.", {("Zinc", "acne"): False, ("honey", "acne"): True}),
        ("{Zinc} did not ease <acne>, but {honey} did.", {("Zinc", "acne"): True, ("honey", "acne"): False}),
        ("{Zinc} did not ease <acne>, and neither did {honey}.", {("Zinc", "acne"): True, ("honey", "acne"): True}),
        ("{Zinc}, but not {honey}, eased <acne>.", {("Zinc", "acne"): False, ("honey", "acne"): True}),
        ("{Zinc} eased <acne> but not <eczema>.", {("Zinc", "acne"): False, ("Zinc", "eczema"): True}),
        ("{Vitamin D} cut the risk of <flu> but not of <measles>.", {("Vitamin D", "flu"): False, ("Vitamin D", "measles"): True}),
        ("{Zinc} eased <acne> in boys but not in girls with <asthma>.", {("Zinc", "acne"): False}),
        ("{Zinc} eased <acne>, and {honey} did well in the shops.", {("Zinc", "acne"): False}),
    ],
    ids=[
        *("too", "did not", "did", "neither", "but not the subject", "but not the object"),
        *("with its preposition", "other people", "a verb of its own"),
    ],
)
def test_what_is_denied_of_the_other(text, expected):
    article = annotate(parse_marks(text))
    names = {mention.id: mention.text for mention in article.mentions}
    assert {(names[claim.subject], names[claim.object]): claim.negated for claim in article.claims} == expected
