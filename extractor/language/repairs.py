"""Slips that parsers make often enough to mend, the shipped one and others: arguments hung on the wrong word.

`tests/language/test_repairs.py` has a sentence for each.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy.attrs import DEP, HEAD
from spacy.tokens import Doc, MorphAnalysis, Token

from extractor.language.grafts import grafts
from extractor.language.grammar import word_class
from extractor.language.lemmas import is_verb, lemma
from extractor.language.recipients import Arcs, recipient_arcs
from extractor.language.tree import (
    CONTENT,
    HYPHENS,
    MEANS,
    NOUNS,
    RAISING,
    SUBJECTS,
    base,
    before_comma,
    children,
    is_relative,
    morph,
    objects_of,
    preposition,
)
from extractor.report import EXPOSURE_KINDS, OBJECT_KINDS

LISTED = SUBJECTS | {"obj", "obl", "nmod", "amod", "compound"}  # relations whose later conjuncts the parser may hang beside the first
LINKING = word_class("linking")
CLAUSES = ("root", "conj", "advcl", "acl", "ccomp", "xcomp", "csubj", "parataxis")  # what a clause may be to another word
NOMINALS = (*NOUNS, "PRON")
PARTICLES = ("compound:prt", "advmod")
CLAUSAL = ("punct", "advcl", "parataxis", "obl", "ccomp")  # what hangs on a clause's head, and on a noun only as its predicate


def mend(doc: Doc) -> None:
    """Mends the tree of one sentence, in place, before anything is read off it."""
    free_verbs(doc)
    free_imperative(doc)
    hang_terms(doc)
    hang_conjuncts(doc)
    hang_relative_conjuncts(doc)
    hang_between(doc)
    hang_compounds(doc)
    hang_names(doc)
    hang_comparatives(doc)
    hang_infinitives(doc)
    hang_appositions(doc)
    hang_participles(doc)
    hang_sources(doc)
    for arcs in grafts(doc):
        _rehang(doc, arcs)
    for arcs in recipient_arcs(doc):
        _rehang(doc, arcs)
    hang_prepositions(doc)
    hang_second_phrases(doc)
    relabel(doc)
    retag(doc)


def free_verbs(doc: Doc) -> None:
    """Makes the verb behind an auxiliary the head of its clause where it was hung on its object, in place: "zinc may [mend fatigue]".

    A noun has an auxiliary only beside a copula, and a noun's modifier has none. So the auxiliary is the verb's, be it that it hangs on one
    of them or that, as a modal, it was taken for the head of the clause.
    """
    for verb in doc:
        noun = verb.head
        if verb.dep_ not in ("compound", "amod") or noun.i < verb.i:
            continue
        auxiliary = _auxiliary_before(verb)
        if auxiliary is None or children(noun, "cop"):
            continue
        if auxiliary.dep_ == "aux" and auxiliary.head in (verb, noun):
            top = noun
        elif _is_modal(auxiliary) and not noun.is_ancestor(auxiliary):
            top = auxiliary
        else:
            continue
        arcs = {}
        for child in (*top.children, *noun.children):
            if child.i < verb.i or child.dep_ in CLAUSAL:
                arcs[child.i] = (verb.i, "nsubj" if child.dep_ == "compound" else child.dep_)
        opener = "advcl" if any(child.dep_ == "mark" for word in (verb, top) for child in word.lefts) else "parataxis"
        label = top.dep_ if base(top.dep_).lower() in CLAUSES else opener
        arcs[verb.i] = (verb.i if top.head == top else top.head.i, label)
        arcs[noun.i], arcs[auxiliary.i] = (verb.i, "obj"), (verb.i, "aux")
        _rehang(doc, arcs)
        verb.pos_ = "VERB"


def free_imperative(doc: Doc) -> None:
    """Makes a comparative that begins a heading its verb where it can be one, in place: "[Lower] cholesterol with oats".

    What is behind says by what means, and the noun has nothing else before it.
    """
    verb, noun = doc[0], doc[0].head
    if verb.ent_type_ or verb.dep_ != "amod" or noun.head != noun or "Cmp" not in morph(verb, "Degree") or not is_verb(verb.lower_):
        return
    means = [child for child in children(noun, "nmod") if preposition(child) in MEANS]
    if not means or children(noun, "cop", "aux", *SUBJECTS):
        return
    arcs = {child.i: (verb.i, child.dep_) for child in noun.rights if child.dep_ in CLAUSAL}
    _rehang(doc, {**arcs, verb.i: (verb.i, "ROOT"), noun.i: (verb.i, "obj"), means[0].i: (verb.i, "obl")})
    verb.pos_ = "VERB"


def _auxiliary_before(verb: Token) -> Token | None:
    """The auxiliary right before a word, but for adverbs and "not"; in a question none, where the subject comes between."""
    if verb.doc[-1].text == "?":
        return None
    for token in reversed(verb.doc[1 : verb.i]):  # one that begins the sentence asks as well: "Can red meat cause gout"
        if token.pos_ not in ("ADV", "PART"):
            return token if token.pos_ == "AUX" else None
    return None


def _is_modal(auxiliary: Token) -> bool:
    """Whether an auxiliary is a modal: finite, and the same in all persons."""
    return "Fin" in morph(auxiliary, "VerbForm") and not morph(auxiliary, "Person")


def hang_terms(doc: Doc) -> None:
    """Makes the noun of a condition its head where its participle was read as a verb, in place: "vitamins for [thinning hair]"."""
    for term in doc.ents:
        verb, noun = term[0], term[-1]
        if len(term) != 2 or term.label_ != "condition" or noun.head != verb or noun.dep_ != "obj" or "Fin" in morph(verb, "VerbForm"):
            continue
        _give_way(verb, noun, {"acl": "nmod", "advcl": "obl"}.get(verb.dep_, verb.dep_), children(verb, "mark"))


def hang_conjuncts(doc: Doc) -> None:
    """Hangs on the first part of a list what hangs beside it, in place: "the link between low income and heart disease".

    A word with a conjunction of its own is no second subject, object or modifier of the word that both hang from.
    """
    for token in doc:
        openers = [child for child in token.lefts if child.dep_ == "cc"]
        if not openers or token.dep_ not in LISTED:
            continue
        side = token.head.lefts if token.i < token.head.i else token.head.rights
        before = [other for other in side if other.dep_ == token.dep_ and other.i < openers[0].i]
        if before:
            _rehang(doc, {token.i: (before[-1].i, "conj")})


def hang_relative_conjuncts(doc: Doc) -> None:
    """Hangs on the verb of a relative clause the verb that "and" joins to it, in place: "…, which harms cells and [plays] a role".

    A verb of the main clause would have a comma before its "and", as the relative clause has one before it.
    """
    for verb in doc:
        openers = [child for child in verb.lefts if child.dep_ == "cc"]
        if verb.dep_ != "conj" or verb.pos_ != "VERB" or not openers or openers[0].i == 0 or children(verb, *SUBJECTS, "aux"):
            continue
        last = openers[0].nbor(-1)
        ended = [word for word in (last, *last.ancestors) if word.right_edge.i == last.i and verb.head.is_ancestor(word)]
        clauses = [word for word in ended if base(word.dep_) in ("acl", "advcl") and word.dep_.endswith("relcl")]
        clause = max((word for word in clauses if before_comma(word) is not None), key=lambda word: word.i, default=None)
        if clause is not None and "Fin" in morph(clause, "VerbForm") and "Fin" in morph(verb, "VerbForm"):
            _rehang(doc, {verb.i: (clause.i, "conj")})


def hang_between(doc: Doc) -> None:
    """Hangs the second thing that a relation is between on the first, in place: "a link between [flare-ups of psoriasis] and [gluten]".

    There are always two: where the noun behind the preposition has no conjunct, the "and" is not that of a word below it.
    """
    for noun in doc:
        if preposition(noun) != "between" or children(noun, "conj"):
            continue
        lower = [word for word in noun.subtree if word.dep_ == "conj" and word.i > noun.i and children(word, "cc")]
        if lower:
            _rehang(doc, {lower[-1].i: (noun.i, "conj")})


def hang_compounds(doc: Doc) -> None:
    """Makes what stands before a noun in its very role its modifier, in place: "by [vitamin A] deficiency", "had [lower] blood sugar"."""
    for noun in doc[1:]:
        if noun.dep_ not in ("obj", "obl", "obl:agent", "nmod") or noun.pos_ != "NOUN" or children(noun, "case", "det", "nmod:poss", "cc"):
            continue
        while (sibling := _before_in_its_role(noun)) is not None:
            outer = {child.i: (noun.i, child.dep_) for child in children(sibling, "case", "det", "nmod:poss")}
            _rehang(doc, {sibling.i: (noun.i, "amod" if sibling.pos_ == "ADJ" else "compound"), **outer})
            if sibling.head.i != noun.i:
                break  # it was left as it is


def _before_in_its_role(noun: Token) -> Token | None:
    """A noun, an adjective or a word of its own name that ends right before a noun phrase, and is to its head what the noun is."""
    sibling = next((child for child in noun.head.children if child.right_edge.i == noun.left_edge.i - 1), None)
    if sibling is None or sibling.dep_ != noun.dep_ or children(sibling, "conj"):
        return None
    named = any(name.start <= sibling.i < noun.i < name.end for name in noun.doc.ents)
    return sibling if named or sibling.pos_ in ("NOUN", "PROPN", "ADJ") else None


def hang_names(doc: Doc) -> None:
    """Makes the last noun of an exposure's name its head where the first was read as a verb, in place: "to [tart] cherry juice"."""
    for name in doc.ents:
        verb, noun = name.root, name[-1]
        if name.label_ in EXPOSURE_KINDS and verb.head.pos_ == "NOUN" and verb.dep_ == "obj" and verb.head.i == name.start - 1:
            _give_way(verb.head, verb, verb.head.dep_, [])  # "[serum] selenium"
            continue
        if name.label_ not in EXPOSURE_KINDS or verb.pos_ != "VERB" or noun.pos_ != "NOUN" or noun.head != verb or verb.i != name.start:
            continue
        marks = [child for child in children(verb, "mark") if child.i == verb.i - 1]
        complement = "obl" if marks else "obj"
        _give_way(verb, noun, complement if verb.dep_ == "xcomp" else verb.dep_, marks)
        for mark in marks:
            mark.pos_ = "ADP"
        verb.pos_ = "ADJ"


