"""One sentence for each slip of the parser that is mended, as trees written by hand: the mending must not hang on a parser that errs."""

import pytest
from spacy.tokens import Doc

from extractor.language import repairs, word_order
from tests.language.harness import analyser

# ruff: noqa: E501


def tree(rows):
    """A doc from "word head label pos", or "… morph", with heads counted from 0."""
    fields = [row.split(" ") for row in rows.split("|")]
    return Doc(
        analyser().pipeline.nlp.vocab, words=[f[0] for f in fields], heads=[int(f[1]) for f in fields], deps=[f[2] for f in fields],
        pos=[f[3] for f in fields], morphs=[f[4] if len(f) > 4 else "" for f in fields], lemmas=[f[0].lower() for f in fields],
    )  # fmt: skip


def words(tokens):
    return [token.text for token in tokens]


def test_of_two_subjects_the_nearer_counts():
    doc = tree("Kefir 3 nsubj NOUN|, 0 punct PUNCT|milk 3 nsubj NOUN|calms 3 root VERB|nerves 3 obj NOUN")
    assert words(repairs.own_subjects(doc[3])) == ["milk"]


def test_a_fronted_object_without_subject_is_the_subject():
    doc = tree("Dairy 1 obj NOUN|worsens 1 root VERB|acne 1 obj NOUN")
    assert words(repairs.own_subjects(doc[1])) == ["Dairy"]


@pytest.mark.parametrize("label", ["reparandum", "dislocated", "vocative", "dep"])
def test_a_stray_noun_before_the_verb_is_the_subject(label):
    doc = tree(f"Glycine 2 {label} NOUN|, 0 punct PUNCT|improves 2 root VERB|sleep 2 obj NOUN")
    assert words(repairs.own_subjects(doc[2])) == ["Glycine"]


def test_the_object_of_an_infinitive_hung_on_the_verb_before():
    doc = tree("It 1 nsubj PRON|failed 1 root VERB|to 3 mark PART|slow 1 xcomp VERB|cataracts 1 obj NOUN")
    assert words(repairs.objects_of_governor(doc[3])) == ["cataracts"]


def test_the_first_of_two_nouns_before_a_third():
    doc = tree("B12 0 root NOUN|and 2 cc CCONJ|eczema 3 compound NOUN|link 0 conj NOUN")
    assert words(repairs.shared_modifier(doc[3], [doc[2]])) == ["B12", "eczema"]


def test_a_phrase_hung_on_the_noun_before_it():
    doc = tree("Improvement 0 root NOUN|in 2 case ADP|sleep 0 nmod NOUN|with 4 case ADP|zinc 2 nmod NOUN")
    assert [words(group) for group in word_order.prepositional([doc[0]], ["with"])["with"]] == [["zinc"]]


@pytest.mark.parametrize(
    "rows",
    [
        "Improvement 0 root NOUN|came 0 acl VERB|with 3 case ADP|zinc 1 obl NOUN".replace("0 acl VERB", "0 parataxis VERB VerbForm=Fin"),
        "Improvement 0 root NOUN|; 0 punct PUNCT|with 3 case ADP|zinc 0 nmod NOUN",
    ],
    ids=["behind another verb", "behind a semicolon"],
)
def test_no_phrase_of_another_clause(rows):
    doc = tree(rows)
    assert word_order.prepositional([doc[0]], ["with"]) == {}


def test_means_stand_near():
    doc = tree("Ease 0 root VERB VerbForm=Fin|pain 0 obj NOUN|, 3 punct PUNCT|taken 1 acl VERB|with 5 case ADP|milk 3 obl NOUN")
    assert word_order.prepositional([doc[0]], ["with"], near=True) == {}
    assert words(word_order.prepositional([doc[0]], ["with"])["with"][0]) == ["milk"]


def test_the_halves_of_a_correlative():
    rows = "The 1 det DET Definite=Def|more 2 amod ADJ Degree=Cmp|salt 2 root NOUN|, 2 punct PUNCT|the 5 det DET Definite=Def|worse 2 conj ADJ Degree=Cmp|the 7 det DET Definite=Def|pain 5 nsubj NOUN"
    doc = tree(rows)
    first, second = word_order.correlative(doc[1])
    assert (words(first), words(second)) == (["more", "salt"], ["pain"])
    assert word_order.correlative(doc[5]) is None
