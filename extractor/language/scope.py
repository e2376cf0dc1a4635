"""How far a cue reaches: its verb phrase, complement clause or noun phrase, read from the tree (contract, "Certainty").

After the scopes of the BioScope corpus (Vincze et al. 2008): from the cue over what it modifies, without the clauses that stand on
their own.
"""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Span, Token

from extractor.language.tree import CONTENT, SUBJECTS, base, children, is_finite, is_relative, is_verbal, morph, objects_of, prepositions

Reach = Literal["auto", "predicate", "complement", "phrase", "clause", "conditional", "sentence"]

_MODIFIES = frozenset({"aux", "aux:pass", "advmod", "cop", "discourse", "obl", "obl:unmarked", "cc:preconj"})
_NOMINAL = frozenset({"amod", "det", "nummod", "det:predet", "compound", "nmod", "advmod:emph"})


def scope_of(cue: Span, reach: Reach = "auto") -> set[int]:
    """Token indices that a cue covers, itself included. `auto` tells the way from the cue's place in the tree."""
    own = {token.i for token in cue}
    if reach == "sentence":
        return set(range(len(cue.doc)))
    return own | {i for i in _reached(cue, reach) if not cue.doc[i].is_punct}


def _reached(cue: Span, reach: Reach) -> set[int]:
    head = cue.root
    if reach == "auto":
        reach = _kind(head)
    if reach == "predicate":
        beside = head.dep_ == "nmod" and children(head.head, "cop")  # "is by no means a cure"
        governor = head.head if beside or head.dep_ in _MODIFIES or head.dep_ in ("parataxis", "cc") else head
        return predicate_scope(governor)
    if reach == "phrase":
        return noun_phrase(head.head if head.dep_ in _NOMINAL or head.dep_ == "advmod" else head)
    if head.dep_ == "cc" and not is_verbal(head.head):
        return noun_phrase(head.head)  # "sugar rather than fat"
    if reach in ("clause", "conditional"):
        clause = head.head if head.dep_ in ("mark", "advmod", "cc", "case") else head
        inside = _subtree(clause)
        return inside | predicate_scope(clause.head) if reach == "conditional" else inside
    aside = _aside(head)
    if aside is not None:
        return predicate_scope(aside)
    opened = [token.head for token in cue if token.dep_ == "mark" or (token.dep_ == "case" and len(cue) > 1 and token.head not in cue)]
    content = {i for word in opened for i in predicate_scope(word)}  # "far from causing acne", "far from a cure"
    return content | {i for token in cue for i in complement_scope(token)}


def _kind(head: Token) -> Reach:
    if head.dep_ == "mark":
        return "clause"
    if head.dep_ in ("amod", "det", "nummod", "det:predet"):
        return "phrase"
    if head.dep_ == "advmod" and head.head.pos_ in ("NOUN", "PROPN", "NUM", "DET"):
        return "phrase" if not children(head.head, "cop") else "predicate"
    if head.dep_ in ("aux", "aux:pass", "advmod", "discourse", "cop") or head.pos_ == "AUX":
        return "predicate"
    if head.dep_ in ("obl", "obl:unmarked") and head.pos_ != "VERB":
        return "predicate"
    if head.dep_ in ("parataxis", "cc") and is_verbal(head.head if head.dep_ == "cc" else head):
        return "predicate"  # "…, nor will it cure acne"
    return "complement"


def _aside(verb: Token) -> Token | None:
    """The predicate that a verb apart between commas comments on: "the rash, doctors suspect, comes from nickel", "… , guaranteed"."""
    if not is_verbal(verb) or children(verb, "ccomp", "xcomp", "obj") or verb.head.i == verb.i:
        return None
    if not children(verb, *SUBJECTS) and (verb.n_rights or any(child.dep_ != "punct" for child in verb.children)):
        return None
    words = [token.i for token in verb.subtree if not token.is_punct]
    before, after = words[0] - 1, words[-1] + 1
    if before < 0 or not verb.doc[before].is_punct or (after < len(verb.doc) and not verb.doc[after].is_punct):
        return None
    governor = verb.head
    while governor.head.i != governor.i and not children(governor, "cop") and (not is_verbal(governor) or governor.dep_ == "conj"):
        governor = governor.head
    return governor


