"""Claims in trees written by hand, in the labels of Universal Dependencies and of ClearNLP (`en_core_web_*`): both read alike."""

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
    "noun between two": (
        "The link between {zinc} and <acne> holds.",
        "The 1 det DET the|link 6 nsubj NOUN link|between 1 prep ADP between|zinc 2 pobj NOUN zinc|and 3 cc CCONJ and|acne 3 conj NOUN acne|holds 6 ROOT VERB hold|. 6 punct PUNCT .",
    ),
    "purpose": (
        "Use {zinc} to treat <acne>.",
        "Use 0 ROOT VERB use|zinc 0 dobj NOUN zinc|to 3 aux PART to|treat 0 advcl VERB treat|acne 3 dobj NOUN acne|. 0 punct PUNCT .",
    ),
    "means": (
        "Doctors treat <acne> with {zinc}.",
        "Doctors 1 nsubj NOUN doctor|treat 1 ROOT VERB treat|acne 1 dobj NOUN acne|with 1 prep ADP with|zinc 3 pobj NOUN zinc|. 1 punct PUNCT .",
    ),
    "raising": (
        "{Zinc} seems to reduce <acne>.",
        "Zinc 1 nsubj NOUN zinc|seems 1 ROOT VERB seem|to 3 aux PART to|reduce 1 xcomp VERB reduce|acne 3 dobj NOUN acne|. 1 punct PUNCT .",
    ),
    "effect of one on the other": (
        "The effect of {zinc} on <acne> is known.",
        "The 1 det DET the|effect 7 nsubjpass NOUN effect|of 1 prep ADP of|zinc 2 pobj NOUN zinc|on 1 prep ADP on|acne 4 pobj NOUN acne|is 7 auxpass AUX be|known 7 ROOT VERB know|. 7 punct PUNCT .",
    ),
    "population": (
        "People who take {zinc} develop <acne>.",
        "People 4 nsubj NOUN people|who 2 nsubj PRON who|take 0 relcl VERB take|zinc 2 dobj NOUN zinc|develop 4 ROOT VERB develop|acne 4 dobj NOUN acne|. 4 punct PUNCT .",
    ),
}
UNIVERSAL = {
    "active": ("{Zinc} reduces <acne>.", "Zinc 1 nsubj NOUN zinc|reduces 1 root VERB reduce|acne 1 obj NOUN acne|. 1 punct PUNCT ."),
    "passive": (
        "<Acne> is caused by {dairy}.",
        "Acne 2 nsubj:pass NOUN acne|is 2 aux:pass AUX be|caused 2 root VERB cause|by 4 case ADP by|dairy 2 obl:agent NOUN dairy|. 2 punct PUNCT .",
    ),
    "preposition": (
        "{Iron} leads to <fatigue>.",
        "Iron 1 nsubj NOUN iron|leads 1 root VERB lead|to 3 case ADP to|fatigue 1 obl NOUN fatigue|. 1 punct PUNCT .",
    ),
    "copula noun": (
        "{Zinc} is a cure for <acne>.",
        "Zinc 3 nsubj NOUN zinc|is 3 cop AUX be|a 3 det DET a|cure 3 root NOUN cure|for 5 case ADP for|acne 3 nmod NOUN acne|. 3 punct PUNCT .",
    ),
    "copula adjective": (
        "{Zinc} is good for <acne>.",
        "Zinc 2 nsubj NOUN zinc|is 2 cop AUX be|good 2 root ADJ good|for 4 case ADP for|acne 2 obl NOUN acne|. 2 punct PUNCT .",
    ),
    "relative clause": (
        "{Dairy} that causes <acne> sells.",
        "Dairy 4 nsubj NOUN dairy|that 2 nsubj PRON that|causes 0 acl:relcl VERB cause|acne 2 obj NOUN acne|sells 4 root VERB sell|. 4 punct PUNCT .",
    ),
    "gerund behind a preposition": (
        "{Zinc} helps by reducing <acne>.",
        "Zinc 1 nsubj NOUN zinc|helps 1 root VERB help|by 3 mark SCONJ by|reducing 1 advcl VERB reduce|acne 3 obj NOUN acne|. 1 punct PUNCT .",
    ),
    "negation": (
        "{Zinc} does not reduce <acne>.",
        "Zinc 3 nsubj NOUN zinc|does 3 aux AUX do|not 3 advmod PART not|reduce 3 root VERB reduce|acne 3 obj NOUN acne|. 3 punct PUNCT .",
    ),
    "noun between two": (
        "The link between {zinc} and <acne> holds.",
        "The 1 det DET the|link 6 nsubj NOUN link|between 3 case ADP between|zinc 1 nmod NOUN zinc|and 5 cc CCONJ and|acne 3 conj NOUN acne|holds 6 root VERB hold|. 6 punct PUNCT .",
    ),
    "purpose": (
        "Use {zinc} to treat <acne>.",
        "Use 0 root VERB use|zinc 0 obj NOUN zinc|to 3 mark PART to|treat 0 advcl VERB treat|acne 3 obj NOUN acne|. 0 punct PUNCT .",
    ),
    "means": (
        "Doctors treat <acne> with {zinc}.",
        "Doctors 1 nsubj NOUN doctor|treat 1 root VERB treat|acne 1 obj NOUN acne|with 4 case ADP with|zinc 1 obl NOUN zinc|. 1 punct PUNCT .",
    ),
    "raising": (
        "{Zinc} seems to reduce <acne>.",
        "Zinc 1 nsubj NOUN zinc|seems 1 root VERB seem|to 3 mark PART to|reduce 1 xcomp VERB reduce|acne 3 obj NOUN acne|. 1 punct PUNCT .",
    ),
    "effect of one on the other": (
        "The effect of {zinc} on <acne> is known.",
        "The 1 det DET the|effect 7 nsubj:pass NOUN effect|of 3 case ADP of|zinc 1 nmod NOUN zinc|on 5 case ADP on|acne 1 nmod NOUN acne|is 7 aux:pass AUX be|known 7 root VERB know|. 7 punct PUNCT .",
    ),
    "population": (
        "People who take {zinc} develop <acne>.",
        "People 4 nsubj NOUN people|who 2 nsubj PRON who|take 0 acl:relcl VERB take|zinc 2 obj NOUN zinc|develop 4 root VERB develop|acne 4 obj NOUN acne|. 4 punct PUNCT .",
    ),
    "prepositional phrase hung on the wrong noun": (
        "Improvement in <acne> with {zinc} is slow.",
        "Improvement 6 nsubj NOUN improvement|in 2 case ADP in|acne 0 nmod NOUN acne|with 4 case ADP with|zinc 2 nmod NOUN zinc|is 6 cop AUX be|slow 6 root ADJ slow|. 6 punct PUNCT .",
    ),
}
TREES = [
    pytest.param(tree, id=f"{scheme}: {name}")
    for scheme, trees in (("clearnlp", CLEARNLP), ("ud", UNIVERSAL))
    for name, tree in trees.items()
]


