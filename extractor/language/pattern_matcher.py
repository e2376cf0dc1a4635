"""Finds word patterns (see `patterns`), those of many rules in one pass over a doc.

spaCy's own `Matcher` tries every pattern at every token; with hundreds of rules it reads some ten thousand words a second. Here every
pattern is looked up by one literal word of its own, its anchor, and tried only where that word stands; one without literal words by a word
of which it asks a shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from spacy.attrs import ENT_TYPE, LOWER, ORTH  # type: ignore[import-not-found, unused-ignore]
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extractor.language.patterns import Compiled, Word, compile_pattern

WORDS_KEPT = 50_000  # words whose shapes are remembered


@dataclass(frozen=True)
class Hit:
    """A match: the index of the rule in the list given to `PatternMatcher`, and the token offsets of its cue, end-exclusive.

    `outer_start`, `outer_end` take in the pattern's context words too.
    """

    rule: int
    start: int
    end: int
    outer_start: int
    outer_end: int


class _Entry(NamedTuple):
    """A pattern under one of its anchor's forms.

    `kinds`: for each mention that it asks for the kinds that will do; `others`: for each other literal word its forms; `shortest`,
    `longest`: how many tokens may stand before the anchor; `following`: what the next token must be.
    """

    rule: int
    compiled: Compiled
    kinds: tuple[frozenset[int], ...]
    others: tuple[frozenset[int], ...]
    shortest: int
    longest: int
    following: frozenset[int] | None


class PatternMatcher:
    """Many rules' patterns in one pass over a doc.

    Args:
        vocab: the docs' vocabulary.
        patterns: for each rule its patterns.
        surface: ask for no part of speech and no lemma, to tell before the parse what it may bring.
    """

    def __init__(self, vocab: Vocab, patterns: Sequence[Iterable[str]], surface: bool = False) -> None:
        self._anchored: dict[int, list[_Entry]] = {}
        self._shaped: list[tuple[re.Pattern[str], _Entry]] = []
        self._free: list[_Entry] = []
        self._strings = vocab.strings
        self._of_shape: dict[int, list[_Entry]] = {}  # by the words met so far
        add = vocab.strings.add

        def forms_of(word: Word) -> frozenset[int] | None:
            """The forms of a literal word, whatever their casing."""
            forms = None if word.negated else word.lower or word.text
            return frozenset(add(form.lower()) for form in forms) if forms else None

        for index, group in enumerate(patterns):
            for pattern in group:
                compiled = compile_pattern(pattern)
                if surface:
                    compiled = replace(compiled, words=tuple(replace(word, pos=None, lemma=None) for word in compiled.words))
                asked = (word.kinds for word in compiled.words if word.kinds and word.least and "" not in word.kinds)
                kinds = tuple(frozenset(map(add, choices)) for choices in asked)
                anchor = compiled.anchor
                if anchor is None:
                    anchor = next((at for at, word in enumerate(compiled.words) if word.shape and word.least and not word.negated), None)
                if anchor is None:
                    self._free.append(_Entry(index, compiled, kinds, (), 0, 0, None))
                    continue
                word = compiled.words[anchor]
                before = compiled.words[:anchor]
                after = compiled.words[anchor + 1] if anchor + 1 < len(compiled.words) else None
                following = forms_of(after) if after is not None and after.least == 1 else None
                others = [forms for other in compiled.words if other is not word and other.least and (forms := forms_of(other))]
                shortest, longest = sum(w.least for w in before), sum(w.most for w in before)
                entry = _Entry(index, compiled, kinds, tuple(others), shortest, longest, following)
                for form in forms_of(word) or ():
                    self._anchored.setdefault(form, []).append(entry)
                if compiled.anchor is None and word.shape:
                    self._shaped.append((word.shape, entry))

    def find(self, doc: Doc) -> list[Hit]:
        """All hits in reading order, the longest of each rule at a place; hits of different rules may overlap."""
        found: dict[tuple[int, int], Hit] = {}
        keys: list[int] = doc.to_array(LOWER).tolist()
        orths: list[int] = doc.to_array(ORTH).tolist() if self._shaped else keys
        words, present = set(keys), set(doc.to_array(ENT_TYPE).tolist())
        for i, (key, orth) in enumerate(zip(keys, orths, strict=True)):
            entries = self._anchored.get(key, [])
            for entry in (*entries, *self._shaped_like(orth)) if self._shaped else entries:
                if entry.following is not None and (i + 1 >= len(keys) or keys[i + 1] not in entry.following):
                    continue
                if any(forms.isdisjoint(words) for forms in entry.others) or any(kinds.isdisjoint(present) for kinds in entry.kinds):
                    continue
                for start in range(max(0, i - entry.longest), i - entry.shortest + 1):
                    self._try(entry.rule, entry.compiled, doc, start, found)
        for entry in self._free:
            if not any(kinds.isdisjoint(present) for kinds in entry.kinds):
                for start in range(len(doc)):
                    self._try(entry.rule, entry.compiled, doc, start, found)
        return sorted(found.values(), key=lambda hit: (hit.start, -hit.end, hit.rule))

    def _shaped_like(self, orth: int) -> list[_Entry]:
        """The patterns whose anchor is a word of a shape that this one has."""
        known = self._of_shape.get(orth)
        if known is None:
            if len(self._of_shape) >= WORDS_KEPT:
                self._of_shape.clear()
            text = self._strings[orth]
            known = self._of_shape[orth] = [entry for shape, entry in self._shaped if shape.fullmatch(text)]
        return known

    @staticmethod
    def _try(index: int, compiled: Compiled, doc: Doc, start: int, found: dict[tuple[int, int], Hit]) -> None:
        places = _match(compiled.words, doc, 0, start, [])
        if places is None:
            return
        end = start + len(places)
        if compiled.first and any(not token.is_punct and not token.is_space for token in doc[:start]):
            return
        if compiled.last and any(not token.is_punct and not token.is_space for token in doc[end:]):
            return
        core = [start + offset for offset, word in enumerate(places) if word in compiled.core]
        if not core:
            return
        hit = Hit(index, core[0], core[-1] + 1, start, end)
        old = found.get((index, hit.start))
        if old is None or (hit.end, hit.outer_end) > (old.end, old.outer_end):
            found[index, hit.start] = hit


def _match(words: tuple[Word, ...], tokens: Doc, at: int, i: int, places: list[int]) -> list[int] | None:
    """Matches words from `at` on at token i, the longest way first; for each token taken the index of its word, or None."""
    while at < len(words):
        word = words[at]
        if word.least == word.most:  # one token
            if i >= len(tokens) or not word.fits(tokens[i]):
                return None
            places = [*places, at]
            at, i = at + 1, i + 1
            continue
        count = 0
        while count < word.most and i + count < len(tokens) and word.fits(tokens[i + count]):
            count += 1
        for taken in range(count, word.least - 1, -1):
            rest = _match(words, tokens, at + 1, i + taken, [*places, *[at] * taken])
            if rest is not None:
                return rest
        return None
    return places
