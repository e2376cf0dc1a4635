"""What stands around a trigger: subject, object, and what is behind which preposition.

Nothing here knows about claims. Passives, participles and light verbs are undone; who something is said of comes from `subjects`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from spacy.tokens import Token

from extractor.language import occasions, repairs, word_order
from extractor.language.grammar import word_class
from extractor.language.subjects import noun_subjects, subject_groups
from extractor.language.tree import (
    DENIAL,
    MEANS,
    STANDARD,
    SUBJECTS,
    Groups,
    base,
    before_comma,
    children,
    first_conjunct,
    is_passive,
    is_relative,
    is_verbal,
    morph,
    names_topic,
    objects_of,
    preposition,
    prepositions,
    relative_subject,
)

AGENT = word_class("agent")
COMPARED = word_class("compared")
COMPARED_WITH = frozenset((*STANDARD, *word_class("lacking")))
LONGEST_TITLE = 16  # tokens of a line without a verb that a preposition may tell all of
OCCASION = word_class("occasion")  # of a passive without either: "brought on when you eat cheese"


def slots(trigger: Iterable[Token]) -> dict[str, Groups]:
    """What stands around a trigger (its head word first): slot name to groups of argument heads, best group first.

    Slots: `subject`, `object`, `poss` (possessives and compounds before a noun), and one for each preposition ("in", "of", "for", …) of
    the trigger's words. For a trigger that is a preposition itself: `complement`, the noun behind it; `governor`, the noun that it
    hangs on; `head`, that or what the whole is said of ("her fatigue was due to …"); `state`, that where it is a mention itself
    ("[bloated] after …"). `predicate`: what a noun is said to be; `listed`: what brackets or a colon after it name; `clause`: the
    clauses that say what a noun is ("signs you lack …"); `result`: what a verb makes of its object ("leaves you tired"); `deed`: what
    it makes it do, where that is a mention itself ("makes you [feel calmer]"); `main`: the object of the clause that the trigger's
    clause hangs on; `joined`: the verb of the clause that "and" joins the trigger's clause to; `self`: the trigger's own word, for
    mentions that are verb phrases ("keeps you full"); `itself`: the trigger's noun, which may stand for something ("Symptoms are …");
    `first`, `second`: the halves of "the more …, the less …"; `occasion`: on or since what something is so ("since I gave up milk");
    `company`: what stands by ("with zinc", "thanks to zinc"). `title`: the noun of a line without a verb that a preposition hangs on
    ("Fewer [colds] with zinc"); `line`: the one that a comparative describes ("better [mood]"), `label` what its colon stands behind.
    """
    words = list(trigger)
    head = words[0]
    found: dict[str, Groups] = defaultdict(list)
    if head.dep_ in ("case", "mark"):
        _preposition_slots(head, found)
        return found
    if head.dep_ == "amod" and "Cmp" in morph(head, "Degree"):
        _line_slots(head, found)
    halves = word_order.correlative(head)
    if halves is not None:
        found["first"], found["second"] = [halves[0]], [halves[1]]
    if head.ent_type_:
        found["self"].append([head])
    found["joined"] += occasions.joined(head)
    told = occasions.occasions(head)
    found["occasion"] += told
    found["company"] += occasions.company(head)
    if is_verbal(head):
        _verb_slots(head, found)
        if head.dep_ == "conj" and is_verbal(head.head) and children(head, *SUBJECTS):
            for phrase in _fronted(head.head):  # "after a month of zinc, the rash faded and the itch eased"
                for name in prepositions(phrase):
                    found[name].append([phrase])
    else:
        found["itself"].append([head])
        found["subject"] += noun_subjects(head)
        found["result"].append(children(head, "xcomp", "ccomp"))
        found["predicate"] += _predicates(head)
        found["listed"] += word_order.listed(head)
        clauses = children(head, "acl", "acl:relcl")
        found["clause"] += [[clause] for clause in clauses]
        denied = [clause for clause in clauses if any(part.lower_ in DENIAL for part in children(clause, "advmod"))]
        found["affirmed"] += [[clause] for clause in clauses if clause not in denied or not children(clause, "obj")]
    for word in words:
        if not is_verbal(word):
            modifiers = children(word, "nmod:poss", "compound", "nmod:desc", "nmod", "amod", "obl", "obl:npmod", "obl:unmarked")
            before = [child for child in modifiers if child.i < word.i and (child.dep_ == "nmod:poss" or not children(child, "case"))]
            before = repairs.shared_modifier(word, before)
            if before:
                found["poss"].append(before)
    inside = {word.i for word in words}
    for word in words:
        fixed = [child.lower_ for child in children(word, "fixed")]
        for child in word.children:
            if child.i in inside or child.dep_ in SUBJECTS or child.dep_ == "conj":
                continue
            names = [] if occasions.is_conceded(child) else prepositions(child)
            for name in names or (fixed if child.dep_ in ("obl", "nmod") else ()):
                found[name].append([child])
            if names_topic(child):
                found["for"] += [[named] for named in children(child, "obl")]  # "great when it comes to nausea"
            if child.lower_ in COMPARED:
                # "fell compared with placebo in those given zinc"
                standard = [noun for noun in children(child, "obl")[:1] if noun.pos_ not in ("NUM", "SYM")]  # not "with 2% on wheat"
                for nested in (*children(child, "obl")[1:], *(part for noun in standard for part in children(noun, "nmod"))):
                    for name in prepositions(nested):
                        found[name].append([nested])
            if base(child.dep_) == "obl" and not names:
                found["when"] += [[clause] for clause in children(child, "acl:relcl")]  # "every time I drink wine"
            # "the benefits of zinc for acne": the second phrase may hang on the first
            if not is_verbal(word) and child.dep_ == "nmod":
                for nested in children(child, "nmod", "acl"):
                    for name in prepositions(nested):
                        if name not in names:
                            found[name].append([nested])
    found["without"] += occasions.lacked(head, told)
    if not is_verbal(head):
        for other in children(head, "conj"):  # "rises in mood and falls in pain after yoga"
            own = children(other, "nmod") if other.pos_ == head.pos_ else []
            for nested in (*own, *(part for noun in own for part in children(noun, "nmod"))):
                for name in prepositions(nested):
                    if name not in found:
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
    raised = is_verbal(head) and head.dep_ == "xcomp" and not children(governor, "obj")  # "started to clear when I gave up sugar"
    bare = "Inf" in morph(head, "VerbForm") and not children(head, "mark")  # "saw my skin clear when I gave up sugar"
    raised = raised or (is_verbal(head) and bare and head.dep_ in ("xcomp", "ccomp"))
    if not is_verbal(head):  # "it is harder to sleep after coffee"
        for child in (part for clause in children(head, "csubj") for part in children(clause, "obl", "advcl")):
            for name in prepositions(child):
                found[name].append([child])
    shares = not is_verbal(head) and is_verbal(governor) and head.dep_ in ("obj", "xcomp", "obl", "nsubj:pass", "nsubj")
    if shares and head.dep_ == "obl" and head.i < governor.i:
        shares = preposition(head) == "as"  # not "in addition to its scent, zinc leads to …"
    if raised or shares:
        # "has been linked in several studies with", "plays, in acne, a role": the shared verb holds the preposition
        for child in children(governor, "obl", "obl:agent", "advcl"):
            if child.i not in inside:
                for name in prepositions(child):
                    found[name].append([child])
                # "no association was found of eggs with stroke": the second phrase may hang on the first
                for nested in children(child, "nmod") if head.dep_ == "nsubj:pass" and child.dep_ == "obl" else ():
                    for name in prepositions(nested):
                        found[name].append([nested])
    return found


def _line_slots(adjective: Token, found: dict[str, Groups]) -> None:
    """What "better" describes in a line that is but a noun phrase, and the label before it: "Saffron: better mood, fewer cramps"."""
    noun = first_conjunct(adjective.head)
    if any(token.lower_ in COMPARED_WITH for token in noun.doc[adjective.i :]):
        return  # "less inflammation than margarine", "fewer cramps without it"
    labelled = noun.dep_ in ("appos", "parataxis") and any(token.text == ":" for token in noun.doc[noun.head.i : noun.i])
    if noun.head.i == noun.i or labelled:
        found["line"].append([adjective.head])
    if labelled:
        found["label"].append([noun.head])


def _fronted(verb: Token) -> list[Token]:
    """The phrases and clauses before a verb's subject, which a verb joined to it shares."""
    subjects = children(verb, *SUBJECTS)
    before = [child for child in children(verb, "obl", "advcl") if subjects and child.i < subjects[0].left_edge.i]
    return [child for child in before if all(mark.pos_ != "PART" for mark in children(child, "mark"))]  # not the aim: "to sleep well, …"


