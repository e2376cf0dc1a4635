"""Finding mentions: the labelled sentences, spans with their kinds, and what must hold for any text."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.mentions import gold, read_marked, score_mentions
from extractor.language.lexicon import Term
from extractor.language.mentions import Matcher
from extractor.rulebook import Rulebook

PRECISION, RECALL = 0.95, 0.90


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(Rulebook())


def texts(matcher: Matcher, text: str) -> list[str]:
    return [text[mention.start : mention.end] for mention in matcher.find(text)]


def test_gold_is_large_enough() -> None:
    sorts = Counter(sort for sort, _ in gold())
    assert sorts["plain"] >= 150
    assert sorts["trap"] >= 60


def test_gold_precision_and_recall(matcher: Matcher) -> None:
    for kind, score in score_mentions(matcher).items():
        assert score.precision >= PRECISION, (kind, score.mistakes)
        assert score.recall >= RECALL, (kind, score.mistakes)


@pytest.mark.parametrize("text", [read_marked(marked)[0] for sort, marked in gold() if sort == "trap" and "[" not in marked])
def test_traps_hold_no_mention(matcher: Matcher, text: str) -> None:
    assert texts(matcher, text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("vitamins A, D and E", {"vitamins A": "vitamin A", "D": "vitamin D", "E": "vitamin E"}),
        ("vitamins C & E", {"vitamins C": "vitamin C", "E": "vitamin E"}),
        ("eye and heart health", {"eye": "eye health", "heart health": "heart health"}),
        ("breast and colon cancer", {"breast": "breast cancer", "colon cancer": "colorectal cancer"}),
        ("zinc and iron deficiency", {"zinc": "zinc", "iron": "iron"}),
        ("hepatitis B and C", {"hepatitis B": "hepatitis B", "C": "hepatitis C"}),
        ("bone, joint and muscle health", {"bone": "bone health", "joint": "joint health", "muscle health": "muscle function"}),
        ("inflammation and immune regulation", {"inflammation": "inflammation", "immune regulation": "immune regulation"}),
    ],
)
def test_conjuncts_share_a_word(matcher: Matcher, text: str, wanted: dict[str, str]) -> None:
    assert {text[mention.start : mention.end]: mention.name for mention in matcher.find(text)} == wanted


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("vitamin B 12", "vitamin B12"),
        ("B-12", "vitamin B12"),
        ("Vitamin-B12", "vitamin B12"),
        ("omega 3s", "omega-3 fatty acids"),
        ("OMEGA-3S", "omega-3 fatty acids"),
        ("ω-3", "omega-3 fatty acids"),
        ("α-tocopherol", "vitamin E"),
        ("β-carotene", "beta-carotene"),
        ("multi-vitamin", "multivitamin"),
        ("wholegrains", "whole grains"),
        ("anaemia", "anemia"),
        ("diarrhoea", "diarrhea"),
        ("fibre", "dietary fiber"),
        ("Crohn’s disease", "Crohn's disease"),
        ("Crohns disease", "Crohn's disease"),
        ("açaí", "acai"),
        ("L. acidophilus", "Lactobacillus acidophilus"),
        ("walnut", "walnuts"),
        ("strawberries", "strawberries"),
        ("vita\u00admin C", "vitamin C"),
        ("flareups", "flare-up"),
        ("St. John’s wort", "St. John's wort"),
    ],
)
def test_spellings(matcher: Matcher, written: str, name: str) -> None:
    text = f"They say that {written} matters."
    assert [(text[m.start : m.end], m.name) for m in matcher.find(text)] == [(written, name)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("severe eczema", ["eczema"]),
        ("unexplained fatigue", ["fatigue"]),
        ("acne problems", ["acne"]),
        ("a significant eczema flare-up", ["eczema flare-up"]),
        ("folate deficiency", ["folate"]),
        ("zinc supplements", ["zinc"]),
        ("skin problems and heart trouble", ["skin problems", "heart trouble"]),
        ("elbow stiffness", ["elbow stiffness"]),
        ("spinal cord repair", ["spinal cord repair"]),
        ("stress-related problems", ["stress-related problems"]),
        ("related problems", []),
        ("problems, symptoms, disease", []),
        ("good for the skin.", ["skin"]),
        ("a skin cream", []),
        ("skin-care", []),
        ("immune-boosting, heart-healthy", ["immune", "heart"]),
        ("Stress damages the gut", ["Stress", "gut"]),
        ("nerves control", []),
    ],
)
def test_spans(matcher: Matcher, text: str, wanted: list[str]) -> None:
    assert texts(matcher, text) == wanted


def test_abbreviation_counts_from_its_definition_on(matcher: Matcher) -> None:
    text = "CrD is short. Crohn's disease (CrD) is cruel. CrD has no cure, and CrDs differ."
    starts = [m.start for m in matcher.find(text) if m.name == "Crohn's disease"]
    assert starts == [text.index("Crohn"), text.index("(CrD") + 1, text.index("CrD has"), text.index("CrDs")]


def test_definition_of_something_else_silences_a_short_form(matcher: Matcher) -> None:
    text = "The Irish Baking Society (IBS) met. The IBS voted."
    assert matcher.find(text) == []
    assert texts(matcher, "IBS is a pain.")[0] == "IBS"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Sick sinus syndrome, or SkSS, is rare. SkSS again.", ["Sick sinus syndrome", "SkSS", "SkSS"]),
        ("CrD (Crohn's disease) is rare. CrD again.", ["CrD", "Crohn's disease", "CrD"]),
        ("Crohn's disease (also called CrD; cruel) is rare. CrD again.", ["Crohn's disease", "CrD", "CrD"]),
        ("Small duct type kidney disease (SDTKD) is rare. SDTKD again.", ["Small duct type kidney disease", "SDTKD", "SDTKD"]),
        ("In Quayside hill syndrome (QHS) nothing helps. QHS again.", ["Quayside hill syndrome", "QHS", "QHS"]),
        ("The Quayside hill survey (QHS) ended. QHS again.", []),
        ("Crohn's disease (Cologne) was studied. Cologne again.", ["Crohn's disease"]),
    ],
)
def test_ways_to_define_a_short_form(matcher: Matcher, text: str, wanted: list[str]) -> None:
    assert texts(matcher, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The risk of QSCC rose. QSCC is rare.", ["QSCC", "QSCC"]),
        ("Talk to patients with severe QTO, for QTOs differ.", ["QTO", "QTO"]),
        ("Is it a risk factor for QPNE?", ["QPNE"]),
        ("QPN was named before anyone spoke of the odds of QPN.", ["QPN"]),
        ("The children with ICD were few, and the incidence of SAE was small.", []),  # what is known to be none
        ("The onset of QRT therapy, or the risk of QRT-related travel.", []),  # it must end its phrase
        ("They spoke of QSCC to patients at QTO, and of the price of QPN.", []),
        ("THE RISK OF QSCC", []),
        ("Quayside hill survey (QHS): the prognosis of QHS.", []),  # the text says what it is
    ],
)
def test_undefined_short_form_where_an_illness_stands(matcher: Matcher, text: str, wanted: list[str]) -> None:
    assert texts(matcher, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("We met at the new Olive Corner in town, near the bank.", []),
        ("They watch Rotten Tomatoes for the scores of films.", []),
        ("Ask the Migraine Foundation or a Cancer Institute for help.", []),
        ("Stir Greek yogurt into it. Honey goes in last, then Walnuts and oats.", ["Greek yogurt", "Honey", "Walnuts", "oats"]),
        ("Spinach Lowers Pressure", ["Spinach"]),
    ],
)
def test_names_that_hold_a_term(matcher: Matcher, text: str, wanted: list[str]) -> None:
    assert texts(matcher, text) == wanted


def test_short_form_needs_its_context(matcher: Matcher) -> None:
    assert texts(matcher, "The EPA sued the mill.") == []
    assert texts(matcher, "Fish oil holds EPA and DHA.") == ["Fish oil", "EPA", "DHA"]
    assert texts(matcher, "Same here, the nac and the ibs.") == []


def test_user_term_wins_and_longest_first() -> None:
    terms = [Term("product", "EczPro", synonyms=("Ecz Pro",)), Term("food", "kale", "FOODON:1"), Term("condition", "desk back")]
    matcher = Matcher(Rulebook(), terms)
    text = "Ecz-Pro with kale for desk back and kale chips for heart disease."
    assert [(text[m.start : m.end], m.kind, m.concept) for m in matcher.find(text)][:3] == [
        ("Ecz-Pro", "product", None),
        ("kale", "food", "FOODON:1"),
        ("desk back", "condition", None),
    ]


def test_user_rows_replace_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "lexicon").mkdir()
    table = "name\tconcept\tkind\tsynonyms\tflags\nkale\t\tsupplement\nacne\t\tnone\n"
    (tmp_path / "lexicon" / "mine.tsv").write_text(table, encoding="utf-8")
    matcher = Matcher(Rulebook(extra=tmp_path))
    assert [m.kind for m in matcher.find("kale for acne")] == ["supplement"]


def test_nothing_crosses_a_paragraph(matcher: Matcher) -> None:
    assert texts(matcher, "heart\n\nhealth") != ["heart\n\nhealth"]
    assert texts(matcher, "vitamin\n\nC") == []


PIECES = st.sampled_from(
    ["vitamin", "B12", " ", "-", "heart", "health", " and ", ", ", "\n\n", "(IBS)", "irritable bowel syndrome", "ω-3", "’s", "zinc"]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=30).map("".join))
def test_any_text_gives_ordered_disjoint_spans(text: str) -> None:
    found = SHARED.find(text)
    assert found == SHARED.find(text)
    ends = 0
    for mention in found:
        assert ends <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
        ends = mention.end


SHARED = Matcher(Rulebook())
