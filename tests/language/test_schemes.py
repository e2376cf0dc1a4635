"""Trees of ClearNLP-labelled pipelines (`en_core_web_*`), written by hand, read like our own."""

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extractor.language.mentions import Found
from extractor.language.schemes import copy_parse, is_clearnlp
from extractor.language.units import make_unit, place_mentions
from tests.language.harness import analyser, parse_marks

# ruff: noqa: E501
# text with marks, then "word head label pos lemma" for each token, heads counted from 0
CLEARNLP = {
    "active": ("{Zinc} reduces <acne>.", "Zinc 1 nsubj NOUN zinc|reduces 1 ROOT VERB reduce|acne 1 dobj NOUN acne|. 1 punct PUNCT ."),
    "passive": (
        "<Acne> is caused by {dairy}.",
        "Acne 2 nsubjpass NOUN acne|is 2 auxpass AUX be|caused 2 ROOT VERB cause|by 2 agent ADP by|dairy 3 pobj NOUN dairy|. 2 punct PUNCT .",
    ),
    "preposition": (
        "{Iron} leads to <fatigue>.",
        "Iron 1 nsubj NOUN iron|leads 1 ROOT VERB lead|to 1 prep ADP to|fatigue 2 pobj NOUN fatigue|. 1 punct PUNCT .",
    ),
    "copula noun": (
        "{Zinc} is a cure for <acne>.",
        "Zinc 1 nsubj NOUN zinc|is 1 ROOT AUX be|a 3 det DET a|cure 1 attr NOUN cure|for 3 prep ADP for|acne 4 pobj NOUN acne|. 1 punct PUNCT .",
    ),
    "copula adjective": (
        "{Zinc} is good for <acne>.",
        "Zinc 1 nsubj NOUN zinc|is 1 ROOT AUX be|good 1 acomp ADJ good|for 2 prep ADP for|acne 3 pobj NOUN acne|. 1 punct PUNCT .",
    ),
    "relative clause": (
        "{Dairy} that causes <acne> sells.",
        "Dairy 4 nsubj NOUN dairy|that 2 nsubj PRON that|causes 0 relcl VERB cause|acne 2 dobj NOUN acne|sells 4 ROOT VERB sell|. 4 punct PUNCT .",
    ),
    "gerund behind a preposition": (
        "{Zinc} helps by reducing <acne>.",
        "Zinc 1 nsubj NOUN zinc|helps 1 ROOT VERB help|by 1 prep ADP by|reducing 2 pcomp VERB reduce|acne 3 dobj NOUN acne|. 1 punct PUNCT .",
    ),
    "negation": (
        "{Zinc} does not reduce <acne>.",
        "Zinc 3 nsubj NOUN zinc|does 3 aux AUX do|not 3 neg PART not|reduce 3 ROOT VERB reduce|acne 3 dobj NOUN acne|. 3 punct PUNCT .",
    ),
}


def unit_of(name):
    example, tree = CLEARNLP[name]
    marked = parse_marks(example)
    rows = [row.rsplit(" ", 4) for row in tree.split("|")]
    source = Doc(
        Vocab(), words=[row[0] for row in rows], heads=[int(row[1]) for row in rows], deps=[row[2] for row in rows],
        pos=[row[3] for row in rows], lemmas=[row[4] for row in rows],
    )  # fmt: skip
    assert is_clearnlp(source)
    pieces, position = [], 0
    for row in rows:
        start = marked.text.index(row[0], position)
        position = start + len(row[0])
        pieces.append((row[0], marked.text[position : position + 1] == " ", start))
    unit = make_unit(analyser().pipeline.nlp.vocab, pieces, start=0, end=len(marked.text), block=0, kind="paragraph")
    copy_parse(source, unit.doc)
    unit.parsed = True
    found = [
        Found(start, end, "nutrient" if what == "exposure" else "condition", marked.text[start:end], None)
        for what, start, end in marked.spans
    ]
    place_mentions(unit, sorted(found, key=lambda mention: mention.start))
    return unit


@pytest.mark.parametrize("name", CLEARNLP)
def test_a_claim_is_found_in_a_clearnlp_tree(name):
    unit = unit_of(name)
    (claim,) = analyser().claims.find(unit, {})
    assert (claim.subject.kind, claim.object.kind) == ("nutrient", "condition")
    denials = analyser().modality.denials(claim.trigger.words, analyser().modality.negations(unit))
    assert len(denials) == (name == "negation")


@pytest.mark.parametrize("name", CLEARNLP)
def test_the_converted_tree_is_a_tree(name):
    doc = unit_of(name).doc
    assert len(list(doc.sents)) == 1
    roots = [token for token in doc if token.head.i == token.i]
    assert len(roots) == 1
    assert {token.i for token in roots[0].subtree} == set(range(len(doc)))
