"""Finds word patterns (see `patterns`), those of many rules in one pass over a doc.

spaCy's own `Matcher` tries every pattern at every token; with hundreds of rules it reads some ten thousand words a second. Here every
pattern is looked up by one literal word of its own, its anchor, and tried only where that word stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from spacy.attrs import ENT_TYPE, LOWER  # type: ignore[import-not-found, unused-ignore]
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extractor.language.patterns import Compiled, Word, compile_pattern


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
        self._free: list[tuple[int, Compiled, tuple[frozenset[int], ...]]] = []
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
                if compiled.anchor is None:
                    self._free.append((index, compiled, kinds))
                    continue
                word = compiled.words[compiled.anchor]
                before = compiled.words[: compiled.anchor]
                after = compiled.words[compiled.anchor + 1] if compiled.anchor + 1 < len(compiled.words) else None
                following = forms_of(after) if after is not None and after.least == 1 else None
                others = [forms for other in compiled.words if other is not word and other.least and (forms := forms_of(other))]
                shortest, longest = sum(w.least for w in before), sum(w.most for w in before)
                entry = _Entry(index, compiled, kinds, tuple(others), shortest, longest, following)
                for form in forms_of(word) or ():
                    self._anchored.setdefault(form, []).append(entry)

    def find(self, doc: Doc) -> list[Hit]:
        """All hits in reading order, the longest of each rule at a place; hits of different rules may overlap."""
        found: dict[tuple[int, int], Hit] = {}
        keys: list[int] = doc.to_array(LOWER).tolist()
        words, present = set(keys), set(doc.to_array(ENT_TYPE).tolist())
        for i, key in enumerate(keys):
            for entry in self._anchored.get(key, ()):
                if entry.following is not None and (i + 1 >= len(keys) or keys[i + 1] not in entry.following):
                    continue
                if any(forms.isdisjoint(words) for forms in entry.others) or any(kinds.isdisjoint(present) for kinds in entry.kinds):
                    continue
                for start in range(max(0, i - entry.longest), i - entry.shortest + 1):
                    self._try(entry.rule, entry.compiled, doc, start, found)
        text = doc.text if self._free else ""
        for index, compiled, asked in self._free:
            if not any(kinds.isdisjoint(present) for kinds in asked) and _shapes_occur(compiled, text):
                for start in range(len(doc)):
                    self._try(index, compiled, doc, start, found)
        return sorted(found.values(), key=lambda hit: (hit.start, -hit.end, hit.rule))

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


def _shapes_occur(compiled: Compiled, text: str) -> bool:
    """Whether every shape that a pattern asks for is somewhere in the text at all."""
    return all(word.shape is None or not word.least or word.shape.search(text) for word in compiled.words)


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
