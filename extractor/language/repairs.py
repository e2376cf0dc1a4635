"""Slips that the parser makes often enough to mend: arguments hung on the wrong word.

`tests/language/test_repairs.py` has a sentence for each.
"""

from __future__ import annotations

from spacy.tokens import Token

from extractor.language.tree import SUBJECTS, base, children, objects_of


def own_subjects(verb: Token) -> list[Token]:
    """A verb's own subject: the nearest of several, or what the parser took for a fronted object, a slip of the tongue or an address."""
    own = children(verb, *SUBJECTS)
    if len(own) > 1:
        own = [child for child in own if child.i < verb.i][-1:] or own[:1]
    if verb.pos_ != "VERB":
        return own
    if base(verb.dep_).lower() in ("root", "conj", "ccomp", "parataxis", "advcl"):
        own = own + [child for child in children(verb, "obj") if child.i < verb.i and child not in objects_of(verb)]
    if own:
        return own
    stray = children(verb, "reparandum", "dislocated", "vocative", "dep")
    return [child for child in stray if child.i < verb.i and child.pos_ in ("NOUN", "PROPN")]


def objects_of_governor(verb: Token) -> list[Token]:
    """The objects of an infinitive that hang on the verb before it: "failed to slow cataracts"."""
    return [child for child in objects_of(verb.head) if child.i > verb.i] if verb.dep_ == "xcomp" else []


def shared_modifier(noun: Token, before: list[Token]) -> list[Token]:
    """The nouns before a noun, with the first of two where only the second was seen to belong to it: "the B12 and eczema link"."""
    if before and noun.dep_ == "conj" and not children(noun, "det", "nmod:poss"):
        return [noun.head, *before]
    return before
