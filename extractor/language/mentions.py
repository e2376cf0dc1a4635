"""Finds the things that claims are about, in plain text: nutrients, supplements, foods, conditions, functions.

`Matcher.find` cuts the text into words, looks every stretch of words up in the lexicon, adds what is built from parts ("joint stiffness",
"nerve repair"), what shares a head with it ("vitamins A, D and E") and abbreviations that the text defines ("irritable bowel syndrome
(IBS)"), and keeps the longest of what overlaps. Products are found elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractor.language.lexicon import NO_MENTION, WORD, Form, Lexicon, Term
from extractor.rulebook import Rulebook

# What may stand between two words of one term. A full stop only after an initial or a short word: "P. acnes", "St. John's wort".
GAP = re.compile(r"[ \t\u00a0]?(?:[-\u2010\u2011\u00ad\u200b/'’]?[ \t\u00a0]?|\n)")
INITIAL_GAP = re.compile(r"\.[ \u00a0]?")
HYPHENS = frozenset({"-", "\u2010", "\u2011", "\u00ad", "\u200b"})
BLANK = re.compile(r"[ \t\u00a0\n]+")
# Between two conjuncts beside "and": a comma, a slash, an ampersand.
JOINTS = re.compile(r"\s*(?:,|/|&|\+)?\s*")
NEAR = 14  # words on either side of a term in which a word of its context must stand
PARTS = 3  # words that a conjunct without its head may have

# A text's roles are a string of two characters a word: its role (`ROLES` of the lexicon, "." for none) and whether the next word is
# joined to it ("-") or not ("|").
PART = "(?:[oafp]-(?:s-)?)"
BUILT = (
    ("condition", re.compile(f"(?:[oafp]-r-)?(?:x-)?{PART}{{1,3}}t")),
    ("condition", re.compile("[oafp]-r-t")),
    ("condition", re.compile(f"x-{PART}{{0,2}}[of]")),
    ("function", re.compile(f"{PART}{{1,3}}(?:b-)?b")),
    ("function", re.compile(f"g-{PART}{{0,2}}[of]")),
)
BUILDING = re.compile(r"(?<![oafpgx]-)[oafpgx]-")
DEFINITION = re.compile(r"[ \u00a0]\(([A-Za-z][A-Za-z0-9-]{1,7})\)")
SHORT_FORM = re.compile(r"(?<![\w-])[A-Za-z][A-Za-z0-9-]{1,8}(?!\w)")
LONG_FORM = re.compile(r"\b((?:[A-Za-z]+[ -]){2,6})\(([A-Z][A-Z0-9-]{1,6})\)")


@dataclass(frozen=True, slots=True)
class Found:
    """One mention, in character offsets of the text. `name` is what the lexicon calls it, `concept` its CURIE or None."""

    start: int
    end: int
    kind: str
    name: str
    concept: str | None


@dataclass(slots=True)
class _Words:
    """A text as words: their normal forms, offsets, role letters; `runs[i]` is one past the last word that a term from word i may reach."""

    text: str
    spans: list[tuple[int, int]]
    normal: list[str]
    runs: list[int]
    roles: str


class Matcher:
    """Finds mentions with the lexicons of a rulebook and a user's own terms. Reading is all done here; `find` keeps no state."""

    def __init__(self, rulebook: Rulebook, terms: Iterable[Term] = ()) -> None:
        self.lexicon = Lexicon.load(rulebook, terms)

    def find(self, text: str) -> list[Found]:
        """The mentions of one passage, in reading order. Of what overlaps the longest is kept, of equal length a user's own term."""
        words = self._words(text)
        candidates = [*self._listed(words), *self._built(words)]
        chosen = _longest(candidates)
        if "(" in text:
            defined = list(_defined(text, chosen))
            if defined:
                chosen = _longest([*candidates, *defined])
        chosen = self._with_conjuncts(words, chosen)
        return [Found(*found[:5]) for found in chosen if found[2] != NO_MENTION]

    def _words(self, text: str) -> _Words:
        word_of = self.lexicon.normalizer.word
        role_of = self.lexicon.roles.get
        spans = [found.span() for found in WORD.finditer(text)]
        normal = [word_of(text[start:end]) for start, end in spans]
        count = len(spans)
        runs = [count] * count
        roles: list[str] = []
        reach = count
        for i in range(count - 1, -1, -1):
            joined = i + 1 < count and _joined(text, spans[i], spans[i + 1][0])
            if not joined:
                reach = i + 1
            runs[i] = reach
            roles.append("-" if joined else "|")
            roles.append(role_of(normal[i], "."))
        return _Words(text, spans, normal, runs, "".join(reversed(roles)))

    def _listed(self, words: _Words) -> Iterator[_Candidate]:
        """Every stretch of words that the lexicon knows."""
        phrases, lengths, normal, runs = self.lexicon.phrases, self.lexicon.lengths, words.normal, words.runs
        for i, first in enumerate(normal):
            for count in lengths.get(first, ()):
                if i + count <= runs[i]:
                    forms = phrases.get(" ".join(normal[i : i + count]) if count > 1 else first)
                    if forms:
                        yield from self._accepted(words, i, i + count, forms)
            if i + 1 < runs[i] and words.text[words.spans[i][1] : words.spans[i + 1][0]] in HYPHENS:
                yield from self._closed_up(words, i)

    def _closed_up(self, words: _Words, i: int) -> Iterator[_Candidate]:
        """A term that the text writes with a hyphen and the lexicon without: "multi-vitamin"."""
        surface = words.text[slice(*words.spans[i])] + words.text[slice(*words.spans[i + 1])]
        first = self.lexicon.normalizer.word(surface)
        for count in self.lexicon.lengths.get(first, ()):
            if i + count < words.runs[i]:
                forms = self.lexicon.phrases.get(" ".join([first, *words.normal[i + 2 : i + 1 + count]]))
                if forms:
                    yield from self._accepted(words, i, i + 1 + count, forms)

    def _accepted(self, words: _Words, first: int, last: int, forms: list[Form]) -> Iterator[_Candidate]:
        start, end = words.spans[first][0], words.spans[last - 1][1]
        acronym = last - first == 1 and _is_other_acronym(words.text, start, end)
        for form in forms:
            sense = form.sense
            if acronym and not form.case:
                continue
            if form.case and not _as_written(form.written, words.text[start:end]):
                continue
            if sense.exact and _letters(form.written).casefold() != _letters(words.text[start:end]).casefold():
                continue
            if sense.head and not self._ends_phrase(words, last):
                continue
            if sense.context and not self._near(words, first, last, sense.context):
                continue
            yield start, end, sense.kind, sense.name, sense.concept, 1 if sense.own else 2
            return

    def _ends_phrase(self, words: _Words, last: int) -> bool:
        """Whether the term's last word is not followed by a noun that it would only modify."""
        if last == len(words.spans):
            return True
        gap = words.text[words.spans[last - 1][1] : words.spans[last][0]]
        follower = words.text[slice(*words.spans[last])].casefold()
        if gap in HYPHENS:
            return f"-{follower}" in self.lexicon.followers
        if BLANK.fullmatch(gap) is None:
            return gap != ""
        return "\n" in gap or follower in self.lexicon.followers

    def _near(self, words: _Words, first: int, last: int, context: frozenset[str]) -> bool:
        before, after = words.normal[max(0, first - NEAR) : first], words.normal[last : last + NEAR]
        return not (context.isdisjoint(before) and context.isdisjoint(after))

    def _built(self, words: _Words) -> Iterator[_Candidate]:
        """Conditions and functions that no list can hold: a part of the body or a process, and what happens to it."""
        for place in BUILDING.finditer(words.roles):
            begin = place.start()
            while begin < len(words.roles) and words.roles[begin] in "oafpgx":
                for kind, pattern in BUILT:
                    found = pattern.match(words.roles, begin)
                    if found and self._stands(words, begin // 2, (found.end() + 1) // 2):
                        start, end = words.spans[begin // 2][0], words.spans[(found.end() - 1) // 2][1]
                        yield start, end, kind, words.text[start:end].casefold(), None, 3
                if words.roles[begin + 1] != "-":
                    break
                begin += 2

    def _stands(self, words: _Words, first: int, last: int) -> bool:
        """Whether a built term is one: its head is no verb, and a part with no head ends its phrase."""
        if words.roles[2 * (last - 1)] not in "tb":
            return self._ends_phrase(words, last)
        if last < words.runs[first] and words.roles[2 * last] == "d":
            return False  # "stress damages the gut"
        return not any(words.roles[2 * i] in "opf" and _is_plural(words, i) for i in range(first, last - 1))  # "nerves control"

    def _with_conjuncts(self, words: _Words, chosen: list[_Candidate]) -> list[_Candidate]:
        """Adds the conjuncts that share a word with a mention: "D" and "E" of "vitamins A, D and E", "eye" of "eye and heart health"."""
        at = {start: i for i, (start, _) in enumerate(words.spans)}
        ends = {end: i + 1 for i, (_, end) in enumerate(words.spans)}
        extra: list[_Candidate] = []
        for mention in chosen:
            first, last = at.get(mention[0]), ends.get(mention[1])
            if first is None or last is None or last - first < 2 or mention[2] == NO_MENTION:
                continue
            extra.extend(self._left_conjuncts(words, mention, first, last))
            extra.extend(self._right_conjuncts(words, mention, first, last))
        if not extra:
            return chosen
        # A conjunct stands in the place of the organ that its words mean alone ("eye"), of no other mention and within none.
        own = {found[:2] for found in chosen if found[2] != "function"}
        return _longest([*(found for found in extra if found[:2] not in own), *chosen])

    def _left_conjuncts(self, words: _Words, mention: _Candidate, first: int, last: int) -> Iterator[_Candidate]:
        """Conjuncts before the mention that lack its last word."""
        heads = words.normal[last - 1 : last]
        role = words.roles[2 * (last - 1)]
        if words.roles[2 * first] in "gx":
            return  # "calmer, healthier skin" names one thing
        while True:
            end = _before_and(words, first)
            if end is None:
                return
            for begin in range(max(0, end - PARTS), end):
                if words.runs[begin] < end:
                    continue
                start, stop = words.spans[begin][0], words.spans[end - 1][1]
                name = words.text[start:stop]
                found = self._whole(words.normal[begin:end] + heads, mention[2])
                if found is None and role in "tb" and _all_parts(words.roles, begin, end):
                    found = f"{name} {words.text[slice(*words.spans[last - 1])]}".casefold(), None
                if found is not None:
                    yield start, stop, mention[2], *found, 0
                    first = begin
                    break
            else:
                return

    def _right_conjuncts(self, words: _Words, mention: _Candidate, first: int, last: int) -> Iterator[_Candidate]:
        """Conjuncts after the mention that lack its first word; only letters and numbers ("E", "B12", "6") are safe.

        After "fat-soluble vitamins" the first letter follows the last word, without a comma.
        """
        head = first
        begin: int | None = last
        if last < words.runs[first] and self._whole([words.normal[last - 1], words.normal[last]], mention[2]):
            head = last - 1
        else:
            begin = _after_and(words, last)
        while begin is not None:
            for end in (begin + 2, begin + 1):
                if end > words.runs[begin] or not _short(words.normal[begin:end]):
                    continue
                found = self._whole([words.normal[head], *words.normal[begin:end]], mention[2])
                if found is not None:
                    yield words.spans[begin][0], words.spans[end - 1][1], mention[2], *found, 0
                    begin = _after_and(words, end)
                    break
            else:
                return

    def _whole(self, normal: list[str], kind: str) -> tuple[str, str | None] | None:
        for form in self.lexicon.phrases.get(" ".join(normal), ()):
            if form.sense.kind == kind:
                return form.sense.name, form.sense.concept
        return None


# start, end, kind, name, concept, rank (0 wins among mentions of one length)
_Candidate = tuple[int, int, str, str, str | None, int]


def _joined(text: str, word: tuple[int, int], after: int) -> bool:
    gap = text[word[1] : after]
    if gap in ("", " ", "-"):
        return True
    return GAP.fullmatch(gap) is not None or (word[1] - word[0] < 3 and INITIAL_GAP.fullmatch(gap) is not None)


def _longest(candidates: list[_Candidate]) -> list[_Candidate]:
    """The longest of what overlaps; of equal length the lower rank, then the first."""
    taken: list[_Candidate] = []
    covered = set[int]()
    for candidate in sorted(candidates, key=lambda found: (found[0] - found[1], found[5], found[0])):
        place = range(candidate[0], candidate[1])
        if candidate[0] not in covered and candidate[1] - 1 not in covered and covered.isdisjoint(place):
            covered.update(place)
            taken.append(candidate)
    return sorted(taken)


def _defined(text: str, chosen: list[_Candidate]) -> Iterator[_Candidate]:
    """The places of abbreviations after their definitions; a definition of something else silences the shipped sense."""
    meanings: dict[str, tuple[int, str, str, str | None]] = {}
    for start, end, kind, name, concept, _ in chosen:
        found = DEFINITION.match(text, end)
        if found and sum(char.isupper() for char in found[1]) > 1 and _abbreviates(found[1], text[start:end]):
            meanings.setdefault(found[1], (found.start(1), kind, name, concept))
    for found in LONG_FORM.finditer(text):
        initials = "".join(word[0] for word in re.split(r"[ -]", found[1]) if word).upper()
        if found[2] not in meanings and initials.endswith(found[2]):
            meanings[found[2]] = (found.start(2), NO_MENTION, found[2], None)
    for place in SHORT_FORM.finditer(text) if meanings else ():
        short = place[0] if place[0] in meanings else place[0].removesuffix("s")
        if short in meanings and place.start() >= meanings[short][0]:
            yield place.start(), place.start() + len(short), *meanings[short][1:], 0


def _abbreviates(short: str, long: str) -> bool:
    """Whether the letters of the abbreviation come in this order in the long form, the first ones first."""
    letters = iter(long.casefold())
    wanted = [char for char in short.casefold().rstrip("s") if char.isalnum()]
    return long[0].casefold() == wanted[0] and all(char in letters for char in wanted)


def _as_written(written: str, surface: str) -> bool:
    return _letters(surface) in (_letters(written), _letters(written) + "s")


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _before_and(words: _Words, first: int) -> int | None:
    """One past the last word of the conjunct before word `first`, over a comma, a slash, "and" or both; None where there is none."""
    end = first
    if end > 0 and words.roles[2 * (end - 1)] == "&" and BLANK.fullmatch(_gap(words, end)):
        end -= 1
    if end == 0:
        return None
    gap = _gap(words, end)
    joint = JOINTS.fullmatch(gap) is not None and "\n" not in gap
    return end if joint and (end < first or any(char in ",/&+" for char in gap)) else None


def _after_and(words: _Words, last: int) -> int | None:
    """The first word of the conjunct after word `last - 1`; None where there is none."""
    begin = last
    if begin >= len(words.spans):
        return None
    gap = _gap(words, begin)
    if JOINTS.fullmatch(gap) is None or "\n" in gap:
        return None
    joined = any(char in ",/&+" for char in gap)
    if words.roles[2 * begin] == "&":
        begin += 1
        joined = True
    return begin if joined and begin < len(words.spans) else None


def _gap(words: _Words, word: int) -> str:
    """What stands before a word, after the word before it."""
    return words.text[words.spans[word - 1][1] : words.spans[word][0]]


def _is_other_acronym(text: str, start: int, end: int) -> bool:
    """Whether a short word in capitals is a short form of something else: "YAMs", "(MICE)"."""
    surface = text[start:end]
    if not 2 < len(surface) < 7 or not surface[:-1].isupper():
        return False
    return surface.endswith("s") or (text[start - 1 : start] == "(" and text[end : end + 1] == ")" and surface.isupper())


def _is_plural(words: _Words, i: int) -> bool:
    surface = words.text[slice(*words.spans[i])].casefold()
    return surface.endswith("s") and not surface.endswith(("'s", "’s")) and not words.normal[i].endswith("s")


def _all_parts(roles: str, begin: int, end: int) -> bool:
    return all(roles[2 * i] in "oafp" for i in range(begin, end))


def _short(normal: list[str]) -> bool:
    return all(len(word) == 1 or word.isdigit() for word in normal)
