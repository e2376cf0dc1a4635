"""One letter wrong in a long name: "ashwaghanda", "magnesuim", "inflamation"."""

from __future__ import annotations

from functools import cached_property, lru_cache

from extractor.language.lemmas import is_english
from extractor.language.lexicon import WORDS_KEPT, Lexicon

LONG = 8  # letters of a one-word name and its misspelling; shorter words are too close to others
PART = 11  # the same for a word that only stands in longer names ("Mediterranean")
VOWELS = frozenset("aeiouy")


class Typos:
    """Gives words their normal form, and those that are no English words the form of the one name they are a slip of.

    Words with a capital stay as they are: they may be names of persons and places. Slips at the first and last letter are left alone,
    since endings tell chemicals apart (aspartate, aspartame), and so is one consonant for another (handover, hangover).
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._word = lexicon.normalizer.word
        self._phrases = lexicon.phrases
        self._known = lru_cache(maxsize=WORDS_KEPT)(self._mended)

    def normal(self, word: str) -> str:
        """The normal form of a word as `WORD` cuts it, mended where it is a slip."""
        return self._known(word)

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word for phrase in self._phrases for word in phrase.split())

    @cached_property
    def _ends(self) -> dict[str, set[str]]:
        """The long words of names by their beginning and by their end."""
        ends: dict[str, set[str]] = {}
        for known in self._words:
            if known.isalpha() and (len(known) >= PART or (len(known) >= LONG and known in self._phrases)):
                for end in _both_ends(known):
                    ends.setdefault(end, set()).add(known)
        return ends

    def _mended(self, word: str) -> str:
        normal = self._word(word)
        if len(normal) < LONG or not (word.islower() and normal.isalpha()) or normal in self._words:
            return normal
        near = {known for end in _both_ends(normal) for known in self._ends.get(end, ())}
        slips = {known for known in near if _one_slip(normal, known)}
        return slips.pop() if len(slips) == 1 and not is_english(word) else normal


def _both_ends(word: str) -> tuple[str, str]:
    """The first letters of a word, and its first with the last ones: one slip in a long word leaves one of the two as it was."""
    return word[:4], f"{word[0]}…{word[-3:]}"


def _one_slip(word: str, other: str) -> bool:
    """Whether one letter too many or too few, two neighbours swapped or one vowel for another, inside the word, make the other of it."""
    start = next((i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    a, b = word[start:], other[start:]
    if start == 0 or len(a) < 2 or len(b) < 2:
        return False
    vowels = a[0] in VOWELS and b[0] in VOWELS and a[1:] == b[1:]
    return vowels or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