def _preposition_slots(token: Token, found: dict[str, Groups]) -> None:
    complement = token.head
    found["complement"].append([complement])
    subjects = children(complement, *SUBJECTS)
    if subjects:
        found["head"].append(subjects)
    governor = complement.head
    if governor.i != complement.i:
        found["head"].append([governor])
        top = first_conjunct(governor)
        if top.i == governor.i == top.head.i and top.ent_type_ and len(top.doc) <= LONGEST_TITLE and not children(top, "cop"):
            found["title"].append([top])
        if governor.ent_type_:
            found["state"].append([governor])
        if is_verbal(governor):
            found["head"] += [children(governor, "obj"), *subject_groups(governor)]
        else:
            if children(governor, "cop"):
                found["head"].append(children(governor, *SUBJECTS))  # "her fatigue is most likely due to …"
            # "stir collagen into your coffee for stronger nails" is said of what is stirred in
            put = objects_of(governor.head) if governor.dep_ == "obl" and is_verbal(governor.head) else []
            found["governor"] += [put, [governor]] if put else [[governor]]
            if governor.dep_ == "nmod":
                found["governor"].append([governor.head])  # "cherries before bed for better sleep"


def _predicates(noun: Token) -> Groups:
    """What a noun is said to be: "the culprit was milk", "one of the reasons is eating too little", "the culprit turned out to be milk"."""
    if noun.dep_ == "nmod" and noun.head.pos_ in ("NUM", "DET", "PRON") and preposition(noun) == "of":
        noun = noun.head
    head = noun.head
    inverted = noun.dep_ == "obl" and noun.i < head.i and not children(head, *SUBJECTS)
    if inverted and (children(head, "cop") or children(noun, "cop")):
        return [[head]]  # "among the causes of gout are beer and liver"
    if noun.dep_ not in ("nsubj", "nsubj:outer"):
        return []
    if not is_verbal(head):
        return [[head]] if children(head, "cop") else []
    present = "Ger" in morph(head, "VerbForm") or ("Part" in morph(head, "VerbForm") and "Pres" in morph(head, "Tense"))
    if present and children(head, "aux"):
        return [[head]]
    return [group for group in ([child for child in children(head, "xcomp") if not is_verbal(child)],) if group]