def hang_comparatives(doc: Doc) -> None:
    """Makes an adjective behind "to" that was read as an infinitive modify the noun behind it, in place: "tied to [lower cholesterol]".

    An infinitive is no adjective, and stands behind the noun that it modifies with nothing but what hangs on it in between. Likewise a
    comparative that was given the noun as its object: "had 30% [fewer colds]".
    """
    for word in doc:
        if word.pos_ == "ADJ" and word.dep_ in ("obj", "obl") and "Cmp" in morph(word, "Degree"):
            compared = [child for child in word.rights if child.dep_ == "obj" and child.pos_ in ("NOUN", "PROPN")]
            if compared:
                _give_way(word, compared[0], word.dep_, [])
        if word.dep_ not in ("amod", "compound", "xcomp", "advcl"):
            continue
        marks = [child for child in children(word, "mark") if child.pos_ == "PART"]
        objects = [child for child in children(word, "obj", "obl") if child.i > word.i and not children(child, "case", "det")]
        if len(marks) != 1 or marks[0].i != word.i - 1 or not objects or children(word, "cop"):
            continue
        attributive, complement = word.dep_ in ("amod", "compound"), word.dep_ in ("xcomp", "advcl")
        if attributive or (complement and (word.pos_ == "ADJ" or lemma(word.head.lower_, "VERB") in LINKING)):
            label = "obl" if complement else "nmod"
            noun = objects[0].i
            _rehang(doc, {noun: (word.head.i, label), word.i: (noun, "amod"), marks[0].i: (noun, "case")})
            marks[0].pos_, word.pos_ = "ADP", "ADJ"


