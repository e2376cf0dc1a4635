"""The words of dependency trees: what a token is, what hangs on it, what stands before it. Universal Dependencies labels throughout."""

from __future__ import annotations

from spacy.tokens import Token

from extractor.language.grammar import word_class

CONTENT = word_class("content")  # before what a noun, verb or adjective has as its content: "the theory that …"
DENIAL = word_class("denial")
GERUND = word_class("gerund")  # endings
MEANS = word_class("means")  # before that by which something is done
PLACES = word_class("place")  # what stands behind these is the condition only if nothing else is
RAISING = word_class("raising")  # between a subject and the verb that it belongs to: "has been shown to"
RELATIVE = word_class("relative")
STANDARD = word_class("standard")  # before what something is compared with: "higher than in women who drank tea"
TOPIC = word_class("topic")
SUBJECTS = frozenset({"nsubj", "csubj", "nsubj:pass", "csubj:pass", "nsubj:outer", "csubj:outer"})

NOUNS = ("NOUN", "PROPN")
HYPHENS = frozenset("-‐‑–")
_ASKING = frozenset({"Int", "Rel"})  # "when", "whenever"

Groups = list[list[Token]]


def children(token: Token, *labels: str) -> list[Token]:
    """The dependents of a token that bear one of the labels, in reading order."""
    return [child for child in token.children if child.dep_ in labels]


def morph(token: Token, feature: str) -> list[str]:
    """The values of a morphological feature, none if the token lacks it."""
    return token.morph.get(feature, [])


def base(label: str) -> str:
    """A label without its subtype."""
    return label.partition(":")[0]


def is_verbal(token: Token) -> bool:
    """Whether a token is a verb (a participle that modifies a noun included), also one that the tagger took for something else.

    "Dairy worsens acne", "deficiency results in fatigue", "is involved in": the tree shows a verb where the part of speech does not.
    """
    if token.pos_ in ("VERB", "AUX"):
        return True
    if token.pos_ in ("PUNCT", "PRON", "DET") or children(token, "det", "case", "nmod:poss"):
        return False
    if children(token, "aux:pass", "obj"):
        return True
    if not children(token, "cop") and (children(token, "aux") or any(child.pos_ == "PART" for child in children(token, "mark"))):
        return True
    if token.pos_ == "ADJ":
        return (
            token.lower_.endswith("ed")
            and bool(children(token, "nsubj") or token.dep_ in ("acl", "acl:relcl", "conj", "xcomp"))
            and bool(children(token, "obl"))
        )
    return bool(children(token, "nsubj")) and not children(token, "cop", "amod", "compound")


def is_passive(verb: Token) -> bool:
    """Whether a verb stands in the passive, or is a bare past participle ("acne caused by dairy")."""
    if children(verb, "aux:pass", "nsubj:pass", "csubj:pass") or (verb.pos_ == "ADJ" and verb.lower_.endswith("ed")):
        return True
    participle = "Part" in morph(verb, "VerbForm") and "Past" in morph(verb, "Tense")
    if participle and not children(verb, "aux"):
        if verb.dep_ in ("acl", "amod", "advcl"):
            return not children(verb, "obj")
        if verb.dep_ == "conj":
            return is_passive(verb.head) and not children(verb, "obj", "nsubj")
        return bool(children(verb, "obl:agent")) and not children(verb, "obj")
    return False


def objects_of(verb: Token) -> list[Token]:
    """A verb's objects; one before the verb only where it is a relative or question word."""
    found = children(verb, "obj", "iobj")
    return [child for child in found if child.i > verb.i or morph(child, "PronType") or verb.dep_ in ("amod", "compound", "acl")]


def is_finite(token: Token) -> bool:
    """Whether a clause's head is finite, by itself or by an auxiliary or copula."""
    return "Fin" in morph(token, "VerbForm") or any(
        "Fin" in morph(child, "VerbForm") for child in children(token, "aux", "aux:pass", "cop")
    )


def in_past(head: Token) -> bool:
    """Whether a word stands in a clause in the past tense: "Zinc [reduced] acne", "was [linked] to", "had a lower [risk]"."""
    token = head
    while True:
        finite = [part for part in (token, *children(token, "aux", "aux:pass", "cop")) if "Fin" in morph(part, "VerbForm")]
        if finite or token.head.i == token.i:
            return any("Past" in morph(part, "Tense") for part in finite)
        token = token.head


def main_clause(token: Token) -> Token:
    """The head of the main clause that a word stands in: of several joined by "and" or "but" its own, if that has a subject of its own."""
    while token.head.i != token.i and not (token.dep_ == "conj" and children(token, *SUBJECTS)):
        token = token.head
    return token


def means_person(token: Token) -> bool:
    """Whether a word stands for the writer, or for "him" or "her"."""
    return "Prs" in morph(token, "PronType") and ("1" in morph(token, "Person") or not {"Masc", "Fem"}.isdisjoint(morph(token, "Gender")))


def preposition(token: Token) -> str:
    """The first preposition or marker before a word; "" if there is none."""
    return next(iter(prepositions(token)), "")


def first_conjunct(noun: Token) -> Token:
    """The noun whose list a noun stands in, or the noun itself."""
    while noun.dep_ == "conj" and not is_verbal(noun.head):
        noun = noun.head
    return noun


def prepositions(token: Token) -> list[str]:
    """The prepositions and markers (also "when") before a word, multiword ones with a blank ("such as", "because of")."""
    openers = children(token, "case", "mark")
    if token.dep_ == "advcl":
        openers += [child for child in children(token, "advmod") if not _ASKING.isdisjoint(morph(child, "PronType"))]
    openers = [child for child in openers if child.lower_ in STANDARD] or openers
    return [" ".join([child.lower_, *(part.lower_ for part in children(child, "fixed", "goeswith"))]) for child in openers]


def relative_subject(verb: Token) -> bool:
    """Whether the subject of a relative clause is its relative pronoun ("foods that cause acne")."""
    subjects = children(verb, *SUBJECTS)
    subjects += [child for subject in subjects for child in children(subject, "nmod")]  # "all of which"
    return any(map(is_relative, subjects))


def is_relative(token: Token) -> bool:
    """Whether a word is a relative pronoun, by its morphology or, for pipelines that give none, by its form."""
    return "Rel" in morph(token, "PronType") or token.lower_ in RELATIVE


def names_topic(verb: Token) -> bool:
    """Whether a verb's "it" stands for nothing, and it names what the main clause is about: "when it comes to nausea"."""
    return verb.lemma_.lower() in TOPIC and any("Neut" in morph(part, "Gender") for part in children(verb, *SUBJECTS, "expl"))


def before_comma(token: Token) -> Token | None:
    """The word before the comma that sets a token's phrase off; None if there is no such comma."""
    edge = token.left_edge.i
    comma = edge if token.doc[edge].text == "," else edge - 1
    return token.doc[comma - 1] if comma > 0 and token.doc[comma].text == "," else None
