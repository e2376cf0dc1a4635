"""What is meant of an exposure: deficiency, excess, supplementation, intake, level, topical.

Read from the words around it, without a parse; the words come from `rules/states`.
"""

from __future__ import annotations

from spacy.vocab import Vocab

from extractor.language.cues import CueRule
from extractor.language.light import LIST, light_words
from extractor.language.pattern_matcher import PatternMatcher
from extractor.language.units import Placed, Unit
from extractor.report import EXPOSURE_KINDS, State
from extractor.rulebook import Rulebook

FOLDER = "states"
_MARKS = frozenset(",/(")  # "low vitamin B12 (cobalamin)"


class StateRule(CueRule):
    """Patterns around `@exposure` that give its state; of several that match, the rule first in the files wins.

    A pattern without `@exposure` speaks of the mention whose own words it matches ("herbal supplements").
    """

    state: State


class StateFinder:
    """Gives the state of each exposure of a unit. Needs tokens and mentions, no parse."""

    def __init__(self, vocab: Vocab, rulebook: Rulebook) -> None:
        self._rules = rulebook.rules(FOLDER, StateRule)
        self._yes = PatternMatcher(vocab, [map(_widened, rule.patterns) for rule in self._rules])
        self._no = PatternMatcher(vocab, [map(_widened, rule.unless) for rule in self._rules])
        self._links = _MARKS | light_words(rulebook, LIST)

    def find(self, unit: Unit) -> dict[Placed, State]:
        """State by mention; mentions without one are left out."""
        return {placed: rule.state for placed, rule in self.matches(unit).items()}

    def matches(self, unit: Unit) -> dict[Placed, StateRule]:
        """The rule that gives each mention its state; mentions without one are left out."""
        exposures = [placed for placed in unit.mentions if placed.kind in EXPOSURE_KINDS]
        if not exposures:
            return {}
        blocked = [(hit.rule, hit.outer_start, hit.outer_end) for hit in self._no.find(unit.doc)]
        best: dict[int, tuple[int, bool]] = {}
        for hit in self._yes.find(unit.doc):
            if any(rule == hit.rule and a < hit.outer_end and hit.outer_start < b for rule, a, b in blocked):
                continue
            touched = [i for i, placed in enumerate(exposures) if placed.start < hit.outer_end and hit.outer_start < placed.end]
            if not touched:
                continue
            inside = any(exposures[i].start <= hit.outer_start and hit.outer_end <= exposures[i].end for i in touched)
            if inside and hit.outer_end - hit.outer_start > 1:
                continue  # words of the name itself: "high-fructose corn syrup"; but "herbal supplements" says its state
            leads = exposures[touched[0]].start <= hit.outer_start
            index = touched[-1] if leads else touched[0]
            if index not in best or hit.rule < best[index][0]:
                best[index] = (hit.rule, leads)
        found = {exposures[index]: self._rules[rule] for index, (rule, _) in best.items()}
        for index, (rule, leads) in sorted(best.items()):
            for placed in self._listed(unit, exposures, index, -1 if leads else 1):
                if exposures.index(placed) in best or (leads and placed.kind == "food" and self._rules[rule].state == "supplementation"):
                    break  # "leafy greens and garlic supplements"
                found.setdefault(placed, self._rules[rule])
        return found

    def _listed(self, unit: Unit, exposures: list[Placed], index: int, step: int) -> list[Placed]:
        """The mentions that stand in a list with one: after it in "low in zinc, iron and B12", before it in "zinc and iron deficiency".

        Before it only those of its own kind: "dairy and zinc deficiency" says nothing of the dairy. After it, what a comma alone sets off
        is no part of the list if the clause goes on with it: "without enough water, [flax] can …".
        """
        listed: list[Placed] = []
        joined = 0  # how many of them are joined by "and", or named by the word before ("the minerals zinc and iron")
        while 0 <= index + step < len(exposures):
            left, right = sorted((index, index + step))
            between = unit.doc[exposures[left].end : exposures[right].start]
            adjoining = not len(between)
            if (adjoining and step < 0) or any(token.lower_ not in self._links for token in between):
                break
            if (adjoining or step < 0) and exposures[index].kind != exposures[index + step].kind:
                break
            index += step
            listed.append(exposures[index])
            if adjoining or any(token.text != "," for token in between):
                joined = len(listed)
        rest = unit.doc[exposures[index].end :]
        return listed if step < 0 or not len(rest) or rest[0].is_punct else listed[:joined]


def _widened(pattern: str) -> str:
    """The pattern with room for names of several words where a mention stands between its other words.

    >>> _widened("falling @nutrient level(s)")
    'falling @nutrient @nutrient? @nutrient? level(s)'
    """
    first, *rest = pattern.split(" ")
    inner = [f"{word} {word}? {word}?" if word[0] == "@" and word[1:].isalpha() and word.islower() else word for word in rest[:-1]]
    return " ".join([first, *inner, *rest[-1:]])