def hang_infinitives(doc: Doc) -> None:
    """Makes a verb behind "to" that was read as an adjective or noun an infinitive, in place: "was shown [to lower] blood pressure"."""
    for verb in doc[2:]:
        to, noun, governor = verb.nbor(-1), verb.head, verb.head.head
        if verb.dep_ == "obl" and to.lower_ == "to" and to.head == verb and children(verb, "obj") and is_verb(verb.lower_):
            _rehang(doc, {verb.i: (verb.head.i, "xcomp"), to.i: (verb.i, "mark")})
            to.pos_, verb.pos_ = "PART", "VERB"
            continue
        read_so = verb.dep_ in ("amod", "compound") and noun.dep_ == "obl" and to.dep_ == "case" and to.head == noun
        if read_so and to.lower_ == "to" and governor.lower_ in RAISING and children(governor, "aux:pass") and is_verb(verb.lower_):
            _rehang(doc, {verb.i: (governor.i, "xcomp"), noun.i: (verb.i, "obj"), to.i: (verb.i, "mark")})
            to.pos_, verb.pos_ = "PART", "VERB"


def hang_appositions(doc: Doc) -> None:
    """Hangs a noun phrase set off by a comma on the noun before it, in place: "cut down on alcohol, the leading cause of cirrhosis"."""
    for noun in doc:
        if noun.dep_ != "parataxis" or noun.pos_ != "NOUN" or not children(noun, "det") or children(noun, *SUBJECTS, "cop", "aux"):
            continue
        before = before_comma(noun)
        if before is not None and before.pos_ in ("NOUN", "PROPN") and not before.is_ancestor(noun):
            while before.dep_ in ("compound", "flat") and before.head.i < noun.left_edge.i:
                before = before.head
            _rehang(doc, {noun.i: (before.i, "appos")})


