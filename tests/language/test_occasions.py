"""What somebody took or gave up, and what came of it, told over clauses and sentences."""

from __future__ import annotations

import pytest

from extractor.report import Passage
from tests.language.harness import annotate, parse_marks

TOLD = [
    ("I tried magnesium for a month. My cramps disappeared.", ("magnesium", "ameliorates", "cramps")),
    ("We cut out gluten. Within days her rash had gone.", ("gluten", "causes", "rash")),
    ("I started collagen in May. Three months later my nails were stronger.", ("collagen", "supports", "nails")),
    ("Since she gave up coffee, her cramps have gone and her skin is calmer.", ("coffee", "impairs", "skin")),
    ("One glass of red wine and my face turns red.", ("red wine", "causes", "face turns red")),
    ("I also take zinc every morning, and my eyes are less dry since I started.", ("zinc", "supports", "eyes")),
]
NOTHING = [
    "I never tried magnesium. My cramps disappeared.",
    "Did he try magnesium? My cramps disappeared.",
    "They sell magnesium for a pound. My cramps disappeared.",
    "I tried magnesium for a month.\n\nMy cramps disappeared.",
    "Sugar rots teeth.\n\nWill they help with acne?",
]


def claims(passage: Passage) -> list[tuple[str, str, str]]:
    texts = {mention.id: mention.text for mention in passage.mentions}
    return [(texts[claim.subject], claim.relation, texts[claim.object]) for claim in passage.claims]


@pytest.mark.parametrize(("text", "claim"), TOLD)
def test_outcomes_of_what_was_taken(text, claim):
    assert claim in claims(annotate(parse_marks(text)))


@pytest.mark.parametrize("text", NOTHING)
def test_no_outcome(text):
    found = claims(annotate(parse_marks(text)))
    assert [claim for claim in found if claim[2] != "teeth"] == []