def source_of(example, tree):
    """The tree as a doc of a foreign pipeline, its rows, and the marked text."""
    rows = [row.rsplit(" ", 4) for row in tree.split("|")]
    source = Doc(
        Vocab(), words=[row[0] for row in rows], heads=[int(row[1]) for row in rows], deps=[row[2] for row in rows],
        pos=[row[3] for row in rows], lemmas=[row[4] for row in rows],
    )  # fmt: skip
    return source, rows, parse_marks(example)


def unit_of(example, tree):
    source, rows, marked = source_of(example, tree)
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


@pytest.mark.parametrize("tree", TREES)
def test_the_claim_is_found(tree):
    unit = unit_of(*tree)
    (claim,) = analyser().claims.find(unit, {})
    assert (claim.subject.kind, claim.object.kind) == ("nutrient", "condition")
    denials = analyser().modality.denials(claim.trigger.words, analyser().modality.negations(unit))
    assert len(denials) == (" not " in tree[0])


@pytest.mark.parametrize("tree", TREES)
def test_the_tree_is_a_tree(tree):
    doc = unit_of(*tree).doc
    assert len(list(doc.sents)) == 1
    roots = [token for token in doc if token.head.i == token.i]
    assert len(roots) == 1
    assert {token.i for token in roots[0].subtree} == set(range(len(doc)))


@pytest.mark.parametrize("name", CLEARNLP)
def test_clearnlp_labels_are_told_from_universal_ones(name):
    assert is_clearnlp(source_of(*CLEARNLP[name])[0])
    assert not is_clearnlp(source_of(*UNIVERSAL[name])[0])
