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
UNIVERSAL = {
    "obj", "iobj", "obl", "cop", "fixed", "flat", "root", "discourse", "vocative", "dislocated", "list", "orphan", "reparandum", "goeswith",
}  # fmt: skip


def is_clearnlp(doc: Doc) -> bool:
    """Whether a parsed doc bears ClearNLP labels, or none that tell; such trees are much the same in both."""
    return not any(token.dep_ in UNIVERSAL or ":" in token.dep_ for token in doc)


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
        if token.dep_ in ("prep", "agent", "dative") and token.pos_ in ("ADP", "SCONJ", "PART", "VERB"):
            _invert_preposition(token, heads, labels)
    for token in doc:
        if token.lemma_ == "be" and token.dep_ not in ("aux", "auxpass"):
            _invert_copula(token, heads, labels)
        elif token.dep_ == "aux" and token.pos_ == "PART":
            labels[token.i] = "mark"
            if token.head.dep_ == "relcl":
                labels[token.head.i] = "acl"  # "a way to treat acne"
        elif token.dep_ == "ccomp":
            _raise_object(token, heads, labels)
        elif token.dep_ == "conj":
            _coordinate(token, heads)
    for i, label in enumerate(labels):
        labels[i] = RENAMED.get(label, label)


def _invert_preposition(token: Token, heads: list[int], labels: list[str]) -> None:
    objects = [child for label in ("pobj", "pcomp", "prep") for child in token.children if child.dep_ == label]
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
    for child in objects[1:]:
        if child.dep_ == "pcomp" and child.pos_ == "ADP":
            labels[child.i] = "fixed"  # "due to", "because of"
    for child in token.lefts:
        if child.dep_ == "amod" and child.i == token.i - 1:  # "such as"
            heads[child.i], labels[child.i] = noun.i, "case"
            heads[token.i], labels[token.i] = child.i, "fixed"


def _invert_copula(be: Token, heads: list[int], labels: list[str]) -> None:
    predicates = [child for child in be.children if child.dep_ in ("attr", "acomp")]
    if any(child.dep_ == "expl" for child in be.children):
        for child in predicates:
            labels[child.i] = "nsubj"  # "there is a link"
        return
    # "was due to", "is behind": the noun of the phrase, which has taken the place of its preposition
    predicates += [token for token in be.doc[be.i + 1 :] if heads[token.i] == be.i and labels[token.i] == "obl"]
    if not predicates:
        return
    predicate = predicates[0]
    heads[predicate.i] = predicate.i if heads[be.i] == be.i else heads[be.i]
    labels[predicate.i] = be.dep_
    for i, head in enumerate(heads):
        if head == be.i and i not in (predicate.i, be.i):
            heads[i] = predicate.i
    heads[be.i], labels[be.i] = predicate.i, "cop"


def _raise_object(predicate: Token, heads: list[int], labels: list[str]) -> None:
    """What a small clause or an infinitive is said of is the object of the verb before it: "makes acne worse", "helps the skin heal"."""
    subjects = [child for child in predicate.children if child.dep_ == "nsubj" and child.i > predicate.head.i]
    modal = any(child.dep_ == "aux" and child.pos_ != "PART" for child in predicate.children)
    if subjects and (predicate.pos_ == "ADJ" or ("Inf" in predicate.morph.get("VerbForm", []) and not modal)):
        heads[subjects[0].i], labels[subjects[0].i] = predicate.head.i, "obj"
        labels[predicate.i] = "xcomp"


def _coordinate(conjunct: Token, heads: list[int]) -> None:
    """All conjuncts hang from the first instead of each from the one before it, and a conjunction from the conjunct behind it."""
    before = conjunct.head
    for child in before.rights:
        if child.dep_ == "cc" and child.i < conjunct.i:
            heads[child.i] = conjunct.i
    first = before
    while first.dep_ == "conj":
        first = first.head
    if heads[conjunct.i] == before.i:
        heads[conjunct.i] = first.i
