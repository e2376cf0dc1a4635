"""People and what they took or were given: where a participle right behind them hangs, whatever the parser made of it.

"Fewer colds in women given zinc", "women given zinc had fewer colds": of all that trial reports say this is parsed worst.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from extractor.language.tree import SUBJECTS, base, children, morph

Arcs = dict[int, tuple[int, str]]  # new heads and labels of tokens
PARTICIPLES = frozenset({"Part", "Ger"})


def recipient_arcs(doc: Doc) -> Iterator[Arcs]:
    """What to hang anew, one change at a time. Each is to be made before the next is asked for."""
    for verb in doc[1:]:
        finite = _verb_behind(verb)
        if finite is not None:
            yield _lowered(verb, finite)
        people = verb.nbor(-1)
        if PARTICIPLES.isdisjoint(morph(verb, "VerbForm")) or people.pos_ not in ("NOUN", "PRON", "PROPN"):
            continue
        if base(people.dep_) in ("obl", "nmod", "nsubj") and not children(verb, "mark", "aux"):
            arcs = _said_of(people, verb)
            if arcs:
                yield arcs


def _said_of(people: Token, verb: Token) -> Arcs:
    """The arcs that make a participle tell of the people right before it; none if it does, or is no participle of theirs.

    It was hung on the word that the people hang from, on one behind it, or on what they took, and that on the verb of the clause.
    """
    own = (people.i, "acl")
    taken = [child for child in verb.rights if child.dep_ == "obj"]
    if verb.dep_ == "advcl" and taken and people.head != verb and verb.head in (people, people.head) and children(people, "case"):
        return {verb.i: own}
    if (verb.dep_ == "amod" and _is_second_subject(verb.head, people)) or _is_preposition(verb):
        return {verb.i: own, verb.head.i: (verb.i, "obj")}
    if verb.dep_ == "acl" and verb.head.i > verb.i:
        return {verb.i: own}
    if verb.dep_ == "acl" and not taken:
        behind = [child for child in people.head.children if _is_second_subject(child, people) and child.left_edge.i == verb.i + 1]
        return {child.i: (verb.i, "obj") for child in behind}
    return {}


def _is_second_subject(noun: Token, people: Token) -> bool:
    """Whether a noun behind people was taken for the subject of their own verb, or of themselves: "[those] given [corn oil]"."""
    return noun.i > people.i and noun.dep_ == "nsubj" and (noun.head == people or (noun.head == people.head and people.dep_ == "nsubj"))


def _is_preposition(verb: Token) -> bool:
    """Whether a past participle was taken for the only preposition of the noun behind it: "was reported by women [given] zinc"."""
    noun = verb.head
    return verb.dep_ == "case" and "Past" in morph(verb, "Tense") and children(noun, "case") == [verb] and noun.left_edge == verb


def _verb_behind(participle: Token) -> Token | None:
    """The finite verb of a clause at whose head a participle of its subject was put, with nothing but that one's phrases between."""
    if participle.pos_ != "VERB" or "Past" not in morph(participle, "Tense"):
        return None
    subjects = children(participle, "nsubj", "nsubj:pass")
    if not subjects or subjects[-1].right_edge.i != participle.i - 1 or children(participle, "aux:pass"):
        return None
    verb = next((child for child in participle.rights if child.dep_ in ("aux", "parataxis") and child.pos_ in ("VERB", "AUX")), None)
    if verb is None or "Fin" not in morph(verb, "VerbForm") or (verb.dep_ == "parataxis" and children(verb, *SUBJECTS)):
        return None
    return None if any(token.is_punct and token.text != "-" for token in participle.doc[participle.i : verb.i]) else verb


def _lowered(participle: Token, verb: Token) -> Arcs:
    """The arcs that put a verb at the head of its clause, in the place of a participle of its subject."""
    subject = children(participle, "nsubj", "nsubj:pass")[-1]
    arcs = {child.i: (verb.i, child.dep_) for child in participle.children if child.i > verb.i or child.dep_ in ("punct", "mark")}
    arcs[verb.i] = (verb.i if participle.head == participle else participle.head.i, participle.dep_)
    arcs[subject.i], arcs[participle.i] = (verb.i, "nsubj"), (subject.i, "acl")
    return arcs
