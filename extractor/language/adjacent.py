"""The arguments that stand right beside a trigger, for where the tree has lost them.

Parsers fail most in headings, list items and curt sentences about bare nouns ("Dairy worsens acne", "5 teas that beat bloating"). There
exposure, verb and condition follow each other with little between, so the words themselves say what the tree does not.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from spacy.tokens import Token

from extractor.language.arguments import Argument, ArgumentFinder
from extractor.language.light import POPULATION
from extractor.language.tree import GERUND, HYPHENS, RAISING, STANDARD, children, morph
from extractor.language.units import Placed, Unit
from extractor.report import EXPOSURE_KINDS, OBJECT_KINDS

# between the exposure and the verb: auxiliaries, adverbs, "that", "to"; between the verb and the condition: determiners, light nouns
LEFT = frozenset({"AUX", "ADV", "PART", "SPACE"})
RIGHT = frozenset({"DET", "ADJ", "NUM", "SPACE", "PRON"})
MOST = 7
LONGEST_JOINER = 3  # words of "as well as"
# inside the noun phrases before a verb
PHRASE = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM", "ADP", "SPACE", "CCONJ", "SYM", "X"})
BRACKETS = frozenset("()[],-/")


def before(unit: Unit, trigger: Token, kinds: Collection[str], finder: ArgumentFinder) -> list[Argument]:
    """The exposure right before a verb, through auxiliaries, adverbs and verbs such as "has been shown to"."""
    i = trigger.i - 1
    for _ in range(MOST):
        if i < 0:
            break
        token = unit.doc[i]
        if token.text == ")":  # "the Nordic diet (ND) was found to …"
            opening = next((other.i for other in reversed(unit.doc[:i]) if other.text == "("), None)
            if opening is not None:
                i = opening - 1
                continue
        placed = unit.mention_at(token)
        if placed is not None:
            return [Argument(placed, _taken(unit, placed, finder))] if placed.kind in kinds and not _compared(unit, placed) else []
        relative = token.pos_ in ("PRON", "SCONJ") and ("Rel" in morph(token, "PronType") or token.dep_ in ("mark", "nsubj"))
        if token.pos_ not in LEFT and not relative and token.lower_ not in RAISING:
            return []
        i -= 1
    return []


def _compared(unit: Unit, placed: Placed) -> bool:
    """Whether a mention is what something is compared with: "better than [bran] at easing …"."""
    return placed.start > 0 and unit.doc[placed.start - 1].lower_ in STANDARD


def _taken(unit: Unit, placed: Placed, finder: ArgumentFinder) -> frozenset[str]:
    """The classes of the gerund whose object a mention is by word order: "[avoiding] all red wine wards off …"."""
    for token in reversed(unit.doc[: placed.start]):
        if token.pos_ == "VERB" and token.lower_.endswith(GERUND):
            return frozenset(rule.class_ for rule in finder.light.classes(token, "exposure"))
        if token.pos_ not in PHRASE:
            break
    return frozenset()


def tied(unit: Unit, trigger: Token) -> Placed | None:
    """The mention that a hyphen ties to the front of a trigger: "sleep-promoting tea", "alcohol-related harm"."""
    if trigger.i < 2 or unit.doc[trigger.i - 1].text not in HYPHENS:
        return None
    left = unit.doc[trigger.i - 2]
    return None if left.whitespace_ else unit.mention_at(left)  # "ginger – settles the stomach"


def described(unit: Unit, trigger: Token) -> Placed | None:
    """The mention in the noun phrase that a word before it describes: "sleep-promoting herbal tea"."""
    nearest = next((placed for placed in unit.mentions if placed.start > trigger.i), None)
    if nearest is None or any(token.pos_ not in RIGHT | {"NOUN"} for token in unit.doc[trigger.i + 1 : nearest.start]):
        return None
    return nearest


def phrase_before(unit: Unit, trigger: Token, finder: ArgumentFinder) -> list[Argument]:
    """The exposure at the head of the noun phrases before a verb, none if they name a condition as well.

    "Keeping to a Nordic diet in old age was found to lower …": nothing but noun phrases from the exposure to the verb.
    """
    own = [
        child.i for child in trigger.children if child.i < trigger.i and child.dep_ in ("cop", "aux", "aux:pass", "det", "amod", "advmod")
    ]
    i = min([trigger.i, *own]) - 1
    while i >= 0 and (unit.doc[i].pos_ in LEFT or unit.doc[i].lower_ in RAISING):
        i -= 1
    if i > 0 and unit.doc[i].text == ",":  # "tofu, which is rich in phytoestrogens, was found to …"
        i = next((token.i - 2 for token in reversed(unit.doc[:i]) if "Rel" in morph(token, "PronType")), -1)
    last = i
    while i >= 0 and (unit.doc[i].pos_ in PHRASE or unit.doc[i].text in BRACKETS or _participle(unit.doc[i])):
        i -= 1
    inside = [placed for placed in unit.mentions if i < placed.start <= last]
    others = [placed for placed in inside if placed.kind not in EXPOSURE_KINDS]
    if others:
        # "acne is a disorder and zinc has been shown to …" read as one long phrase
        inside = [placed for placed in inside if placed.start > others[-1].start]
        if not inside or not any(token.pos_ == "CCONJ" for token in unit.doc[others[-1].end : inside[0].start]):
            return []
    inside = [placed for placed in inside if not _object_before(unit, trigger, placed)]
    comma = max((token.i for token in unit.doc[i + 1 : last + 1] if token.text == ","), default=-1)
    inside = [placed for placed in inside if placed.start > comma and not finder.is_left_out(unit.doc[placed.start : placed.end].root)]
    return [Argument(inside[0], frozenset())] if inside else []


def _object_before(unit: Unit, trigger: Token, placed: Placed) -> bool:
    """Whether a mention hangs below the verb to which "and" joins the trigger: "the clinic sells [zinc] and treats acne"."""
    verb, root = trigger.head, unit.doc[placed.start : placed.end].root
    return trigger.dep_ == "conj" and verb.pos_ == "VERB" and bool(children(verb, "nsubj")) and root.i > verb.i and verb.is_ancestor(root)


def _participle(token: Token) -> bool:
    return token.pos_ == "VERB" and token.dep_ in ("amod", "acl") and "Fin" not in morph(token, "VerbForm")


def after(unit: Unit, trigger: Token, kinds: Collection[str], finder: ArgumentFinder) -> list[Argument]:
    """The condition or function right behind a verb, through light nouns ("the risk of")."""
    via: set[str] = set()
    for i in range(trigger.i + 1, min(len(unit.doc), trigger.i + 1 + MOST)):
        token = unit.doc[i]
        placed = unit.mention_at(token)
        if placed is not None:
            if placed.end < len(unit.doc) and unit.doc[placed.end].pos_ == "NOUN":  # "stroke risk"
                via.update(rule.class_ for rule in finder.light.classes(unit.doc[placed.end], "object"))
            return [Argument(placed, frozenset(via))] if placed.kind in kinds else []
        light = finder.light.classes(token, "object")
        if light:
            via.update(rule.class_ for rule in light)
        elif (
            token.pos_ == "ADP"
            and via
            and any(token.lower_ in rule.prepositions or token.lower_ == "of" for rule in finder.light.classes(unit.doc[i - 1], "object"))
        ):
            continue
        elif token.pos_ not in RIGHT and not _possessive(token):
            return []
    return []


def _possessive(token: Token) -> bool:
    return token.dep_ == "nmod:poss" or (token.dep_ == "case" and token.head.dep_ == "nmod:poss")


def complete(unit: Unit, arguments: list[Argument], kinds: Collection[str], finder: ArgumentFinder) -> list[Argument]:
    """The arguments with the other parts of the lists that they stand in ("constipation and dark stools"), where the tree has lost them."""
    known = {argument.placed: argument for argument in arguments}
    for argument in arguments:
        for placed in _list_around(unit, argument.placed, kinds, finder):
            new = all(placed.found.name != other.found.name for other in known)
            if new and not _in_description(unit, placed, argument.placed):
                known[placed] = Argument(placed, argument.via)
    return sorted(known.values(), key=lambda argument: argument.placed.start)


def _in_description(unit: Unit, part: Placed, placed: Placed) -> bool:
    """Whether a mention stands in a description that another is not in: "resveratrol, a compound of [grapes], and [curcumin]"."""
    root, other = unit.doc[part.start : part.end].root, unit.doc[placed.start : placed.end].root
    described = [word for word in root.ancestors if word.dep_ == "appos" and children(word, "det")]
    return any(not word.is_ancestor(other) for word in described)


def joiner_before(unit: Unit, i: int, finder: ArgumentFinder) -> str:
    """The word or words right before token `i` that join the parts of a list, such as "and" or "as well as"; "" if there are none."""
    before = [token.lower_ for token in unit.doc[max(i - LONGEST_JOINER, 0) : i]]
    endings = (" ".join(before[start:]) for start in range(len(before)))
    return next((ending for ending in endings if ending in finder.joiners), "")


def listed_by_words(unit: Unit, placed: Placed, finder: ArgumentFinder) -> list[Placed]:
    """The exposures of a list around one, by its words alone: of a unit that need not be parsed, and gives the same if it is."""

    def joined(index: int) -> bool:
        left, right = unit.mentions[index], unit.mentions[index + 1]
        between = unit.doc[left.end : right.start]
        exposures = left.kind in EXPOSURE_KINDS and right.kind in EXPOSURE_KINDS
        return exposures and len(between) > 0 and all(token.text == "," or token.lower_ in finder.joiners for token in between)

    first, last = _stretch(unit, unit.mentions.index(placed), joined)
    return unit.mentions[first : last + 1]


def _stretch(unit: Unit, index: int, joined: Callable[[int], bool]) -> tuple[int, int]:
    """The first and the last of the mentions around one that are `joined`, each to the one behind it, without a break."""
    first = last = index
    while first > 0 and joined(first - 1):
        first -= 1
    while last + 1 < len(unit.mentions) and joined(last):
        last += 1
    return first, last


def gapped(unit: Unit, trigger: Token, last: Placed, finder: ArgumentFinder) -> list[tuple[Placed, Placed]]:
    """Pairs behind a claim's condition for which its verb is left out: "A deficiency causes X, B deficiency Y and C deficiency Z"."""
    found: list[tuple[Placed, Placed]] = []
    index = unit.mentions.index(last) + 1 if last in unit.mentions and last.start > trigger.i else len(unit.mentions)
    while index + 1 < len(unit.mentions):
        subject, object_ = unit.mentions[index], unit.mentions[index + 1]
        joint, between = unit.doc[last.end : subject.start], unit.doc[subject.end : object_.start]
        joined = len(joint) > 0 and all(token.text == "," or token.lower_ in finder.joiners for token in joint)
        bare = all(token.text == "," or finder.light.classes(token, "exposure") for token in between)
        if not (joined and bare and subject.kind in EXPOSURE_KINDS and object_.kind in OBJECT_KINDS) or _heads_clause(unit, object_):
            break
        found.append((subject, object_))
        last, index = object_, index + 2
    return found