def predicate_scope(head: Token) -> set[int]:
    """A predicate with what it governs, without clauses of their own; of its subject the noun phrase alone."""
    inside = {head.i}
    verbal = is_verbal(head)
    for child in head.children:
        label = child.dep_
        if label in SUBJECTS:
            # "there is not any proof that …": what is said to be there is all that is said
            inside |= predicate_scope(child) if children(head, "expl") else _phrase(child, clauses=("acl",))
        elif label == "conj":
            predicates = verbal or bool(children(head, "cop"))
            if _shares(head, child) and (predicates or not is_verbal(child)):
                inside |= predicate_scope(child)
        elif label == "advcl":
            if not is_finite(child) and not children(child, *SUBJECTS):
                inside |= predicate_scope(child)
        elif label in ("mark", "cc", "parataxis", "acl:relcl", "advcl:relcl", "list"):
            continue
        elif label == "obj" and verbal and child not in objects_of(head):
            continue  # the last word of a clause before, drawn in by mistake
        elif label in ("xcomp", "ccomp", "obj", "obl", "obl:agent", "acl"):
            inside |= predicate_scope(child)
        else:
            inside |= _phrase(child)
    return inside


def noun_phrase(noun: Token) -> set[int]:
    """A noun with what modifies it; of its conjuncts those without a determiner or adjective of their own."""
    inside = {noun.i}
    for child in noun.children:
        apart = child.dep_ == "conj" and not (is_verbal(noun) and _shares(noun, child))  # "that zinc cures or prevents colds"
        apart = apart and bool(is_verbal(child) or children(child, "det", "amod", *SUBJECTS))
        if not apart and child.dep_ not in (*SUBJECTS, "cop", "aux", "advcl", "parataxis", "acl:relcl", "advcl:relcl"):
            inside |= noun_phrase(child)
    return inside


def complement_scope(head: Token) -> set[int]:
    """What a verb, adjective or noun takes as its content: "suggest that …", "a possibility that …", "likely to …", "thought to …"."""
    inside = {head.i}
    content = children(head, "ccomp", "xcomp", "csubj", "csubj:pass", "acl", "obj", "advcl", "nmod", "conj")
    content += [child for child in children(head, "obl") if "as" in prepositions(child)]  # "points to sugar as the culprit"
    content += [child for child in children(head, "acl:relcl") if _is_whole(child)]
    for child in content:
        if child.dep_ == "acl" and is_finite(child) and not children(child, "mark"):
            continue
        verbs = is_verbal(child) and is_verbal(head)
        if child.dep_ == "conj" and not (verbs and _shares(head, child)) and (is_verbal(child) or child.pos_ != head.pos_):
            continue
        if child.dep_ == "advcl" and not any(name in CONTENT for name in prepositions(child)):
            continue
        for clause in (child, *(other for other in children(child, "conj") if "that" in prepositions(other))):
            inside |= predicate_scope(clause)
    if head.dep_ == "xcomp" or (head.pos_ == "ADJ" and children(head, "cop")):
        # "a link is possible", "seems likely": the subject is the content
        owner = head.head if head.dep_ == "xcomp" else head
        for subject in children(owner, *SUBJECTS):
            inside |= _phrase(subject)
    if is_verbal(head):
        for subject in children(head, "nsubj:pass"):
            inside |= _phrase(subject)  # "a link is suspected"
        inside |= {child.i for child in children(head, "aux", "aux:pass")}
    if head.dep_ in ("amod", "compound"):
        inside |= _phrase(head.head)
    return inside


def _is_whole(clause: Token) -> bool:
    """Whether a clause has all that a relative pronoun could stand for, and so is none: "scant proof [it aids digestion]"."""
    return bool(children(clause, *SUBJECTS) and children(clause, "obj")) and not any(map(is_relative, clause.children))


def _shares(head: Token, other: Token) -> bool:
    """Whether a conjunct stands under the first verb's auxiliaries and adverbs: no subject, no tense and no adverb of its own."""
    if children(other, *SUBJECTS, "aux", "aux:pass"):
        return False
    if "Fin" in morph(head, "VerbForm"):
        return not any(child.i < other.i for child in children(other, "advmod"))
    own_tense = is_verbal(other) and is_finite(other) and not children(other, "aux")
    return not (own_tense and is_finite(head) and children(head, "aux"))


def _subtree(head: Token) -> set[int]:
    return {token.i for token in head.subtree}


def _phrase(head: Token, clauses: tuple[str, ...] = ()) -> set[int]:
    """A phrase without the clauses that hang on it, among them those with one of the labels `clauses`."""
    inside = {head.i}
    for child in head.children:
        if child.dep_ in (*clauses, "acl:relcl", "advcl:relcl", "parataxis", "advcl") or (base(child.dep_) == "conj" and is_verbal(child)):
            continue
        inside |= _phrase(child, clauses)
    return inside
