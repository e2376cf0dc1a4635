"""What somebody took or gave up, told in the sentence before the one with its outcome: "I gave up milk. Within days my skin was clear".

Sentences that name no condition have no tree, so the deed is read from the words.
"""

from __future__ import annotations

from collections.abc import Collection

from extractor.language.arguments import Argument
from extractor.language.grammar import word_class
from extractor.language.lemmas import possible_lemmas
from extractor.language.light import AVOIDANCE, EATEN
from extractor.language.occasions import REMOVED
from extractor.language.tree import DENIAL, GERUND
from extractor.language.units import Placed, Unit
from extractor.report import EXPOSURE_KINDS

DENIALS = frozenset(DENIAL)
TELLERS = frozenset(word_class("teller"))
APART = frozenset(word_class("apart"))
OWN_CAUSE = frozenset(word_class("own_cause"))
NO_DEED = frozenset(word_class("no_deed"))
NEAR = 4  # tokens before a mention among which the verb of the deed stands: "I gave up all dairy"
OPENING = 7  # tokens among which a sentence that goes on says whose body it speaks of: "Within a week or so my …"


class Deeds:
    """Finds the deeds that a sentence goes on from; `taken` and `left` are the verbs for taking something and for doing without it."""

    def __init__(self, taken: Collection[str], left: Collection[str]) -> None:
        self._taken = frozenset(taken)
        self._left = frozenset(left) - NO_DEED

    def before(self, unit: Unit) -> list[Argument]:
        """The exposures that the sentence before one was done with, if that one tells of somebody's body and names no exposure itself.

        Nor may it name a cause of its own: "because of the storm".
        """
        earlier = unit.previous
        if earlier is None or earlier.block != unit.block or unit.lead or any(placed.kind in EXPOSURE_KINDS for placed in unit.mentions):
            return []
        if TELLERS.isdisjoint(unit.lowered[:OPENING]) or not OWN_CAUSE.isdisjoint(unit.lowered):
            return []
        found = [(placed, self._done_with(earlier, placed)) for placed in earlier.mentions if placed.kind in EXPOSURE_KINDS]
        return [Argument(placed, frozenset({deed})) for placed, deed in found if deed is not None]

    def _done_with(self, unit: Unit, placed: Placed) -> str | None:
        """Whether somebody took a mention (EATEN) or did without it (AVOIDANCE), as far as the words around it tell."""
        words = unit.lowered[: placed.start]
        if unit.is_question or TELLERS.isdisjoint(words) or not DENIALS.isdisjoint(words) or _is_put_away(unit, placed):
            return None
        near = words[-NEAR:]
        for at in range(len(near) - 1, -1, -1):  # the verb nearest to the mention, with its particle or without
            phrases = {f"{name} {near[at]}" for name in possible_lemmas(near[at - 1])} if at else set()
            for names in (phrases, set(possible_lemmas(near[at]))):
                deed = EATEN if names & self._taken else None
                deed = AVOIDANCE if names & self._left else deed
                if deed is not None:
                    return deed if APART.isdisjoint(near[at + 1 :]) else None
            if near[at] in APART or near[at].endswith(GERUND):
                return None  # "a blog about zinc", "started selling zinc"
        return None


def _is_put_away(unit: Unit, placed: Placed) -> bool:
    """Whether a mention was taken away, or another put in its place: "took the [bread] out", "replaced [sugar] with stevia"."""
    behind = unit.lowered[placed.end : placed.end + 1]
    near = range(placed.end + 1, placed.end + NEAR)
    replaced = any(other.start in near and other.kind in EXPOSURE_KINDS for other in unit.mentions)
    return not REMOVED.isdisjoint(behind) or (replaced and not APART.isdisjoint(behind))