def _heads_clause(unit: Unit, placed: Placed) -> bool:
    """Whether a verb or another noun follows a mention, so that it ends no clause."""
    after_ = unit.doc[placed.end] if placed.end < len(unit.doc) else None
    return after_ is not None and after_.pos_ in ("VERB", "AUX", "NOUN", "ADP", "ADV")


def _list_around(unit: Unit, placed: Placed, kinds: Collection[str], finder: ArgumentFinder) -> list[Placed]:
    """The mentions of a list around one of them: commas between, a joining word before the last, adjectives and determiners let by."""
    if placed not in unit.mentions:
        return []
    index = unit.mentions.index(placed)
    first, last = _stretch(unit, index, lambda left: _gap(unit, left, kinds, finder) is not None)
    more = unit.doc[unit.mentions[last].end :][:2]
    open_ended = any(token.lower_ in finder.joiners for token in more)  # "salmon, walnuts and more"
    if unit.mentions[first].start > 0 and unit.doc[unit.mentions[first].start - 1].text == ":":
        open_ended |= all(token.is_punct for token in more)  # "good for nausea: ginger, mint": a line that ends with its list
    while last > first and not open_ended and not _gap(unit, last - 1, kinds, finder):
        last -= 1  # a list ends with "and" or "or" before its last part
    if not first <= index <= last:
        return []
    # the noun after "and" may begin a clause of its own: "zinc helps acne and eczema is common"
    return [part for part in unit.mentions[first : last + 1] if part is placed or not _other_clause(unit, part, placed)]


