"""Other pipelines' trees, put into Universal Dependencies.

Pipelines trained on OntoNotes (`en_core_web_*`) use the ClearNLP labels: prepositions govern their nouns and the copula its predicate. Only
the constructions that the frames read are converted; labels without a counterpart stay as they are.
"""

from __future__ import annotations

import numpy as np
from spacy.attrs import DEP, HEAD, LEMMA, POS, TAG
from spacy.tokens import Doc, Token

from extractor.language.repairs import mend

RENAMED = {
    "dobj": "obj", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass", "relcl": "acl:relcl", "poss": "nmod:poss",
    "prt": "compound:prt", "neg": "advmod", "dative": "iobj", "npadvmod": "obl:npmod", "nn": "compound", "ROOT": "root",
    "predet": "det:predet", "preconj": "cc:preconj", "oprd": "xcomp", "acomp": "xcomp", "attr": "xcomp", "meta": "dep", "intj": "discourse",
}  # fmt: skip


def is_clearnlp(doc: Doc) -> bool:
    """Whether a parsed doc bears ClearNLP labels."""
    return any(token.dep_ in ("pobj", "dobj", "ROOT", "nsubjpass", "attr", "acomp") for token in doc)


def copy_parse(source: Doc, target: Doc) -> None:
    """Copies the annotation of `source` onto `target` (same tokens), converted to UD where it bears ClearNLP labels, and mended."""
    heads = [token.head.i for token in source]
    labels = [token.dep_ for token in source]
    if is_clearnlp(source):
        _convert(source, heads, labels)
    pos = ["AUX" if label in ("cop", "aux", "aux:pass") else token.pos_ for token, label in zip(source, labels, strict=True)]
    strings = target.vocab.strings
    rows = [
        (strings.add(pos[i]), strings.add(token.tag_), strings.add(token.lemma_), strings.add(labels[i]), heads[i] - i)
        for i, token in enumerate(source)
    ]
    for own, other in zip(target, source, strict=True):
        own.set_morph(str(other.morph))  # type: ignore[attr-defined]
    table = np.array([row[:4] for row in rows], dtype="uint64")
    offsets = np.array([row[4] for row in rows], dtype="int64").astype("uint64")  # spaCy reads negative heads as wrapped around
    target.from_array([POS, TAG, LEMMA, DEP, HEAD], np.column_stack([table, offsets]))  # type: ignore[arg-type]
    mend(target)


def _convert(doc: Doc, heads: list[int], labels: list[str]) -> None:
    """Rewrites heads and labels in place."""
    for token in doc:
        label = token.dep_
        if label in ("prep", "agent", "dative") and token.pos_ in ("ADP", "SCONJ", "PART", "VERB"):
            _invert_preposition(token, heads, labels)
    for token in doc:
        if token.lemma_ == "be" and token.dep_ not in ("aux", "auxpass"):
            _invert_copula(token, heads, labels)
    for i, label in enumerate(labels):
        labels[i] = RENAMED.get(label, label)


def _invert_preposition(token: Token, heads: list[int], labels: list[str]) -> None:
    objects = [child for child in token.children if child.dep_ in ("pobj", "pcomp", "prep")]
    if not objects:
        return
    noun, governor = objects[0], token.head
    heads[noun.i] = heads[token.i]
    clausal = noun.dep_ == "pcomp"
    nominal = governor.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "DET")
    if token.dep_ == "agent":
        labels[noun.i] = "obl:agent"
    elif clausal:
        labels[noun.i] = "acl" if nominal else "advcl"
    else:
        labels[noun.i] = "nmod" if nominal else "obl"
    heads[token.i], labels[token.i] = noun.i, "mark" if clausal else "case"


def _invert_copula(be: Token, heads: list[int], labels: list[str]) -> None:
    predicates = [child for child in be.children if child.dep_ in ("attr", "acomp")]
    if not predicates:
        return
    predicate = predicates[0]
    heads[predicate.i] = predicate.i if heads[be.i] == be.i else heads[be.i]
    labels[predicate.i] = be.dep_
    for i, head in enumerate(heads):
        if head == be.i and i not in (predicate.i, be.i):
            heads[i] = predicate.i
    heads[be.i], labels[be.i] = predicate.i, "cop"