def hang_participles(doc: Doc) -> None:
    """Hangs what has a past form, an object and no subject on the noun before it, in place: "common in [infants] [fed] cow's milk"."""
    for verb in doc[1:]:
        noun = verb.nbor(-1)
        beside = noun.head == verb.head and noun.dep_ in ("obl", "obj") and not noun.ent_type_
        if not beside or verb.dep_ != "advcl" or verb.pos_ != "VERB" or "Past" not in morph(verb, "Tense"):
            continue
        if children(verb, "obj") and not children(verb, "mark", "aux", "aux:pass", *SUBJECTS):
            _rehang(doc, {verb.i: (noun.i, "acl")})


def hang_sources(doc: Doc) -> None:
    """Hangs who says so on the verb that its commas stand before, in place: "sugar, says Maria Olsen, a dentist, [rots] teeth".

    The parser makes the clause between the commas the main one, and its verb that of the subject before.
    """
    for verb in doc[1:]:
        if verb.pos_ != "VERB" or "Fin" not in morph(verb, "VerbForm") or verb.nbor(-1).text != ",":
            continue
        subjects = [child for child in verb.lefts if child.dep_ in ("nsubj", "obj")]
        said = next((child for child in verb.rights if child.dep_ == "ccomp"), None)
        comma = None if said is None else _comma_before(said)
        if said is None or comma is None or comma <= verb.i or not subjects or is_relative(subjects[-1]):
            continue
        between = [child for word in (verb, said) for child in word.children if verb.i < child.i < comma and child.pos_ in NOMINALS]
        if not between:
            continue
        arcs = {child.i: (said.i, child.dep_) for child in verb.lefts if child.dep_ != "punct"}
        arcs[subjects[-1].i] = (said.i, "nsubj:pass" if children(said, "aux:pass") else "nsubj")
        arcs[said.i] = (said.i if verb.head == verb else verb.head.i, verb.dep_)
        arcs[verb.i], arcs[between[0].i] = (said.i, "parataxis"), (verb.i, "nsubj")
        _rehang(doc, arcs)


def _comma_before(verb: Token) -> int | None:
    """The place of the comma right before a verb and its auxiliaries; None if something else stands there."""
    before = next((token for token in reversed(verb.doc[: verb.i]) if token.pos_ not in ("AUX", "ADV", "PART")), None)
    return before.i if before is not None and before.text == "," else None


def hang_prepositions(doc: Doc) -> None:
    """Makes what stands behind a preposition its noun, in place, where the noun was hung on the preposition or that on the noun before it.

    "Rises in mood [following] yoga", "guards [against] colds", "staves [off] colds".
    """
    for token in doc[1:]:
        verb, nouns = token.nbor(-1), [child for child in token.rights if child.dep_ == "obj"]
        if token.dep_ == "case" and token.head.i < token.i and nouns:
            _rehang(doc, {nouns[0].i: (token.head.i, "nmod"), token.i: (nouns[0].i, "case")})
        elif token.pos_ == "ADP" and token.dep_ in CLAUSES and nouns and verb.pos_ == "VERB":
            _rehang(doc, {nouns[0].i: (verb.i, "obl"), token.i: (nouns[0].i, "case")})
        elif token.pos_ == "ADP" and token.dep_ in PARTICLES and token.head.i > token.i and token.head.head == verb and verb.pos_ == "VERB":
            _rehang(doc, {token.head.i: (verb.i, "obj"), token.i: (verb.i, "compound:prt")})


