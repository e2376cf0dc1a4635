"""Names that took in their sentence's verb: the mention is what the verb acts on, and only where the tree shows a verb."""

import pytest

from extractor import Extractor

CLAIMS = [
    ("Caffeine disrupted sleep.", [("Caffeine", "impairs", "sleep")]),
    ("Fructose increased blood pressure.", [("Fructose", "exacerbates", "blood pressure")]),
    ("There was a sign that caffeine disrupted sleep.", [("caffeine", "impairs", "sleep")]),
    ("Caffeine caused disrupted sleep.", [("Caffeine", "causes", "disrupted sleep")]),
    ("Magnesium helps people with disrupted sleep.", [("Magnesium", "ameliorates", "disrupted sleep")]),
]


@pytest.fixture(scope="module")
def extractor():
    return Extractor()


@pytest.mark.parametrize(("text", "expected"), CLAIMS)
def test_the_verb_is_no_part_of_the_name(extractor, text, expected):
    article = extractor.from_text(text).article
    names = {mention.id: mention.text for mention in article.mentions}
    assert [(names[claim.subject], claim.relation, names[claim.object]) for claim in article.claims] == expected
    assert all(text[mention.start : mention.end] == mention.text for mention in article.mentions)
