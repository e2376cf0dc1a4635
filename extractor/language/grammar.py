"""What dependency trees do not tell of English: small words by what they do, and irregular lemmas, from `rules/grammar`.

Trees and slots are read without a rulebook in hand, so the words are the shipped ones: a user's folder may have none (`refuse_own`).
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from pydantic import Field

from extractor.errors import RuleError
from extractor.rulebook import Rule, Rulebook

FOLDER = "grammar"


class WordClass(Rule):
    """Words of one use. Its examples are claims read with them, with the hedges in square brackets; its counter-examples are none."""

    words: tuple[str, ...] = Field(min_length=1)


class Irregular(NamedTuple):
    """A word's lemma, where its morphology holds the feature `morph` (any does if that is empty)."""

    lemma: str
    morph: str


@cache
def word_class(name: str) -> tuple[str, ...]:
    """The words of a class, in file order: `word_class("means")` are those of the rule `grammar.means`."""
    return next(rule.words for rule in _shipped().rules(FOLDER, WordClass) if rule.id == f"{FOLDER}.{name}")


@cache
def irregular_lemmas() -> dict[tuple[str, str], Irregular]:
    """By part of speech and lowercased word with straight apostrophes."""
    return {(pos, word): Irregular(lemma, morph) for word, pos, lemma, morph in _shipped().table(FOLDER, "lemmas.tsv")}


def refuse_own(rulebook: Rulebook) -> None:
    """Stops at a user's own folder of such words, which nothing would read.

    Raises:
        RuleError: there is one.
    """
    own = rulebook.extra / FOLDER if rulebook.extra is not None else None
    if own is not None and own.exists():
        raise RuleError("rules of your own cannot be put here: only the shipped ones are read", str(own))


@cache
def _shipped() -> Rulebook:
    return Rulebook()
