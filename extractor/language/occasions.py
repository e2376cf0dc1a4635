"""On what occasion, and with what, something happens to somebody: "since I gave up milk", "thanks to zinc", "one slice of bread and …"."""

from __future__ import annotations

from spacy.tokens import Token

from extractor.language.grammar import word_class
from extractor.language.tree import DENIAL, SUBJECTS, Groups, base, children, is_verbal, prepositions
from extractor.report import EXPOSURE_KINDS

ADVERBIALS = ("advcl", "obl", "obl:unmarked", "advmod")
COMPANY = frozenset(word_class("company"))
LACKING = frozenset(word_class("lacking"))
THANKS = frozenset(word_class("thanks"))
TIMING = frozenset(word_class("timing"))
CONCESSIVE = frozenset(word_class("concessive"))
REMOVED = frozenset(word_class("removed"))
UNREAL = frozenset((*DENIAL, *CONCESSIVE, *word_class("none")))


def occasions(predicate: Token) -> Groups:
    """The clauses and phrases that tell on what occasion, or since when, what a predicate says is so; not its reason ("since milk has …").

    A noun phrase that "and" joins a sentence to is one as well: "[one slice of bread] and I'm bloated".
    """
    found: Groups = []
    for phrase in _phrases(predicate):
        if phrase.dep_ == "advmod":
            clauses = children(phrase, "advcl", "advcl:relcl", "acl:relcl") if phrase.lower_ in TIMING else []  # "whenever I eat …"
        elif not TIMING.isdisjoint(prepositions(phrase)) or _is_timed(phrase):
            clauses = [phrase]
        else:
            clauses = [] if prepositions(phrase) else children(phrase, "acl:relcl", "advcl")  # "every time I eat …"
        found += [[clause] for clause in clauses if not any(noun.ent_type_ in EXPOSURE_KINDS for noun in children(clause, "nsubj"))]
    before = predicate.head
    if _is_joined(predicate) and children(predicate, *SUBJECTS) and not is_verbal(before) and not children(before, "cop", *SUBJECTS):
        found.append([before])
    first = [noun for noun in children(predicate, *SUBJECTS) if any(noun.i < word.i < predicate.i for word in children(predicate, "cc"))]
    found = [[token for token in group if _is_real(token)] for group in found]
    return [*found, first] if first else found  # "one glass of wine and my face [turns] red", read as a list of subjects


def company(predicate: Token) -> Groups:
    """What stands by when a predicate is so: "[with magnesium] I sleep", "[thanks to zinc] my skin is clear"."""
    found: Groups = []
    for phrase in _phrases(predicate):
        if phrase.dep_ != "advcl" and not COMPANY.isdisjoint(prepositions(phrase)) and _is_real(phrase):
            found.append([phrase])
        elif phrase.lower_ in THANKS:
            found.append(children(phrase, "nmod", "obl"))
    return found


def lacked(predicate: Token, told: Groups) -> Groups:
    """What somebody is without, or was for a time: "[off gluten] …", "after two weeks [without gluten] …".

    `told` are the predicate's `occasions`.
    """
    times = [child for group in told for word in group for child in children(word, "nmod", "acl", "obl")]
    return [[phrase] for phrase in (*_phrases(predicate), *times) if not LACKING.isdisjoint(prepositions(phrase))]


def joined(predicate: Token) -> Groups:
    """The clause that "and" joins a clause to: "[I gave up milk] and my skin cleared"; not of a list: "eat fish, sleep well and rest"."""
    before = predicate.head
    listed = len(children(before, "conj")) > 1 and not children(predicate, *SUBJECTS)
    return [[before]] if _is_joined(predicate) and is_verbal(before) and not listed and _is_real(before) else []


def is_conceded(clause: Token) -> bool:
    """Whether something is so in spite of what a clause tells: "even [when I take iron]"."""
    before = clause.doc[max(clause.left_edge.i - 1, 0)]
    timed = clause.dep_ == "advcl" and not TIMING.isdisjoint(prepositions(clause))
    return timed and not CONCESSIVE.isdisjoint((before.lower_, *(child.lower_ for child in clause.children)))


def _is_real(occasion: Token) -> bool:
    """Whether an occasion came about, and tells why: not "I don't eat sugar", "with no sugar", "with milk out of it", "even on dairy"."""
    own = {occasion.lower_, *(child.lower_ for child in occasion.children)}
    of_object = {word.lower_ for noun in children(occasion, "obj") for word in noun.children}
    before = occasion.doc[max(occasion.left_edge.i - 1, 0)].lower_
    behind = occasion.doc[min(occasion.i + 1, len(occasion.doc) - 1)].lower_
    gone = not is_verbal(occasion) and behind in REMOVED
    return UNREAL.isdisjoint(own | of_object) and before not in CONCESSIVE and not gone


def _is_joined(predicate: Token) -> bool:
    """Whether a predicate is joined to another, also where the tree sets it beside that with its "and"."""
    return predicate.dep_ == "conj" or (predicate.dep_ == "parataxis" and bool(children(predicate, "cc")))


def _is_timed(clause: Token) -> bool:
    """Whether a clause's "when" was hung on the main clause: "[whenever] she eats eggs, her skin is a mess"."""
    start = clause.left_edge.i
    return clause.dep_ == "advcl" and start > 0 and clause.doc[start - 1].lower_ in TIMING


def _holders(predicate: Token) -> list[Token]:
    """A predicate and the verbs that it completes: "my skin [started] to [clear]"."""
    found = [predicate]
    while base(found[-1].dep_) in ("xcomp", "ccomp") and is_verbal(found[-1].head):
        found.append(found[-1].head)
    return found


def _phrases(predicate: Token) -> list[Token]:
    """The adverbial phrases and clauses of a predicate, of the verbs that it completes, and those before the one that it is joined to."""
    found = [child for holder in _holders(predicate) for child in children(holder, *ADVERBIALS)]
    before = predicate.head
    if _is_joined(predicate):
        subjects = children(before, *SUBJECTS)
        found += [child for child in children(before, *ADVERBIALS) if subjects and child.i < subjects[0].i]
    return found
