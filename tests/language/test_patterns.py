"""The pattern language and its matcher."""

from __future__ import annotations

import pytest
from spacy.lang.en import English
from spacy.tokens import Span

from extractor.language.pattern_matcher import Hit, PatternMatcher
from extractor.language.patterns import PatternError, compile_pattern, forms

NLP = English()


def found(pattern: str, text: str, ents: dict[str, str] | None = None) -> list[str]:
    """The cues of one pattern in a text; `ents` maps words to the kind of mention that they are."""
    doc = NLP.make_doc(text)
    doc.ents = tuple(Span(doc, token.i, token.i + 1, label=ents[token.text]) for token in doc if token.text in (ents or {}))
    return [doc[hit.start : hit.end].text for hit in PatternMatcher(NLP.vocab, [[pattern]]).find(doc)]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("may", ["may"]),
        ("appear(s|ed)|seem(s)", ["appear", "appears", "appeared", "seem", "seems"]),
        ("to|(|)|,", ["to", "(", ")", ","]),
    ],
)
def test_forms(word: str, expected: list[str]) -> None:
    assert forms(word) == expected


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("may", "It May help, or it may not.", ["May", "may"]),
        ("~May #", "In May 2019 it may 5.", ["May 2019"]),
        ("appear(s|ed) to", "It appears to help and appeared to work.", ["appears to", "appeared to"]),
        ("some|many people", "some people, many people, few people", ["some people", "many people"]),
        ("very? good", "good, very nice", ["good"]),
        ("so very? good", "so good, so very good", ["so good", "so very good"]),
        ("may *2 help", "may help, may well help, may very very well help", ["may help", "may well help"]),
        ("may *2 help", "It may, they say, help.", []),
        ("may ...4 help", "It may, they say, help.", ["may, they say, help"]),
        ("* people", "some people", ["some people"]),
        ("suggest *ing", "They suggest taking it and suggest that.", ["suggest taking"]),
        ("mac*", "Macrobiotic and mac", ["Macrobiotic"]),
        ("# %", "It costs 20 % more", ["20 %"]),
        ("$ #", "only $ 5 or £3", ["$ 5", "£3"]),
        ("may !not", "may not, may help", ["may help"]),
        ("stop !|.", "stop! stop, stop.", ["stop!", "stop."]),
        ("^ shop", "Shop now or shop later", ["Shop"]),
        ("left $$", "left is left!", ["left"]),
        ("such as [@Name]", "brands such as Lumera", ["Lumera"]),
        ("[may] well [help]", "it may well help", ["may well help"]),
        ("not|n't work", "It does not work and don't work, don’t work", ["not work", "n't work", "n’t work"]),
        ("@Camel", "EczPro is not Eczema nor pH nor PRO", ["EczPro"]),
        ("@NAME", "Use GLOW10 or Glow", ["GLOW10"]),
        ("within @Digits", "within 10:30 or within ten", ["within 10:30"]),
    ],
)
def test_matches(pattern: str, text: str, expected: list[str]) -> None:
    assert found(pattern, text) == expected


def test_kinds() -> None:
    ents = {"zinc": "nutrient", "acne": "condition", "yoghurt": "food"}
    text = "some zinc, some acne, some yoghurt"
    assert found("some @nutrient", text, ents) == ["some zinc"]
    assert found("some @exposure", text, ents) == ["some zinc", "some yoghurt"]
    assert found("some @object", text, ents) == ["some acne"]
    assert found("try @Brand", "We try Zinc and try Lumera", {"Zinc": "nutrient"}) == ["try Lumera"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lumera is sold here.", []),  # the first word of a sentence
        ("We sell Lumera here.", ["Lumera"]),
        ("What People Say About Lumera", []),  # Title Case
        ("THEY SELL LUMERA HERE", []),
    ],
)
def test_capitals_that_tell_nothing(text: str, expected: list[str]) -> None:
    assert found("@Name", text) == expected


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("may [help", "not closed"),
        ("very? *3", "must be there"),
        ("", "must be there"),
        ("a||b", "empty alternative"),
        ("@thing", "unknown kind"),
        ("low-fat milk", "never one token"),
        ("don't", "never one token"),
        ("20% off", "never one token"),
    ],
)
def test_errors(pattern: str, reason: str) -> None:
    with pytest.raises(PatternError, match=reason):
        compile_pattern(pattern)


def test_part_of_speech_and_lemma() -> None:
    doc = NLP.make_doc("I can open a can and cans")
    tags = ["PRON", "AUX", "VERB", "DET", "NOUN", "CCONJ", "NOUN"]
    for token, tag, lemma in zip(doc, tags, ["I", "can", "open", "a", "can", "and", "can"], strict=True):
        token.pos_, token.lemma_ = tag, lemma
    matcher = PatternMatcher(NLP.vocab, [["can/AUX"], ["=can"]])
    assert [(hit.rule, hit.start) for hit in matcher.find(doc)] == [(0, 1), (1, 1), (1, 4), (1, 6)]


def test_the_longest_of_a_rule_stands() -> None:
    doc = NLP.make_doc("a root cause of acne")
    matcher = PatternMatcher(NLP.vocab, [["root", "root cause"], ["the|a [root]"]])
    assert matcher.find(doc) == [Hit(0, 1, 3, 1, 3), Hit(1, 1, 2, 0, 2)]


def test_nothing_to_find() -> None:
    assert PatternMatcher(NLP.vocab, []).find(NLP.make_doc("some text")) == []
    assert PatternMatcher(NLP.vocab, [["may"]]).find(NLP.make_doc("")) == []


def test_many_gaps_end_soon() -> None:
    """Gaps behind one another must not multiply: the words between are bounded."""
    doc = NLP.make_doc("may " * 3000)
    assert PatternMatcher(NLP.vocab, [["may *4 might *4 never"]]).find(doc) == []
