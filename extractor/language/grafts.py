"""Clauses and nouns that the parser hung on the wrong word, and where they belong; `repairs` moves them."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from extractor.language.grammar import word_class
from extractor.language.recipients import Arcs
from extractor.language.tree import CONTENT, HYPHENS, NOUNS, before_comma, children, is_relative, morph

PERSON = word_class("person")


def grafts(doc: Doc) -> Iterator[Arcs]:
    """What to hang anew, one change at a time. Each is to be made before the next is asked for."""
    for token in doc:
        for mended in (_denied_amount, _content, _of_people, _quantified, _tied):
            arcs = mended(token)
            if arcs:
                yield arcs


def _denied_amount(noun: Token) -> Arcs:
    """What stands before "or no" modifies the noun behind it: "makes [little] or no difference"."""
    openers, denied = children(noun, "cc"), [child for child in children(noun, "det") if "Neg" in morph(child, "PronType")]
    if noun.dep_ != "conj" or not openers or not denied or denied[0].i != openers[0].i + 1:
        return {}
    amount = noun.doc[openers[0].i - 1]
    if amount.pos_ not in ("ADJ", "DET", "PRON") or amount.dep_ in ("amod", "det") or amount.i == amount.head.i:
        return {}
    return {noun.i: (amount.head.i, amount.dep_), amount.i: (noun.i, "amod")}


def _content(verb: Token) -> Arcs:
    """A clause with "that" which was joined to "there is" belongs to its noun: "there is no evidence [that zinc cures colds]"."""
    marks = [child for child in children(verb, "mark") if child.lower_ in CONTENT and child.i > verb.head.i]
    if verb.dep_ != "conj" or not marks or not children(verb.head, "expl") or any(c.i < marks[0].i for c in children(verb, "cc")):
        return {}
    nouns = [child for child in children(verb.head, "nsubj") if verb.head.i < child.i < marks[0].i]
    return {verb.i: (nouns[-1].i, "acl")} if nouns else {}


def _of_people(verb: Token) -> Arcs:
    """What "who" does is said of people, not of what they have or take: "[women] with gout who drank coffee"."""
    if verb.dep_ != "acl:relcl" or not verb.head.ent_type_ or not any(child.lower_ in PERSON for child in children(verb, "nsubj")):
        return {}
    people = next((word for word in verb.head.ancestors if word.pos_ in NOUNS and word.i < verb.head.i), None)
    return {verb.i: (people.i, "acl:relcl")} if people is not None and not people.ent_type_ else {}


def _quantified(verb: Token) -> Arcs:
    """A clause with "all of which" says more of what stands before its comma: "… and C, [all of which] help"."""
    owners = [child for child in children(verb, "nsubj") if any(is_relative(part) for part in children(child, "nmod"))]
    noun = before_comma(verb) if verb.dep_ in ("parataxis", "conj") and owners else None
    if noun is None or noun.pos_ not in NOUNS:
        return {}
    while noun.dep_ == "conj" and noun.head.pos_ in NOUNS:
        noun = noun.head
    return {verb.i: (noun.i, "acl:relcl")}


def _tied(verb: Token) -> Arcs:
    """What a hyphen ties to a name modifies the noun behind it: "[selenium-deficient] mice lost weight"."""
    noun = next((child for child in verb.rights if child.dep_ == "obj" and child.left_edge.i == verb.i + 1), None)
    if verb.dep_ != "csubj" or noun is None or verb.i < 2 or verb.nbor(-1).text not in HYPHENS:
        return {}
    named = {child.i: (verb.i, "obl:unmarked") for child in children(verb, "nsubj")}
    return {noun.i: (verb.head.i, "nsubj"), verb.i: (noun.i, "amod"), **named}
