"""Conjuncts that share a word with a mention: "D" and "E" of "vitamins A, D and E", "eye" of "eye and heart health"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.language.lexicon import NO_MENTION, Lexicon
from extractor.language.words import BLANK, Candidate, Words, longest

# Between two conjuncts beside "and": a comma, a slash, an ampersand.
JOINTS = re.compile(r"\s*(?:,|/|&|\+)?\s*")
PARTS = 3  # words that a conjunct without its head may have
PARTAKERS = "oafp"  # roles of what troubles and benefits are of: organs, regions, functions, processes


def with_conjuncts(words: Words, chosen: list[Candidate], lexicon: Lexicon) -> list[Candidate]:
    """Adds the conjuncts of the mentions."""
    extra: list[Candidate] = []
    for mention in chosen:
        first, last = words.starts.get(mention.start), words.ends.get(mention.end)
        if first is None or last is None or last - first < 2 or mention.kind == NO_MENTION:
            continue
        extra.extend(_left(words, mention, first, last, lexicon))
        extra.extend(_right(words, mention, first, last, lexicon))
    if not extra:
        return chosen
    # A conjunct stands in the place of the organ that its words mean alone ("eye"), of no other mention and within none.
    own = {found[:2] for found in chosen if found.kind != "function"}
    return longest([*(found for found in extra if found[:2] not in own), *chosen])


def _left(words: Words, mention: Candidate, first: int, last: int, lexicon: Lexicon) -> Iterator[Candidate]:
    """Conjuncts before the mention that lack its last word."""
    head = words.surface(last - 1, last)
    shared = words.role(last - 1) in "thbmw" and words.role(last - 2) in PARTAKERS  # not the head of "morning sickness"
    if words.role(first) in "gx":
        return  # "calmer, healthier skin" names one thing
    while True:
        end = _before_and(words, first)
        if end is None:
            return
        for begin in range(max(0, end - PARTS), end):
            if words.runs[begin] < end:
                continue
            name = words.surface(begin, end)
            found = _whole([*words.normal[begin:end], words.normal[last - 1]], mention.kind, lexicon)
            if found is None and shared and all(words.role(i) in PARTAKERS for i in range(begin, end)):
                found = f"{name} {head}".casefold(), None
            if found is not None:
                yield Candidate(words.spans[begin][0], words.spans[end - 1][1], mention.kind, *found, 0, f"shares {head!r}")
                first = begin
                break
        else:
            return


def _right(words: Words, mention: Candidate, first: int, last: int, lexicon: Lexicon) -> Iterator[Candidate]:
    """Conjuncts after the mention that lack its first word; only letters and numbers ("E", "B12", "6") are safe.

    After "fat-soluble vitamins" the first letter follows the last word, without a comma.
    """
    head = first
    begin: int | None = last
    if last < words.runs[first] and _whole([words.normal[last - 1], words.normal[last]], mention.kind, lexicon):
        head = last - 1
    else:
        begin = _after_and(words, last)
    while begin is not None:
        for end in (begin + 2, begin + 1):
            if end > words.runs[begin] or not _short(words.normal[begin:end]):
                continue
            found = _whole([words.normal[head], *words.normal[begin:end]], mention.kind, lexicon)
            if found is not None:
                why = f"shares {words.surface(head, head + 1)!r}"
                yield Candidate(words.spans[begin][0], words.spans[end - 1][1], mention.kind, *found, 0, why)
                begin = _after_and(words, end)
                break
        else:
            return


def _whole(normal: list[str], kind: str, lexicon: Lexicon) -> tuple[str, str | None] | None:
    for form in lexicon.phrases.get(" ".join(normal), ()):
        if form.sense.kind == kind:
            return form.sense.name, form.sense.concept
    return None


def _before_and(words: Words, first: int) -> int | None:
    """One past the last word of the conjunct before word `first`, over a comma, a slash, "and" or both; None where there is none."""
    end = first
    if end > 0 and words.role(end - 1) == "&" and BLANK.fullmatch(words.gap(end)):
        end -= 1
    if end == 0:
        return None
    gap = words.gap(end)
    joint = JOINTS.fullmatch(gap) is not None and "\n" not in gap
    return end if joint and (end < first or any(char in ",/&+" for char in gap)) else None


def _after_and(words: Words, last: int) -> int | None:
    """The first word of the conjunct after word `last - 1`; None where there is none."""
    begin = last
    if begin >= len(words.spans):
        return None
    gap = words.gap(begin)
    if JOINTS.fullmatch(gap) is None or "\n" in gap:
        return None
    joined = any(char in ",/&+" for char in gap)
    if words.role(begin) == "&":
        begin += 1
        joined = True
    return begin if joined and begin < len(words.spans) else None


def _short(normal: list[str]) -> bool:
    return all(len(word) == 1 or word.isdigit() for word in normal)
