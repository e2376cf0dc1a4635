"""Other exposures and conditions of a claim's verb, which is said but once.

"Zinc did not shorten colds, and neither did honey", "Zinc eases acne, but honey does not", "Zinc, but not honey, eases acne".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from extractor.language.arguments import Argument, ArgumentFinder
from extractor.language.grammar import word_class
from extractor.language.tree import DENIAL, before_comma, children
from extractor.language.units import Placed, Unit
from extractor.report import EXPOSURE_KINDS

AUXILIARIES = word_class("auxiliary")
ECHO = word_class("echo")  # before an auxiliary and the other subject: "as can low iron"
LIKEWISE = word_class("likewise")  # behind the other subject and its auxiliary: "and honey did too"
BUT = word_class("contrast")
MOST = 3  # words between an auxiliary and the mention behind it


def echoed(unit: Unit, start: int) -> Iterator[tuple[Placed, bool]]:
    """The exposures behind token `start` of which an auxiliary alone repeats the verb, and whether it is denied of them."""
    for placed in unit.mentions:
        if placed.kind not in EXPOSURE_KINDS or placed.start <= start:
            continue
        before = [token.lower_ for token in unit.doc[max(start, placed.start - MOST - 2) : placed.start]]
        if any(pair[0] in ECHO and pair[1] in AUXILIARIES for pair in pairwise(before)):
            yield placed, False
            continue
        after = [token.lower_ for token in unit.doc[placed.end : placed.end + 3]]
        if not after or after[0] not in AUXILIARIES:
            continue
        if len(after) > 1 and after[1] in (*LIKEWISE, *DENIAL) and _ends(unit, placed.end + 2):
            yield placed, after[1] in DENIAL
        elif set(before[-2:]).intersection(BUT) and _ends(unit, placed.end + 1):
            yield placed, True


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
        and not children(child, "case")  # not "in men but not in women"
    ]
    return [argument for child in against for argument in finder.reach(unit, child, side, frozenset(kinds))]