def hang_second_phrases(doc: Doc) -> None:
    """Hangs the phrase behind a conjunct on it where the first one has its like, in place: "rises in mood and falls [in pain]"."""
    for noun in doc:
        before = noun.left_edge.i - 1
        if noun.dep_ != "nmod" or before < 0 or doc[before].dep_ != "conj" or doc[before].head != noun.head:
            continue
        first = [child for child in children(noun.head, "nmod") if child.i < before]
        if preposition(noun) and any(preposition(child) == preposition(noun) for child in first):
            _rehang(doc, {noun.i: (before, "nmod")})


def relabel(doc: Doc) -> None:
    """Mends labels where the arcs are right, in place.

    "Honey soothes a cough", "swapping bread for oats helps", with two subjects; "made blood pressure drop", with the object under the
    second verb; "sugar is to blame"; "coffee predicted mortality", "pain had eased", "pain eased by a third", with a passive's subject;
    "the theory that sugar is to blame", with a clause that says what the theory is; "[its leaves] lower blood sugar";
    "[vitamin D]-deficient"; "reduced the build-[up] of fat".
    """
    arcs = {}
    for token in doc:
        head = token.head
        if token.dep_ == "nsubj" and "Yes" in morph(token, "Poss") and token.i == head.i - 1 and head.pos_ == "VERB":
            head.pos_, head.morph = "NOUN", MorphAnalysis(doc.vocab, "")
            arcs[token.i] = (head.i, "nmod:poss")
        elif token.dep_ == "compound:prt" and token.pos_ == "NOUN":
            arcs[token.i] = (head.i, "obj")
        elif token.dep_ == "nsubj" and head.dep_ == "amod" and token.i < head.i and head.nbor(-1).text in HYPHENS:
            arcs[token.i] = (head.i, "obl:unmarked")  # "[vitamin D]-deficient children"
        elif token.dep_ == "nsubj":
            verb = _acting_on(token) or _gerund_before(token)
            if verb is not None:
                arcs[token.i] = (verb.i, "obj")
        elif token.dep_ == "nsubj:pass" and not children(head, "aux:pass") and _is_active(head):
            arcs[token.i] = (head.i, "nsubj")
            arcs.update({child.i: (head.i, "obl") for child in children(head, "obl:agent")})
        elif token.dep_ == "cop" and any(child.i > token.i and child.pos_ == "PART" for child in children(head, "mark")):
            head.pos_ = "VERB"  # not "to be a cause", where the verb stands before its mark
            arcs[token.i] = (head.i, "aux")
            arcs.update({child.i: (head.i, "nsubj") for child in children(head, "nsubj:outer")})
        elif token.dep_ == "acl:relcl" and any(child.lower_ in CONTENT for child in children(token, "mark")):
            arcs[token.i] = (head.i, "acl")
    if arcs:
        _rehang(doc, arcs)


def _is_active(verb: Token) -> bool:
    """Whether a verb without the auxiliary of a passive is none.

    It has no agent, and is finite, has another auxiliary or an object ("turmeric eased pain"), or says by how much.
    """
    agents = children(verb, "obl:agent")
    if not all(map(_is_measure, agents)):
        return False
    if base(verb.dep_).lower() in ("root", "ccomp", "conj", "parataxis") and _acts_on_object(verb):
        return True
    if "Fin" in morph(verb, "VerbForm"):
        return not children(verb, "aux")
    return bool(children(verb, "aux") or agents) or any(map(_is_measure, children(verb, "obl")))


def _acts_on_object(verb: Token) -> bool:
    """Whether what stands behind a verb as its object is a condition or function: not "patients given zinc"."""
    objects = [{part.ent_type_ for part in child.subtree} for child in children(verb, "obj") if child.i > verb.i]
    return any(not kinds.isdisjoint(OBJECT_KINDS) and kinds.isdisjoint(EXPOSURE_KINDS) for kinds in objects)


def _is_measure(phrase: Token) -> bool:
    """Whether a phrase tells a number or a fraction: "by 9 mm Hg", "by a third"."""
    return phrase.pos_ == "ADJ" or any(part.pos_ == "NUM" for part in phrase.subtree)


def _acting_on(subject: Token) -> Token | None:
    """The verb whose object a word is that was taken for a subject; None if it is none."""
    verb, governor = subject.head, subject.head.head
    if subject.i > verb.i:
        acts = verb.pos_ == "VERB" or (verb.pos_ == "ADJ" and is_verb(verb.lower_) and not children(verb, "cop"))
        bare = acts and not children(verb, "obj") and not children(subject, "cc")
        return verb if bare and any(child.i < verb.i for child in children(verb, "nsubj")) else None
    between = verb.dep_ == "xcomp" and governor.i < subject.i and not children(verb, "aux", "cop")
    return governor if between and governor.pos_ == "VERB" and not children(governor, "obj") else None


