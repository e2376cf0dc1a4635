"""Finds the things that claims are about, in plain text: nutrients, supplements, foods, conditions, functions.

`Matcher.find` cuts the text into words, looks every stretch of words up in the lexicon, adds what is built from parts ("joint stiffness",
"egg allergy"), what shares a head with it ("vitamins A, D and E") and abbreviations that the text defines ("irritable bowel syndrome
(IBS)"), and keeps the longest of what overlaps, less what is part of a proper name. Products are found elsewhere.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extractor.language.compounds import built, constituents, eaten, joined
from extractor.language.conjuncts import with_conjuncts
from extractor.language.lexicon import GREEK, NO_MENTION, Form, Lexicon, Term
from extractor.language.proper_names import without_names
from extractor.language.short_forms import short_forms
from extractor.language.typos import Typos
from extractor.language.words import HYPHENS, Candidate, Words, cut, longest
from extractor.rulebook import Rulebook

EXPOSURES = frozenset({"nutrient", "supplement", "food"})
SENTENCE_END = re.compile(r"[a-z0-9)\]%][.!?][\"'”’)]*\s|\n")
NEAR = 14  # words on either side of a term in which a word of its context must stand


@dataclass(frozen=True, slots=True)
class Found:
    """One mention, in character offsets of the text. `name` is what the lexicon calls it, `concept` its CURIE or None.

    `why` says what it was matched by: the place of a lexicon's row, or how it was put together.
    """

    start: int
    end: int
    kind: str
    name: str
    concept: str | None
    why: str = field(default="", compare=False)


class Matcher:
    """Finds mentions with the lexicons of a rulebook and a user's own terms. Reading is all done here; `find` keeps no state."""

    def __init__(self, rulebook: Rulebook, terms: Iterable[Term] = ()) -> None:
        self.lexicon = Lexicon.load(rulebook, terms)
        self._typos = Typos(self.lexicon)

    def find(self, text: str) -> list[Found]:
        """The mentions of one passage, in reading order. Of what overlaps the longest is kept, of equal length a user's own term."""
        words = cut(text, self.lexicon, self._typos.normal)
        waiting: list[Candidate] = []
        candidates = [*self._listed(words, waiting), *built(words, self.lexicon)]
        chosen = longest(candidates)
        accompanied = list(_accompanied(words, waiting, chosen))
        if accompanied:
            candidates += accompanied
            chosen = longest(candidates)
        beside = [found for find in (joined, eaten, constituents) for found in find(words, self.lexicon, chosen)]
        if beside:
            candidates += beside
            chosen = longest(candidates)
        defined = list(short_forms(words, chosen, self.lexicon))
        if defined:
            chosen = longest([*candidates, *defined])
        chosen = with_conjuncts(words, chosen, self.lexicon)
        return [
            Found(found.start, found.end, found.kind, found.name, found.concept, found.why)
            for found in without_names(words, chosen)
            if found.kind != NO_MENTION
        ]

    def _listed(self, words: Words, waiting: list[Candidate]) -> Iterator[Candidate]:
        """Every stretch of words that the lexicon knows; those that still want an exposure beside them are put into `waiting`."""
        phrases, lengths, normal, runs = self.lexicon.phrases, self.lexicon.lengths, words.normal, words.runs
        for i, first in enumerate(normal):
            for count in lengths.get(first, ()):
                if i + count <= runs[i]:
                    forms = phrases.get(" ".join(normal[i : i + count]) if count > 1 else first)
                    if forms:
                        yield from self._accepted(words, i, i + count, forms, waiting)
            if i + 1 < runs[i] and words.gap(i + 1) in HYPHENS:
                yield from self._closed_up(words, i, waiting)

    def _closed_up(self, words: Words, i: int, waiting: list[Candidate]) -> Iterator[Candidate]:
        """A term that the text writes with a hyphen and the lexicon without: "multi-vitamin"."""
        first = self.lexicon.normalizer.word(words.surface(i, i + 1) + words.surface(i + 1, i + 2))
        for count in self.lexicon.lengths.get(first, ()):
            if i + count < words.runs[i]:
                forms = self.lexicon.phrases.get(" ".join([first, *words.normal[i + 2 : i + 1 + count]]))
                if forms:
                    yield from self._accepted(words, i, i + 1 + count, forms, waiting)

    def _accepted(self, words: Words, first: int, last: int, forms: list[Form], waiting: list[Candidate]) -> Iterator[Candidate]:
        start, end = words.spans[first][0], words.spans[last - 1][1]
        if words.text.endswith(")", end, end + 1) and "(" in words.text[start:end]:
            end += 1  # "lipoprotein(a)"
        surface = words.text[start:end]
        if words.text[end : end + 1].isalnum():
            return  # "B2B"
        acronym = last - first == 1 and _is_other_acronym(words.text, start, end)
        for form in forms:
            sense = form.sense
            if acronym and not form.case:
                continue
            if form.case and not _as_written(form.written, surface):
                continue
            if sense.exact and _letters(form.written).casefold() != _letters(surface).casefold():
                continue
            if sense.head and not words.ends_phrase(last, self.lexicon.followers):
                continue
            if sense.bare and words.follows(first) and words.role(first - 1) == "d":
                continue
            alone = (sense.context or sense.exposure) and not _near(words, first, last, sense.context)
            if alone and not sense.exposure:
                continue
            named = len(surface) if form.written.endswith("s") else len(_without_possessive(surface))
            found = Candidate(start, start + named, sense.kind, sense.name, sense.concept, 1 if sense.own else 2, sense.where)
            if alone:
                waiting.append(found)
                continue
            yield found
            return


def _accompanied(words: Words, waiting: list[Candidate], chosen: list[Candidate]) -> Iterator[Candidate]:
    """Those of the candidates that a nutrient, supplement or food stands beside, in their sentence and at most `NEAR` words away."""
    eaten = [words.starts[found.start] for found in chosen if found.kind in EXPOSURES and found.start in words.starts]
    for candidate in waiting:
        first = words.starts[candidate.start]
        for i in eaten[bisect_left(eaten, first - NEAR) : bisect_right(eaten, first + NEAR)]:
            here, there = sorted((candidate.start, words.spans[i][0]))
            if not candidate.start <= words.spans[i][0] < candidate.end and SENTENCE_END.search(words.text, here, there) is None:
                yield candidate
                break


def _near(words: Words, first: int, last: int, context: frozenset[str]) -> bool:
    before, after = words.normal[max(0, first - NEAR) : first], words.normal[last : last + NEAR]
    return not (context.isdisjoint(before) and context.isdisjoint(after))


def _without_possessive(surface: str) -> str:
    """The name alone of "Zinc’s"; "Crohn’s" is written so in the lexicon."""
    return surface.removesuffix("'s").removesuffix("’s")


def _as_written(written: str, surface: str) -> bool:
    return _letters(surface) in (_letters(written), _letters(written) + "s")


def _letters(text: str) -> str:
    return "".join(char for char in text.translate(GREEK) if char.isalnum())


def _is_other_acronym(text: str, start: int, end: int) -> bool:
    """Whether a short word in capitals is a short form of something else: "YAMs", "(MICE)"."""
    surface = text[start:end]
    if not 2 < len(surface) < 7 or not surface[:-1].isupper():
        return False
    return surface.endswith("s") or (text[start - 1 : start] == "(" and text[end : end + 1] == ")" and surface.isupper())
