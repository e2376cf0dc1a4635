"""What stands in brackets and is left out of the parse."""

import pytest
from spacy.tokens import Doc

from extractor.language.asides import asides, copy_back, without
from tests.language.harness import analyser


def tokenised(text):
    return analyser().pipeline.tokenise(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ginger (Zingiber officinale) extracts ease nausea.", "Ginger extracts ease nausea."),
        ("Yam (Dioscorea spp.) eases cramps.", "Yam eases cramps."),
        ("Black cumin (Nigella sativa L.) eases asthma.", "Black cumin eases asthma."),
        ("Women with chronic kidney disease (CKD) who take iron (Fe)", "Women with chronic kidney disease who take iron (Fe)"),
        ("Omega-3 (EPA and DHA) eases pain.", "Omega-3 (EPA and DHA) eases pain."),
        ("Some disorders (notably coeliac disease) follow.", "Some disorders (notably coeliac disease) follow."),
        ("(CKD) is common, and (so) is gout", "(CKD) is common, and (so) is gout"),
    ],
)
def test_names_in_brackets_are_left_out(text, expected):
    doc = tokenised(text)
    spans = asides(doc)
    assert [token.text for token in without(doc, spans)] == [token.text for token in tokenised(expected)]


def test_a_name_is_in_apposition_to_the_word_before_it():
    doc = tokenised("Ginger (Zingiber officinale) extracts help")
    spans = asides(doc)
    short = without(doc, spans)
    parsed = Doc(
        short.vocab, words=[token.text for token in short], heads=[1, 2, 2], deps=["compound", "nsubj", "ROOT"],
        pos=["NOUN", "NOUN", "VERB"], morphs=["Number=Sing", "Number=Plur", "Tense=Pres|VerbForm=Fin"],
    )  # fmt: skip
    copy_back(parsed, doc, spans)
    assert [(token.text, token.dep_, token.head.text) for token in doc] == [
        ("Ginger", "compound", "extracts"), ("(", "punct", "Zingiber"), ("Zingiber", "appos", "Ginger"), ("officinale", "flat", "Zingiber"),
        (")", "punct", "Zingiber"), ("extracts", "nsubj", "help"), ("help", "ROOT", "help"),
    ]  # fmt: skip
    assert doc[6].morph.get("VerbForm") == ["Fin"]
