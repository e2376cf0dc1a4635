"""How far a cue reaches: its verb phrase, complement clause or noun phrase, read from the tree (contract, "Certainty").

After the scopes of the BioScope corpus (Vincze et al. 2008): from the cue over what it modifies, without the clauses that stand on
their own.
"""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Span, Token

from extractor.language.tree import SUBJECTS, base, children, is_finite, is_verbal, preposition

Reach = Literal["auto", "predicate", "complement", "phrase", "clause", "sentence"]

_MODIFIES = frozenset({"aux", "aux:pass", "advmod", "cop", "discourse", "obl", "obl:unmarked", "cc:preconj"})
_NOMINAL = frozenset({"amod", "det", "nummod", "det:predet", "compound", "nmod", "advmod:emph"})


def scope_of(cue: Span, reach: Reach = "auto") -> set[int]:
    """Token indices that a cue covers, itself included. `auto` tells the way from the cue's place in the tree."""
    doc = cue.doc
    own = {token.i for token in cue}
    if reach == "sentence":
        return set(range(len(doc)))
    head = cue.root
    if reach == "auto":
        reach = _kind(head)
    if reach == "clause":
        return own | _subtree(head.head if head.dep_ in ("mark", "advmod", "cc", "case") else head)
    if reach == "phrase":
        noun = head.head if head.dep_ in _NOMINAL or head.dep_ == "advmod" else head
        return own | _subtree(noun)
    if reach == "predicate":
        governor = head.head if head.dep_ in _MODIFIES or head.dep_ == "parataxis" else head
        return own | predicate_scope(governor)
    return own | complement_scope(head)


def _kind(head: Token) -> Reach:
    if head.dep_ == "mark":
        return "clause"
    if head.dep_ in ("amod", "det", "nummod", "det:predet"):
        return "phrase"
    if head.dep_ == "advmod" and head.head.pos_ in ("NOUN", "PROPN", "NUM", "DET"):
        return "phrase" if not children(head.head, "cop") else "predicate"
    if head.dep_ in ("aux", "aux:pass", "advmod", "discourse", "cop"):
        return "predicate"
    if head.dep_ in ("obl", "obl:unmarked") and head.pos_ != "VERB":
        return "predicate"
    if head.dep_ == "parataxis" and is_verbal(head):
        return "predicate"
    return "complement"


def predicate_scope(head: Token) -> set[int]:
    """A predicate with what it governs, without clauses of their own; of its subject the noun phrase alone."""
    inside = {head.i}
    for child in head.children:
        label = child.dep_
        if label in SUBJECTS:
            inside |= _phrase(child)
        elif label == "conj":
            if _shares(head, child):
                inside |= predicate_scope(child)
        elif label == "advcl":
            if not children(child, "mark") or preposition(child) in ("to", "by", "in", "for", "through"):
                inside |= predicate_scope(child)
        elif label in ("parataxis", "acl:relcl", "advcl:relcl", "list"):
            continue
        elif label in ("xcomp", "ccomp", "obj", "obl", "obl:agent", "acl"):
            inside |= predicate_scope(child)
        else:
            inside |= _phrase(child)
    return inside


def complement_scope(head: Token) -> set[int]:
    """What a verb, adjective or noun takes as its content: "suggest that …", "a possibility that …", "likely to …", "thought to …"."""
    inside = {head.i}
    content = children(head, "ccomp", "xcomp", "csubj", "csubj:pass", "acl", "obj", "advcl", "nmod", "conj")
    for child in content:
        verbs = is_verbal(child) and is_verbal(head)
        if child.dep_ == "conj" and not (verbs and _shares(head, child)) and (is_verbal(child) or child.pos_ != head.pos_):
            continue
        if child.dep_ == "advcl" and preposition(child) not in ("to", "that"):
            continue
        inside |= predicate_scope(child)
    if head.dep_ == "xcomp" or (head.pos_ == "ADJ" and children(head, "cop")):
        # "a link is possible", "seems likely": the subject is the content
        owner = head.head if head.dep_ == "xcomp" else head
        for subject in children(owner, *SUBJECTS):
            inside |= _phrase(subject)
    if is_verbal(head):
        for subject in children(head, "nsubj:pass"):
            inside |= _phrase(subject)  # "a link is suspected"
    if head.dep_ in ("amod", "compound"):
        inside |= _phrase(head.head)
    return inside


def _shares(head: Token, other: Token) -> bool:
    """Whether a conjunct stands under the first verb's auxiliaries and adverbs: no subject and no tense of its own."""
    if children(other, *SUBJECTS, "aux", "aux:pass"):
        return False
    if "Fin" in head.morph.get("VerbForm", []):
        return True
    own_tense = is_finite(other) and not children(other, "aux")
    return not (own_tense and is_finite(head) and children(head, "aux"))


def _subtree(head: Token) -> set[int]:
    return {token.i for token in head.subtree}


def _phrase(head: Token) -> set[int]:
    """A phrase without the clauses that hang on it."""
    inside = {head.i}
    for child in head.children:
        if child.dep_ in ("acl:relcl", "advcl:relcl", "parataxis", "advcl") or (base(child.dep_) == "conj" and is_verbal(child)):
            continue
        inside |= _phrase(child)
    return inside
