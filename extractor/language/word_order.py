"""What stands around a trigger by word order alone, for where the tree has hung a phrase on the wrong word.

Which word a prepositional phrase belongs to is what parsers get wrong most often; which noun the preposition itself opens they nearly
always get right. So a phrase that the tree does not give a trigger is read off behind it, as far as nothing but noun phrases stand between.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from spacy.tokens import Token

from extractor.language.tree import STANDARD, Groups, children, morph
from extractor.report import EXPOSURE_KINDS

MOST = 30  # tokens between a trigger and a phrase that is still read as its own
OPENERS = frozenset("(:")
ENDS = frozenset(";:.!?–—")


def prepositional(words: Sequence[Token], names: Collection[str], near: bool = False) -> dict[str, Groups]:
    """For each of the prepositions that stands behind the trigger: what it opens, as slots have it.

    Args:
        near: no comma, no participle and no "than" may stand between.
    """
    found: dict[str, Groups] = {}
    if words[0].dep_ == "amod" and not near:
        return found  # "protective effects against": what follows belongs to the noun
    for token in _behind(max(words, key=lambda word: word.i)):
        if near and (token.text == "," or token.pos_ == "VERB" or token.lower_ in STANDARD):
            break
        name = token.lower_
        compared = token.nbor(-1).lower_ in STANDARD
        if name in names and name not in found and token.dep_ in ("case", "mark") and token.head.i > token.i and not compared:
            acts = token.dep_ == "mark" and bool(children(token.head, "obj"))  # "since [cows] eat grass": before the verb stands who acts
            between = () if acts else token.doc[token.i + 1 : token.head.i]
            nouns = [other for other in between if other.pos_ in ("NOUN", "PROPN")]
            found[name] = [[*nouns, token.head]]
    return found


def listed(noun: Token) -> Groups:
    """What brackets or a colon behind a noun phrase name: "the usual culprits behind acne (milk, eggs)", "common triggers: milk, eggs"."""
    doc = noun.doc
    for token in doc[noun.i + 1 : noun.i + 1 + MOST]:
        if token.text in OPENERS:
            ends = ")" if token.text == "(" else ENDS  # "wreckers: sweeteners: they kill bacteria" names the sweeteners
            close = next((other.i for other in doc[token.i + 1 :] if other.text in ends), len(doc))
            named = [other for other in doc[token.i + 1 : close] if other.pos_ in ("NOUN", "PROPN") or other.ent_type_]
            return [named] if named else []
        # "gut wreckers: sweeteners: they …": an item with its lead-in, whose colon is left out
        other = token.pos_ in ("VERB", "AUX") or token.ent_type_ in EXPOSURE_KINDS
        if token.is_punct or (other and not noun.is_ancestor(token)):
            break
    return []


def correlative(head: Token) -> tuple[list[Token], list[Token]] | None:
    """The nouns of either half of "the more …, the less …" whose first comparative this is; None if it is none."""
    doc = head.doc
    if not _compares(head):
        return None  # most words; no need to look at the others
    comparatives = [token.i for token in doc if _compares(token)]
    if len(comparatives) < 2 or head.i != comparatives[0]:
        return None
    second = comparatives[1] if doc[comparatives[1] - 2].is_punct else comparatives[-1]
    nouns = [token for token in doc[head.i :] if token.pos_ in ("NOUN", "PROPN", "VERB", "ADJ")]
    return [token for token in nouns if token.i < second], [token for token in nouns if token.i > second]


def _compares(token: Token) -> bool:
    return token.i > 0 and "Cmp" in morph(token, "Degree") and "Def" in morph(token.nbor(-1), "Definite")


def _behind(last: Token) -> Iterator[Token]:
    """The tokens behind a trigger, up to the verb or the opener of the next clause."""
    for token in last.doc[last.i + 1 : last.i + 1 + MOST]:
        if token.text in ENDS or (token.pos_ in ("VERB", "AUX") and not _modifies(token)):
            return
        if token.pos_ == "CCONJ" and token.head.dep_ == "conj" and token.head.head.is_ancestor(last) and token.head.head != last:
            return  # "tastes good and results in acne" with "results" read as a noun
        yield token
        if (token.dep_ == "mark" and not token.head.ent_type_) or (token.pos_ in ("PRON", "DET") and "Rel" in morph(token, "PronType")):
            return


def _modifies(verb: Token) -> bool:
    """Whether a verb is a participle beside its noun ("increased risk", "diets enriched with zinc")."""
    return verb.dep_ in ("amod", "compound", "acl") and "Fin" not in morph(verb, "VerbForm")
