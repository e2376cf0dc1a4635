"""What somebody took or gave up, told in the sentence before the one with its outcome: "I gave up milk. Within days my skin was clear".

Sentences that name no condition have no tree, so the deed is read from the words.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from extractor.language.arguments import Argument
from extractor.language.grammar import word_class
from extractor.language.lemmas import possible_lemmas
from extractor.language.light import AVOIDANCE, EATEN
from extractor.language.tree import DENIAL
from extractor.language.units import Placed, Unit
from extractor.report import EXPOSURE_KINDS

TELLERS = frozenset(word_class("teller"))
NEAR = 4  # tokens before a mention among which the verb of the deed stands: "I gave up all dairy"
OPENING = 7  # tokens among which a sentence that goes on says whose body it speaks of: "Within a week or so my …"


class Deeds:
    """Finds the deeds that a sentence goes on from; `taken` and `left` are the verbs for taking something and for doing without it."""

    def __init__(self, taken: Collection[str], left: Collection[str]) -> None:
        self._taken = frozenset(taken)
        self._left = frozenset(left)

    def before(self, unit: Unit) -> list[Argument]:
        """The exposures that the sentence before one was done with, if that one tells of somebody's body and names no exposure itself."""
        earlier = unit.previous
        if earlier is None or earlier.block != unit.block or unit.lead or any(placed.kind in EXPOSURE_KINDS for placed in unit.mentions):
            return []
        if TELLERS.isdisjoint(token.lower_ for token in unit.doc[:OPENING]):
            return []
        found = [(placed, self._done_with(earlier, placed)) for placed in earlier.mentions if placed.kind in EXPOSURE_KINDS]
        return [Argument(placed, frozenset({deed})) for placed, deed in found if deed is not None]

    def _done_with(self, unit: Unit, placed: Placed) -> str | None:
        """Whether somebody took a mention (EATEN) or did without it (AVOIDANCE), as far as the words before it tell."""
        words = [token.lower_ for token in unit.doc[: placed.start]]
        if unit.is_question or TELLERS.isdisjoint(words) or not set(DENIAL).isdisjoint(words):
            return None
        near = words[-NEAR:]
        names = {name for word in near for name in possible_lemmas(word)}
        names |= {f"{name} {particle}" for word, particle in pairwise(near) for name in possible_lemmas(word)}
        if not names.isdisjoint(self._left):
            return AVOIDANCE
        return None if names.isdisjoint(self._taken) else EATEN