def _verb_slots(verb: Token, found: dict[str, Groups]) -> None:
    passive = is_passive(verb)
    if passive:
        others = [child for child in verb.children if child.dep_ in ("obl:agent", "obl", "advcl")]
        agents = [child for child in others if preposition(child) in AGENT] or [child for child in others if preposition(child) in MEANS]
        agents = agents or [clause for clause in children(verb, "advcl") if preposition(clause) in OCCASION]
        if agents:
            found["subject"].append(agents)
        said_of = subject_groups(verb)
        noun = verb.head
        if verb.dep_ == "acl" and children(noun, "cop"):
            said_of = said_of[1:] + said_of[:1]  # "coeliac disease is a disorder caused by gluten"
        elif verb.dep_ == "acl" and noun.dep_ == "nmod" and preposition(noun) == "of" and children(noun.head, "cop"):
            said_of.insert(0, [*children(noun.head, "nsubj"), noun])  # "favism is a kind of anaemia caused by beans"
        found["object"] += said_of
    else:
        found["subject"] += subject_groups(verb)
        objects = objects_of(verb)
        if objects:
            found["object"].append(objects)
        clausal = children(verb, "xcomp", "ccomp")
        if clausal:
            found["result"].append(clausal)
            deeds = [part for child in clausal if not is_verbal(child) for part in children(child, "csubj")]
            found["result"] += [deeds] if deeds else []  # "find it useful to eat prunes"
            found["deed"].append([child for child in clausal if child.ent_type_ and is_verbal(child)])
            if not objects or not any(child.pos_ == "PART" for clause in clausal for child in children(clause, "mark")):
                found["object"].append(clausal)  # "helps blood to clot" acts on the blood
        if not objects and not clausal:
            later = repairs.objects_of_governor(verb)
            if later:
                found["object"].append(later)
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
    for used in (child for child in children(verb, "advcl", "xcomp") if child.lower_ in MEANS):
        found[used.lower_].append(children(used, "obj"))  # "treated using zinc"
    if verb.dep_ == "advcl" and is_verbal(verb.head):
        # "if you want clear skin, try zinc", "…, stay away from sugar"
        holders = [verb.head, *children(verb.head, "advmod")]
        found["main"] += [objects_of(verb.head), [child for holder in holders for child in children(holder, "obl")]]
    # "acne-causing dairy", "B12-induced acne", "heart-healthy": the compound stands before the participle
    before = [
        child
        for child in children(verb, "compound", "obl:npmod", "obl:unmarked", "obj", "obl", "nsubj", "nmod")
        if child.i < verb.i and not children(child, "case")
    ]
    if not before and verb.dep_ == "amod" and "Ger" in morph(verb, "VerbForm"):
        before = [child for child in children(verb.head, "compound") if child.i == verb.i - 1]  # "a blood pressure lowering effect"
    if verb.dep_ in ("amod", "compound", "acl") and before and verb.i - before[-1].i <= 2:
        found["subject" if passive else "object"].append(before)
        if verb.dep_ == "amod" and not passive:
            found["subject"] += [[verb.head], *noun_subjects(verb.head)]  # "the [cholesterol] lowering properties of oats"
    if verb.dep_ == "acl:relcl" and not passive and not relative_subject(verb) and not _own_objects(verb):
        beside = before_comma(verb)
        named = beside is not None and beside.ent_type_  # "a pinch of kelp for iodine, which the thyroid needs"
        found["object"].append([beside if beside is not None and named else verb.head])  # "the acne that dairy causes"


def _own_objects(verb: Token) -> list[Token]:
    """A verb's objects but for a relative pronoun."""
    return [child for child in children(verb, "obj") if not is_relative(child)]
