"""The lemma component: what it says of words, and that it behaves as a spaCy component."""

from __future__ import annotations

import pickle

import pytest
import spacy
from spacy.tokens import Doc, Token

from extractor.language.lemmas import HealthLemmas, _lemminflect, is_base_form, lemma


@pytest.mark.parametrize(
    ("text", "pos", "morph", "expected"),
    [
        ("causes", "VERB", "Number=Sing|Person=3|Tense=Pres|VerbForm=Fin", "cause"),
        ("triggered", "VERB", "Tense=Past|VerbForm=Part", "trigger"),
        ("led", "VERB", "Tense=Past|VerbForm=Fin", "lead"),
        ("found", "VERB", "Tense=Past|VerbForm=Part", "find"),
        ("thought", "VERB", "Tense=Past|VerbForm=Part", "think"),
        ("worsening", "VERB", "VerbForm=Ger", "worsen"),
        ("calming", "VERB", "Tense=Pres|VerbForm=Part", "calm"),
        ("underlying", "ADJ", "Degree=Pos", "underlying"),
        ("Studies", "NOUN", "Number=Plur", "study"),
        ("breakouts", "NOUN", "Number=Plur", "breakout"),
        ("deficiencies", "NOUN", "Number=Plur", "deficiency"),
        ("probiotics", "NOUN", "Number=Plur", "probiotic"),
        ("diabetes", "NOUN", "Number=Sing", "diabetes"),
        ("psoriasis", "NOUN", "Number=Sing", "psoriasis"),
        ("worse", "ADJ", "Degree=Cmp", "bad"),
        ("better", "ADV", "Degree=Cmp", "well"),
        ("more", "ADJ", "Degree=Cmp", "more"),
        ("higher", "ADJ", "Degree=Cmp", "high"),
        ("DHA", "PROPN", "Number=Sing", "DHA"),
        ("n't", "PART", "", "not"),
        ("n’t", "PART", "", "not"),
        ("'s", "AUX", "Tense=Pres|VerbForm=Fin", "be"),
        ("'ve", "AUX", "", "have"),
        ("wo", "AUX", "", "will"),
        ("ca", "AUX", "", "can"),
        ("'s", "PART", "", "'s"),
        ("'s", "VERB", "", "be"),
        ("them", "PRON", "Case=Acc", "they"),
        ("These", "DET", "", "this"),
        ("12", "NUM", "", "12"),
        ("!!", "PUNCT", "", "!!"),
        ("B12s", "NOUN", "Number=Plur", "b12"),
        ("", "NOUN", "", ""),
        ("\n", "SPACE", "", "\n"),
    ],
)
def test_lemma(text: str, pos: str, morph: str, expected: str) -> None:
    assert lemma(text, pos, morph) == expected


def test_base_forms_are_their_own_lemma() -> None:
    assert is_base_form("VERB", "VerbForm=Inf")
    assert is_base_form("VERB", "Mood=Ind|Number=Plur|Person=1|Tense=Pres|VerbForm=Fin")
    assert not is_base_form("VERB", "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin")
    assert not is_base_form("NOUN", "Number=Plur")
    assert not is_base_form("PROPN", "Number=Plur")


def doc_of(words: list[str], pos: list[str], **rest: list) -> Doc:
    return Doc(spacy.blank("en").vocab, words, pos=pos, **rest)


def test_perfect_s_is_have() -> None:
    words, pos = ["Zinc", "'s", "helped", "."], ["NOUN", "AUX", "VERB", "PUNCT"]
    heads, morphs = [2, 2, 2, 2], ["", "", "Tense=Past|VerbForm=Part", ""]
    assert HealthLemmas()(doc_of(words, pos, heads=heads, deps=["nsubj", "aux", "ROOT", "punct"], morphs=morphs))[1].lemma_ == "have"
    assert HealthLemmas()(doc_of(words, pos, heads=heads, deps=["nsubj", "aux:pass", "ROOT", "punct"], morphs=morphs))[1].lemma_ == "be"


def test_annotate_touches_only_its_spans() -> None:
    doc = doc_of(["Foods", "help", "Foods", "help"], ["NOUN", "VERB"] * 2, morphs=["Number=Plur", "VerbForm=Inf"] * 2)
    HealthLemmas().annotate([doc[2:4]])
    assert [token.lemma_ for token in doc] == ["", "", "food", "help"]


def test_words_without_part_of_speech_are_lowercased() -> None:
    assert [token.lemma_ for token in HealthLemmas()(spacy.blank("en")("Eczema Is Back"))] == ["eczema", "is", "back"]
    assert len(HealthLemmas()(spacy.blank("en")(""))) == 0


def test_leaves_token_extensions_alone() -> None:
    lemma("helps", "VERB", "Person=3")
    assert not Token.has_extension("lemma")
    assert not Token.has_extension("inflect")


def test_leaves_token_extensions_of_others_as_they_were() -> None:
    others = {"lemma": {"method": lambda token: "theirs"}, "inflect": {"default": None}}
    try:
        for name, how in others.items():
            Token.set_extension(name, force=True, **how)
        kept = {name: Token.get_extension(name) for name in others}
        _lemminflect.cache_clear()
        assert _lemminflect()("helps", "VERB") == ("help",)
        assert {name: Token.get_extension(name) for name in others} == kept
    finally:
        for name in others:
            Token.remove_extension(name)


def test_component_saves_loads_and_pickles(tmp_path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("health_lemmas")
    nlp.to_disk(tmp_path)
    for copy in (spacy.load(tmp_path), pickle.loads(pickle.dumps(nlp)), spacy.blank("en").from_bytes(nlp.to_bytes()) or nlp):
        assert copy("x") is not None
    assert [doc[0].lemma_ for doc in nlp.pipe(["Acne", "Zinc"])] == ["acne", "zinc"]
