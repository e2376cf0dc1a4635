"""Reading a dependency tree: who does what to whom around one word, whatever way round the sentence puts it.

Works on Universal Dependencies labels. Nothing here knows about claims; `slots` says which words stand as subject, object and behind which
prepositions of a trigger, with passives, participles, relative clauses, raising, control, copulas and light verbs undone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "csubj", "nsubj:pass", "csubj:pass", "nsubj:outer", "csubj:outer"})
MEANS = frozenset({"with", "through", "using", "via"})  # of a passive without an agent: "prevented with vitamin C"

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
    if not children(token, "cop") and any(child.pos_ == "PART" for child in children(token, "mark")):
        return True
    if token.pos_ == "ADJ":
        return (
            token.lower_.endswith("ed")
            and bool(children(token, "nsubj") or token.dep_ in ("acl", "acl:relcl", "conj"))
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


def preposition(token: Token) -> str:
    """The first preposition or marker before a word; "" if there is none."""
    return next(iter(prepositions(token)), "")


def prepositions(token: Token) -> list[str]:
    """The prepositions and markers before a word, multiword ones with a blank ("such as", "because of")."""
    return [
        " ".join([child.lower_, *(part.lower_ for part in children(child, "fixed", "goeswith"))])
        for child in children(token, "case", "mark")
    ]


def relative_subject(verb: Token) -> bool:
    """Whether the subject of a relative clause is its relative pronoun ("foods that cause acne")."""
    subjects = children(verb, *SUBJECTS)
    return any("Rel" in morph(subject, "PronType") or subject.lower_ in ("that", "which", "who") for subject in subjects)


def subject_groups(token: Token, depth: int = 0) -> Groups:
    """Candidates for the logical subject of a verb or predicate, best first; each group is a set of alternatives that stand side by side.

    Undoes coordination, control ("help the body make", "use zinc to treat"), raising ("has been shown to reduce"), relative clauses,
    participles and infinitives on nouns, and gerunds behind a preposition ("plays a role in keeping").
    """
    if depth > 8:
        return []
    own = children(token, *SUBJECTS)
    if len(own) > 1:
        own = [child for child in own if child.i < token.i][-1:] or own[:1]  # one clause has one subject: the nearest before the verb
    if token.pos_ == "VERB" and base(token.dep_).lower() in ("root", "conj", "ccomp", "parataxis", "advcl"):
        # a fronted object without a subject is a subject that the parser took for one
        own = own + [child for child in children(token, "obj") if child.i < token.i and child not in objects_of(token)]
    if not own and token.pos_ == "VERB":
        # a subject that the parser took for a slip of the tongue or an address ("Glycine, the amino acid in collagen, improves …")
        own = [
            child
            for child in children(token, "reparandum", "dislocated", "vocative", "dep")
            if child.i < token.i and child.pos_ in ("NOUN", "PROPN")
        ]
    if token.dep_ in ("acl:relcl", "advcl:relcl"):
        if not own or relative_subject(token):
            return [[token.head], *([own] if own else [])]
        return [own]
    if own:
        return [own]
    head = token.head
    if head.i == token.i:
        return []
    label = token.dep_
    if label == "conj":
        return subject_groups(head, depth + 1)
    if label in ("cop", "aux", "aux:pass"):
        return subject_groups(head, depth + 1)
    if label in ("xcomp", "ccomp"):
        objects = objects_of(head)
        if is_passive(head):
            return subject_groups(head, depth + 1)
        if label == "ccomp" and not children(token, "mark"):
            return []  # an imperative in direct speech has no subject in the words around it
        return [*([objects] if objects else []), *governor_subjects(head, depth)]
    if label == "advcl":
        objects = children(head, "obj", "nsubj:pass")
        gerund = "Ger" in morph(token, "VerbForm") or "Part" in morph(token, "VerbForm")
        purpose = not gerund
        first = [objects] if objects and purpose else []
        return [*first, *governor_subjects(head, depth)]
    if label in ("acl", "amod"):
        return [[head], *noun_subjects(head, depth + 1)]
    if label == "parataxis":
        if not is_verbal(head) and not children(head, "cop") and head.i < token.i:
            return [[head]]  # "Kefir, a drink, calms …" read as two fragments
        return governor_subjects(head, depth)
    if is_verbal(token) and base(label) in ("obl", "nmod", "compound"):
        return governor_subjects(head, depth)
    return []


def governor_subjects(head: Token, depth: int) -> Groups:
    """Subjects of the word that governs a clause, be it a verb or a predicate noun or adjective."""
    if is_verbal(head):
        return subject_groups(head, depth + 1)
    return noun_subjects(head, depth + 1)


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
    if noun.dep_ == "acl:relcl":
        return [[noun.head]] if not own or relative_subject(noun) else [own]
    head, label = noun.head, noun.dep_
    if head.i == noun.i:
        colon = [child for child in children(noun, "parataxis", "appos", "dep") if child.i < noun.i]
        return [colon] if colon else []
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
        if preposition(noun) == "as" and children(head, "obj"):
            groups.append(children(head, "obj"))
        if is_passive(head) or label in ("obj", "obl", "xcomp", "ccomp", "iobj", "advcl"):
            groups += subject_groups(head, depth + 1)
    elif base(label) in ("obl", "nmod", "advcl", "xcomp", "ccomp"):
        if preposition(noun) == "as":
            groups.append([head])  # "honey as a treatment"
        groups += noun_subjects(head, depth + 1)
    return groups


def slots(trigger: Iterable[Token]) -> dict[str, Groups]:
    """What stands around a trigger (its head word first): slot name to groups of argument heads, best group first.

    Slots: `subject`, `object`, `poss` (possessives and compounds before a noun), and one for each preposition ("in", "of", "for", …) of the
    trigger's words. For a trigger that is a preposition itself: `complement`, the noun behind it; `governor`, the noun that it hangs on;
    `head`, that or what the whole is said of ("her fatigue was due to …"). `predicate`: what a noun is said to be;
    `result`: what a verb makes of its object ("leaves you tired").
    """
    words = list(trigger)
    head = words[0]
    found: dict[str, Groups] = defaultdict(list)
    if head.dep_ in ("case", "mark"):
        _preposition_slots(head, found)
        return found
    if is_verbal(head):
        _verb_slots(head, found)
    else:
        found["subject"] += noun_subjects(head)
        found["predicate"] += _predicates(head)
    for word in words:
        if not is_verbal(word):
            modifiers = children(word, "nmod:poss", "compound", "nmod:desc", "nmod", "amod", "obl", "obl:npmod", "obl:unmarked")
            before = [child for child in modifiers if child.i < word.i and (child.dep_ == "nmod:poss" or not children(child, "case"))]
            if before and word.dep_ == "conj" and not children(word, "det", "nmod:poss"):
                before = [word.head, *before]  # "the B12 and eczema link" where only the second noun was seen to belong to "link"
            if before:
                found["poss"].append(before)
    inside = {word.i for word in words}
    for word in words:
        fixed = [child.lower_ for child in children(word, "fixed")]
        for child in word.children:
            if child.i in inside or child.dep_ in SUBJECTS or child.dep_ == "conj":
                continue
            names = prepositions(child)
            for name in names or (fixed if child.dep_ in ("obl", "nmod") else ()):
                found[name].append([child])
            # "the benefits of zinc for acne": the second phrase may hang on the first
            if not is_verbal(word) and child.dep_ == "nmod":
                for nested in children(child, "nmod", "acl"):
                    for name in prepositions(nested):
                        if name not in names:
                            found[name].append([nested])
    # a preposition of a verb may hang on its object and the other way round: "have an effect on", "reduce inflammation in the skin"
    if is_verbal(head):
        for child in children(head, "obj"):
            if child.i not in inside:
                for holder in (child, *children(child, "amod", "compound", "flat")):
                    for nested in children(holder, "nmod", "acl", "obl"):
                        for name in prepositions(nested):
                            found[name].append([nested])
    governor = head.head
    if not is_verbal(head) and is_verbal(governor) and head.dep_ in ("obj", "xcomp", "obl", "nsubj:pass", "nsubj"):
        # "has been linked in several studies with", "plays, in acne, a role": the shared verb holds the preposition
        for child in children(governor, "obl", "advcl"):
            if child.i not in inside:
                for name in prepositions(child):
                    found[name].append([child])
    return found


def _preposition_slots(token: Token, found: dict[str, Groups]) -> None:
    complement = token.head
    found["complement"].append([complement])
    subjects = children(complement, *SUBJECTS)
    if subjects:
        found["head"].append(subjects)
    governor = complement.head
    if governor.i != complement.i:
        found["head"].append([governor])
        if is_verbal(governor):
            found["head"] += [children(governor, "obj"), *subject_groups(governor)]
        else:
            found["governor"].append([governor])


def _predicates(noun: Token) -> Groups:
    """What a noun is said to be: "the culprit was milk", "the culprit turned out to be milk"."""
    if noun.dep_ not in ("nsubj", "nsubj:outer"):
        return []
    head = noun.head
    if not is_verbal(head):
        return [[head]] if children(head, "cop") else []
    return [group for group in ([child for child in children(head, "xcomp") if not is_verbal(child)],) if group]


def _verb_slots(verb: Token, found: dict[str, Groups]) -> None:
    passive = is_passive(verb)
    if passive:
        others = [child for child in verb.children if child.dep_ in ("obl:agent", "obl", "advcl")]
        agents = [child for child in others if preposition(child) == "by"] or [child for child in others if preposition(child) in MEANS]
        if agents:
            found["subject"].append(agents)
        found["object"] += subject_groups(verb)
    else:
        found["subject"] += subject_groups(verb)
        objects = objects_of(verb)
        if objects:
            found["object"].append(objects)
        clausal = children(verb, "xcomp", "ccomp")
        if clausal:
            found["object"].append(clausal)
            found["result"].append(clausal)
        if verb.dep_ == "xcomp" and not objects and not clausal:
            later = [child for child in objects_of(verb.head) if child.i > verb.i]
            if later:
                found["object"].append(later)  # "failed to slow cataracts" with the object hung on the first verb
        if verb.dep_ == "conj" and not objects:
            # "prevents and treats acne": the object of the last verb serves the first as well, and the other way round
            shared = children(verb.head, "obj")
            if shared and shared[0].i > verb.i:
                found["object"].append(shared)
        if not objects and not clausal:
            for other in children(verb, "conj"):
                if is_verbal(other) and not children(other, *SUBJECTS) and children(other, "obj"):
                    found["object"].append(children(other, "obj"))
                    break
    # "acne-causing dairy", "B12-induced acne", "heart-healthy": the compound stands before the participle
    before = [
        child
        for child in children(verb, "compound", "obl:npmod", "obl:unmarked", "obj", "obl", "nsubj", "nmod")
        if child.i < verb.i and not children(child, "case")
    ]
    if verb.dep_ in ("amod", "compound", "acl") and before and verb.i - before[-1].i <= 2:
        found["subject" if passive else "object"].append(before)
    if verb.dep_ == "acl:relcl" and not passive and not relative_subject(verb) and not children(verb, "obj"):
        found["object"].append([verb.head])  # "the acne that dairy causes"