def _gap(unit: Unit, index: int, kinds: Collection[str], finder: ArgumentFinder) -> bool | None:
    """What stands between two mentions: True for a list's "and", False for a comma alone, None for anything else."""
    left, right = unit.mentions[index], unit.mentions[index + 1]
    between = unit.doc[left.end : right.start]
    if left.kind not in kinds or right.kind not in kinds or not len(between):
        return None
    joined = comma = False
    for token in between:
        if token.lower_ in finder.joiners:
            joined = True
        elif token.text in (",", "/"):
            comma = True
        elif not (joined or comma) and (token.pos_ == "ADP" or finder.light.is_of(token, "object", POPULATION)):
            continue  # "rickets in children and soft bones in adults", but not "this diet, rich in fruit, …"
        elif token.pos_ not in ("ADJ", "DET", "ADV") or finder.is_trigger(token):
            return None
    return joined if joined or comma else None


def _other_clause(unit: Unit, part: Placed, placed: Placed) -> bool:
    """Whether a mention behind another is the subject of a verb of its own, or the one behind it is."""
    behind, before = max(part, placed, key=_start), min(part, placed, key=_start)
    root, other = (unit.doc[mention.start : mention.end].root for mention in (behind, before))
    opens = root.dep_ in ("nsubj", "nsubj:pass") and root.head.i > behind.end - 1
    if part is behind:
        return opens and root.head.pos_ in ("VERB", "AUX", "ADJ", "NOUN")
    return opens and root.head.dep_ == "conj" and root.head.head.i < other.i  # "you lack zinc and iron, and too little [iodine] slows"


def _start(placed: Placed) -> int:
    return placed.start
