"""People who are brought in as speakers, by the words of a sentence alone: most sentences that only say who somebody is have no tree.

"Dr. Peter Lang, who runs a bone clinic, said many of the trials …", "Nutritionist Mary Cole is relaxed", "My doctor was not surprised".
"""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from extractor.language.lemmas import possible_lemmas
from extractor.language.units import Unit

OPENING = 4  # words before a name that a sentence begins with: "Lead author Mary Poole", "Not so, says …"
CLOSE = 3  # words between a verb of saying and the name behind it: "said study co-author Mary Poole"
LONGEST = 5  # words of a name
_LETTERED = 3  # "Dr." is a title, "J." an initial


class PeopleFinder:
    """Finds them; `words` are the words of `rules/attribution` by type."""

    def __init__(self, words: Mapping[str, Mapping[str, str]]) -> None:
        self._saying = words.get("saying", {})
        self._trades = words.get("source", {})
        self._nobody = words.get("no_source", {})

    def named(self, unit: Unit) -> str | None:
        """The full name of somebody who says something in a unit, or with whom it begins and of whom it tells a trade."""
        tokens = list(unit.doc)
        words = [word if token.is_lower else "" for word, token in zip(unit.lowered, tokens, strict=True)]
        verbs = [i for i, word in enumerate(words) if any(form in self._saying for form in possible_lemmas(word))]
        for verb in verbs:
            start = next((i for i in range(verb + 1, min(verb + 1 + CLOSE, len(tokens))) if _is_capital(tokens[i])), None)
            name = self._name(unit, start) if start is not None else None
            if name is not None:
                return name
        for start in range(min(OPENING, len(tokens))):
            name = self._name(unit, start) if _is_capital(tokens[start]) else None
            if name is None:
                continue
            behind = tokens[start + len(name.split()) :]
            told = bool(behind) and behind[0].text == ","
            trade = start > 0 and unit.lowered[start - 1] in self._trades
            if verbs or told or trade or _has_title(name):
                return name
        return None

    def of_a_trade(self, unit: Unit) -> str | None:
        """Somebody called by their trade with whom a unit begins: "My doctor was not surprised"."""
        first, *rest = unit.lowered[:CLOSE] or [""]
        return next((word for word in rest if word in self._trades and len(first) <= CLOSE), None)

    def by_last_name(self, unit: Unit) -> str | None:
        """The single name that a unit begins with, for somebody named in full before: "[Reiss] prefers tea"."""
        words = list(unit.doc[:2])
        plain = len(words) == 2 and _is_capital(words[0]) and words[1].is_lower and words[1].is_alpha
        return words[0].text if plain and not words[0].is_stop and unit.mention_at(words[0]) is None else None

    def _name(self, unit: Unit, start: int) -> str | None:
        """The person's name that begins at a token: two capitalised words or more, no body's name and nothing that claims are about."""
        end = start
        while end < len(unit.doc) and end - start < LONGEST and _is_capital(unit.doc[end]):
            end += 1
        words = unit.lowered[start:end]
        if words and words[0] in self._trades:  # "Nutritionist Mary Cole"
            return self._name(unit, start + 1)
        taken = any(unit.mention_at(token) for token in unit.doc[start:end])
        if len(words) < 2 or taken or unit.doc[start].is_stop or words[-1] in self._trades or not self._nobody.keys().isdisjoint(words):
            return None
        return unit.doc[start:end].text


def _is_capital(token: Token) -> bool:
    return token.text[0].isupper() and not (token.is_upper and len(token) >= _LETTERED)


def _has_title(name: str) -> bool:
    """Whether a name begins with a short form such as "Dr." or "Prof."."""
    first = name.split()[0]
    return first.endswith(".") and len(first) >= _LETTERED
