"""Who a verb, noun or adjective is said of, whatever way round the sentence puts it.

Coordination, control, raising, relative clauses, participles, infinitives, copulas and appositions are undone here; where the parser itself
errs, `repairs` mends it.
"""

from __future__ import annotations

from spacy.tokens import Token

from extractor.language import repairs
from extractor.language.grammar import word_class
from extractor.language.tree import (
    SUBJECTS,
    Groups,
    base,
    before_comma,
    children,
    is_finite,
    is_passive,
    is_relative,
    is_verbal,
    morph,
    names_topic,
    objects_of,
    preposition,
    relative_subject,
)
from extractor.report import EXPOSURE_KINDS

EXPULSION = word_class("expulsion")  # "which" behind their object speaks of the deed: "makes the kidneys excrete salt, which lowers …"
CREDIT = word_class("credit")  # "credited honey with soothing …", "praised honey for soothing …" are said of the honey

NOTHING = word_class("nothing")
UNRIVALLED = word_class("unrivalled")


def subject_groups(token: Token, depth: int = 0) -> Groups:
    """Candidates for the logical subject of a verb or predicate, best first; each group is a set of alternatives that stand side by side.

    Undoes coordination, control ("help the body make", "use zinc to treat"), raising ("has been shown to reduce"), relative clauses,
    participles and infinitives on nouns, and gerunds behind a preposition ("plays a role in keeping").
    """
    if depth > 8:
        return []
    own, label = repairs.own_subjects(token), token.dep_
    if label == "advcl" and names_topic(token):
        # "when it comes to easing pain, clove oil is hard to beat", "… few oils beat clove oil"
        return [*governor_subjects(token.head, depth), children(token.head, "obj")]
    if label in ("acl:relcl", "advcl:relcl"):
        if not own or relative_subject(token):
            if label == "advcl:relcl" and is_verbal(token.head):  # "dilates the vessels, which lowers blood pressure"
                beside = before_comma(token)
                named = beside is not None and beside.ent_type_ in EXPOSURE_KINDS and beside.head.lemma_.lower() not in EXPULSION
                holder = [[beside]] if beside is not None and named else []  # "milk holds zinc, which …"
                return [*holder, *subject_groups(token.head, depth + 1), [token.head]]
            chain = _of_chain(token, depth)
            if chain and token.head.head.lemma_.lower() in EXPULSION:
                return chain
            focus = _focus(token)
            return [*([[focus]] if focus is not None else []), [token.head], *([own] if own else []), *chain]
        return [own]
    if own:
        return [_unrivalled(token) if own[0].lower_ in NOTHING and not children(own[0], "nmod") else own]
    head = token.head
    if head.i == token.i:
        return []
    if label == "conj":
        # of several clauses joined to one, the nearest with a subject hands it on: "A is no cure, and B hurts and may harm"
        between = [child for child in children(head, "conj") if child.i < token.i and repairs.own_subjects(child)]
        return subject_groups(between[-1] if between else head, depth + 1)
    if label in ("cop", "aux", "aux:pass"):
        return subject_groups(head, depth + 1)
    if label in ("xcomp", "ccomp"):
        return _of_complement(token, depth)
    if label == "advcl":
        return _of_adverbial(token, depth)
    if label in ("acl", "amod"):
        beside = before_comma(token) if label == "acl" and not children(token, "mark") else None
        if beside is not None and beside.pos_ in ("NOUN", "PROPN"):
            return [[beside], [head], *noun_subjects(head, depth + 1)]  # "trials of creatine, long prized for …"
        return [[head], *noun_subjects(head, depth + 1)]
    if label in ("parataxis", "appos"):
        if not is_verbal(head) and not children(head, "cop") and head.i < token.i:
            return [[head]]  # "Kefir, a drink, calms …" read as two fragments
        return governor_subjects(head, depth)
    if is_verbal(token) and base(label) in ("obl", "nmod", "compound"):
        return governor_subjects(head, depth)
    return []


def _focus(clause: Token) -> Token | None:
    """What "it is" puts first of all that a relative clause stands behind: "it is the [caffeine] in tea that keeps people awake"."""
    noun, top = clause.head, clause.head.head
    cleft = noun.dep_ == "nmod" and children(top, "cop") and any("Neut" in morph(word, "Gender") for word in children(top, "nsubj"))
    return top if cleft and before_comma(clause) is None else None


def _unrivalled(verb: Token) -> list[Token]:
    """What does it best where nothing else does it as well: "nothing calms a cough like honey", "… eases nausea faster than ginger"."""
    holders = [verb, *(child for child in children(verb, "advmod", "obj", "obl", "xcomp") if child.i > verb.i)]
    compared = [child for holder in holders for child in children(holder, "obl", "nmod", "advcl") if child.i > verb.i]
    return [child for child in compared if preposition(child) in UNRIVALLED]


