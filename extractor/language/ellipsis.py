"""Other exposures and conditions of a claim's verb, which is said but once.

"Zinc did not shorten colds, and neither did honey", "Zinc eases acne, but honey does not", "Zinc, but not honey, eases acne".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import NamedTuple

from extractor.language.arguments import Argument, ArgumentFinder
from extractor.language.grammar import word_class
from extractor.language.tree import DENIAL, before_comma, children, is_finite, morph, prepositions
from extractor.language.units import Placed, Unit
from extractor.report import EXPOSURE_KINDS

AUXILIARIES = word_class("auxiliary")
ECHO = word_class("echo")  # before an auxiliary and the other subject: "as can low iron"
LIKEWISE = word_class("likewise")  # behind the other subject and its auxiliary: "and honey did too"
BUT = word_class("contrast")
MOST = 3  # words between an auxiliary and the mention behind it


class Echo(NamedTuple):
    """An exposure of which an auxiliary alone repeats a verb: whether it is denied, and the last word that may end the claim before it."""

    placed: Placed
    denied: bool
    behind: int


def echoes(unit: Unit) -> list[Echo]:
    """The exposures of a unit of which an auxiliary alone repeats the verb of a claim before them."""
    return [echo for placed in unit.mentions if placed.kind in EXPOSURE_KINDS for echo in _echo(unit, placed)]


def _echo(unit: Unit, placed: Placed) -> Iterator[Echo]:
    opener = max(0, placed.start - MOST - 2)
    before = [token.lower_ for token in unit.doc[opener : placed.start]]
    verb = unit.doc[placed.start : placed.end].root.head
    told = "Imp" in morph(verb, "Mood")  # "…, so have your chocolate at lunch"
    openers = [] if told else [i for i, pair in enumerate(pairwise(before), opener) if pair[0] in ECHO and pair[1] in AUXILIARIES]
    if openers:
        named = [other for other in unit.mentions if openers[-1] < other.start < placed.start and other.kind in EXPOSURE_KINDS]
        between = unit.doc[named[-1].end : placed.start] if named else ()
        if [token.pos_ for token in between] != ["PUNCT", "DET"]:  # "so does fructose, the [sugar] in fruit"
            yield Echo(placed, False, openers[-1])
        return
    after = [token.lower_ for token in unit.doc[placed.end : placed.end + 3]]
    if not after or after[0] not in AUXILIARIES:
        return
    if len(after) > 1 and after[1] in (*LIKEWISE, *DENIAL) and _ends(unit, placed.end + 2):
        yield Echo(placed, after[1] in DENIAL, placed.start - 1)
    elif set(before[-2:]).intersection(BUT) and _ends(unit, placed.end + 1):
        yield Echo(placed, True, placed.start - 1)


def _ends(unit: Unit, index: int) -> bool:
    """Whether a clause ends before a token."""
    return index >= len(unit.doc) or unit.doc[index].pos_ in ("PUNCT", "CCONJ") or unit.doc[index].lower_ in LIKEWISE


def contrasted(unit: Unit, placed: Placed, side: str, kinds: Collection[str], finder: ArgumentFinder) -> list[Argument]:
    """What "but not" or "not" behind a comma sets against a mention: "zinc, but not honey", "zinc, not honey"."""
    if placed not in unit.mentions:
        return []
    root = unit.doc[placed.start : placed.end].root
    against = [
        child
        for child in (*children(root, "conj"), *(other for other in children(root.head, "conj") if other.i > root.i))
        if ({part.lower_ for part in children(child, "cc")}.intersection(BUT) or before_comma(child) is not None)
        and {part.lower_ for part in children(child, "advmod", "cc")}.intersection(DENIAL)
        and prepositions(child) in ([], prepositions(root))  # "of flu but not of measles", not "in men but not in women"
        and not any(is_finite(word) for word in unit.doc[placed.end : child.i])  # not "a rash, but that is itching, not eczema"
    ]
    return [argument for child in against for argument in finder.reach(unit, child, side, frozenset(kinds))]
