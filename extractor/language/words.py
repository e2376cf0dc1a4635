"""A text as the words that terms are looked up by, and the candidates for mentions found over them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from extractor.language.lexicon import WORD, Lexicon

# What may stand between two words of one term: "25(OH)D". A full stop only after an initial or a short word: "P. acnes", "St. John's wort".
GAP = re.compile(r"[ \t\u00a0]?(?:[-\u2010\u2011\u00ad\u200b/'’]?[ \t\u00a0]?|\n)|[()]")
INITIAL_GAP = re.compile(r"\.[ \u00a0]?")
HYPHENS = frozenset({"-", "\u2010", "\u2011", "\u00ad", "\u200b"})
BLANK = re.compile(r"[ \t\u00a0\n]+")


class Candidate(NamedTuple):
    """A possible mention in character offsets; rank 0 wins among those of one length. `why` says what it was matched by."""

    start: int
    end: int
    kind: str
    name: str
    concept: str | None
    rank: int
    why: str


@dataclass(slots=True)
class Words:
    """A text as words: their normal forms and offsets.

    `runs[i]` is one past the last word that a term from word i may reach. `roles` has two characters a word: its role (`ROLES` of the
    lexicon, "." for none) and whether the next word is joined to it ("-") or not ("|"). `starts` maps the offset at which a word begins to
    the word, `ends` the offset at which it ends to the word behind it.
    """

    text: str
    spans: list[tuple[int, int]]
    normal: list[str]
    runs: list[int]
    roles: str
    starts: dict[int, int]
    ends: dict[int, int]

    def role(self, i: int) -> str:
        """The role letter of word i."""
        return self.roles[2 * i]

    def surface(self, first: int, last: int) -> str:
        """The text of the words from `first` up to, but not with, `last`."""
        return self.text[self.spans[first][0] : self.spans[last - 1][1]]

    def gap(self, i: int) -> str:
        """What stands before word i, after the word before it."""
        return self.text[self.spans[i - 1][1] : self.spans[i][0]]

    def follows(self, i: int) -> bool:
        """Whether there is a word i, and only blank space between it and the word before."""
        if not 0 < i < len(self.spans):
            return False
        gap = self.gap(i)
        return gap == " " or BLANK.fullmatch(gap) is not None

    def ends_phrase(self, last: int, followers: frozenset[str]) -> bool:
        """Whether the word before `last` is not followed by a noun that it would only modify."""
        if last == len(self.spans):
            return True
        gap = self.gap(last)
        follower = self.surface(last, last + 1).casefold()
        if gap in HYPHENS:
            return f"-{follower}" in followers
        if BLANK.fullmatch(gap) is None:
            return gap != ""
        return "\n" in gap or follower in followers


def cut(text: str, lexicon: Lexicon, normal_of: Callable[[str], str]) -> Words:
    """Cuts a text into words; `normal_of` gives a word its normal form."""
    role_of = lexicon.roles.get
    spans = [found.span() for found in WORD.finditer(text)]
    normal = [normal_of(text[start:end]) for start, end in spans]
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
    starts = {start: i for i, (start, _) in enumerate(spans)}
    ends = {end: i + 1 for i, (_, end) in enumerate(spans)}
    return Words(text, spans, normal, runs, "".join(reversed(roles)), starts, ends)


def longest(candidates: list[Candidate]) -> list[Candidate]:
    """The longest of what overlaps; of equal length the lower rank, then the first."""
    taken: list[Candidate] = []
    covered = set[int]()
    for candidate in sorted(candidates, key=lambda found: (found.start - found.end, found.rank, found.start)):
        place = range(candidate.start, candidate.end)
        if candidate.start not in covered and candidate.end - 1 not in covered and covered.isdisjoint(place):
            covered.update(place)
            taken.append(candidate)
    return sorted(taken, key=lambda found: found.start)


def _joined(text: str, word: tuple[int, int], after: int) -> bool:
    gap = text[word[1] : after]
    if gap in ("", " ", "-"):
        return True
    if "/" in gap and word[1] - word[0] == 1:
        return False  # "3B/3B"
    if gap == ":":
        return text[word[1] - 1].isdigit() and text[after].isdigit()  # "18:1n-9"
    return GAP.fullmatch(gap) is not None or (word[1] - word[0] < 3 and INITIAL_GAP.fullmatch(gap) is not None)