def _of_chain(clause: Token, depth: int) -> Groups:
    """Subjects of the verb whose object does, behind a comma, what a clause says: "fibre feeds bacteria, which in turn calm the gut".

    Or where it happens: "magnesium draws water into the bowel, which loosens stools".
    """
    done = clause.head
    acted_on = done.dep_ == "obj" or (done.dep_ == "obl" and done.ent_type_ == "function")
    apart = before_comma(clause) is not None and acted_on and is_verbal(done.head)
    return subject_groups(done.head, depth + 1) if apart else []


def _of_complement(clause: Token, depth: int) -> Groups:
    """Subjects of a clause that a verb takes as its object: "help the body make", "has been shown to reduce"."""
    verb = clause.head
    if is_passive(verb):
        return subject_groups(verb, depth + 1)
    if clause.dep_ == "ccomp" and not children(clause, "mark") and "Inf" not in morph(clause, "VerbForm"):
        return []  # an imperative in direct speech has no subject in the words around it
    objects = _relative_object(verb) or objects_of(verb)
    return [*([objects] if objects else []), *governor_subjects(verb, depth)]


def _of_adverbial(clause: Token, depth: int) -> Groups:
    """Subjects of an infinitive of purpose, first of all its governor's object ("use zinc to treat"), or of a participle or gerund."""
    governor = clause.head.head if clause.head.dep_ == "advmod" else clause.head  # "far from causing acne, zinc …"
    objects = _relative_object(governor) or children(governor, "obj", "nsubj:pass")
    said = governor_subjects(governor, depth)
    if not objects:
        return said
    if not {"Ger", "Part"}.intersection(morph(clause, "VerbForm")):
        return [objects, *said]
    return [*said, objects] if preposition(clause) in CREDIT else said


def _relative_object(verb: Token) -> list[Token]:
    """What a relative clause whose subject is another speaks of: "[a mineral] that the body needs to fight …"."""
    own = children(verb, *SUBJECTS) if verb.dep_ == "acl:relcl" else []
    gap = own and not relative_subject(verb) and all(is_relative(child) for child in children(verb, "obj"))
    return [verb.head] if gap else []


def governor_subjects(head: Token, depth: int = 0) -> Groups:
    """Subjects of the word that governs a clause, be it a verb or a predicate noun or adjective."""
    if is_verbal(head):
        return subject_groups(head, depth + 1)
    return noun_subjects(head, depth + 1)


def _introduced(predicate: Token) -> Token | None:
    """The subject behind the comma that a predicate before it is said of: "an old remedy for coughs, thyme grows on walls"."""
    if predicate.left_edge.i > 0 or children(predicate, "case", "cop"):
        return None
    comma = next((token.i for token in predicate.doc[predicate.i :] if token.text == "," or is_finite(token)), None)
    if comma is None or predicate.doc[comma].text != ",":
        return None
    behind = predicate.doc[comma + 1 :]
    subjects = (token for token in behind if token.dep_ in SUBJECTS and token.left_edge.i == comma + 1)
    return next((token for token in subjects if token.pos_ in ("NOUN", "PROPN")), None)


def noun_subjects(noun: Token, depth: int = 0) -> Groups:
    """Candidates for what a noun or adjective is said of, best first.

    "Zinc is a cure", "zinc plays a role", "zinc, a mineral", "one of the causes", "zinc as a remedy", "zinc: a cure".
    """
    if depth > 8:
        return []
    groups: Groups = []
    own = children(noun, *SUBJECTS)
    if own and noun.dep_ not in ("acl:relcl",):
        return [own]
    introduced = _introduced(noun)
    if introduced is not None:
        groups.append([introduced])
    if preposition(noun) == "as" and noun.left_edge.i > 0 and noun.doc[noun.left_edge.i - 1].pos_ in ("NOUN", "PROPN"):
        groups.append([noun.doc[noun.left_edge.i - 1]])  # "interest in saffron as an aid to sleep"
    if noun.dep_ == "acl:relcl":
        return [[noun.head]] if not own or relative_subject(noun) else [own]
    head, label = noun.head, noun.dep_
    if head.i == noun.i:
        colon = [child for child in children(noun, "parataxis", "appos", "dep") if child.i < noun.i]
        return [*groups, colon] if colon else groups
    if label in ("amod", "acl"):
        groups.append([head])
        groups += noun_subjects(head, depth + 1)
    elif label == "appos":
        groups.append([head])
    elif label == "conj":
        groups += noun_subjects(head, depth + 1)
    elif label in ("parataxis", "dep"):
        groups.append([head])
    elif is_verbal(head):
        if label in SUBJECTS:
            return groups
        if (preposition(noun) == "as" or (label == "xcomp" and not is_passive(head))) and children(head, "obj"):
            groups.append(children(head, "obj"))  # "use honey as a remedy", "call honey a remedy", "makes honey good for coughs"
        if is_passive(head) or label in ("obj", "obl", "xcomp", "ccomp", "iobj", "advcl"):
            groups += subject_groups(head, depth + 1)
    elif base(label) in ("obl", "nmod", "advcl", "xcomp", "ccomp"):
        if preposition(noun) == "as":
            groups.append([head])  # "honey as a treatment"
        groups += noun_subjects(head, depth + 1)
    return groups