def _gerund_before(subject: Token) -> Token | None:
    """The gerund without an object that is itself a subject of a word's verb and stands right before it: "[swapping] bread for oats"."""
    clauses = [child for child in children(subject.head, "csubj") if child.right_edge.i == subject.left_edge.i - 1]
    return next((verb for verb in clauses if verb.pos_ == "VERB" and not verb.ent_type_ and not children(verb, "obj", "obl")), None)


def retag(doc: Doc) -> None:
    """Mends what the tree belies of a word's part of speech or form, in place.

    An adjective with an object or under a subject of its relative clause ("which tablets [correct]"), or in the place of a noun
    ("increases [susceptibility] to colds"); a verb in the place of a noun ("be of [use]", "[increases] in pain"); an infinitive in the
    passive ("to be [attenuated]").
    """
    for token in doc:
        acts = children(token, "obj") or (token.dep_ == "acl:relcl" and children(token, "nsubj"))
        if token.pos_ == "ADJ" and acts and _is_no_predicate(token) and _is_verb_form(token.lower_):
            token.pos_, token.lemma_ = "VERB", lemma(token.lower_, "VERB")
        elif _in_place_of_noun(token):
            token.pos_ = "NOUN"
        elif token.pos_ == "VERB" and "Inf" in morph(token, "VerbForm") and children(token, "aux:pass"):
            token.morph = MorphAnalysis(doc.vocab, "Tense=Past|VerbForm=Part|Voice=Pass")


def _is_no_predicate(adjective: Token) -> bool:
    """Whether nothing is said to be so: there is no copula, or it is that of a cleft ("what zinc does is [calm] the skin")."""
    return not children(adjective, "cop") or bool(children(adjective, "nsubj:outer"))


def _is_verb_form(word: str) -> bool:
    return is_verb(word) or lemma(word, "VERB") != word


def _in_place_of_noun(token: Token) -> bool:
    named = token.dep_ in ("obj", "nsubj", "nsubj:pass") and bool(children(token, "nmod"))
    if token.pos_ != "VERB":
        return token.pos_ == "ADJ" and named
    return bool(children(token, "cop", "det") and children(token, "case")) or (named and not children(token, "obj", "aux", *SUBJECTS))


def _give_way(verb: Token, noun: Token, label: str, marks: list[Token]) -> None:
    """Hangs a word that was read as a verb on its noun, which takes its place under `label`; its `marks` become prepositions."""
    arcs = {child.i: (noun.i, "case" if child in marks else child.dep_) for child in verb.children}
    arcs[noun.i] = (noun.i if verb.head == verb else verb.head.i, label)
    arcs[verb.i] = (noun.i, "amod")
    _rehang(verb.doc, arcs)


def _rehang(doc: Doc, arcs: Arcs) -> None:
    """Gives words of one sentence new heads and labels. All at once, since spaCy would part the sentence between two steps.

    What would make a ring of a tree is left as it is.
    """
    if any(_in_ring(doc, i, arcs) for i in arcs):
        return
    table: Any = doc.to_array([HEAD, DEP])
    for i, (head, label) in arcs.items():
        table[i] = np.int64(head - i).astype(np.uint64), doc.vocab.strings.add(label)
    doc.from_array([HEAD, DEP], table)


def _in_ring(doc: Doc, i: int, arcs: Arcs) -> bool:
    """Whether the way up from a word would never end, were these arcs made."""
    seen = {i}
    while True:
        above = arcs[i][0] if i in arcs else doc[i].head.i
        if above == i:
            return False
        if above in seen:
            return True
        seen.add(above)
        i = above


def own_subjects(verb: Token) -> list[Token]:
    """A verb's own subject: the nearest of several, or what the parser took for a fronted object, a slip of the tongue or an address."""
    own = children(verb, *SUBJECTS)
    if verb.pos_ == "VERB" and children(verb, "cop"):  # "what zinc does is ease pain"
        named = [noun for what in own for noun in (what, *children(what, "nmod"))]  # "one of the things zinc does"
        own = [child for noun in named for clause in children(noun, "acl:relcl") for child in children(clause, "nsubj")] or own
    if len(own) > 1:
        own = [child for child in own if child.left_edge.dep_ != "case"] or own  # "acne in rats fed fat was eased"
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
