"""Foods that are part of a proper name: "Apple CarPlay", "Rotten Tomatoes"; told by the capitals beside them."""

from __future__ import annotations

import re

from extractor.language.words import Candidate, Words

NAME_WORD = re.compile(r"[A-Z][a-z]+")
BREAKS = ("\n", ". ", "! ", "? ")
END = re.compile("|".join(map(re.escape, BREAKS)))
WRITTEN = re.compile(r"[^\W\d_]+")
# What stands before the first word of a sentence, a quotation or a list item.
BEGINNING = re.compile(r"(?:^|[.!?:;\u2022\n\"“”(*\u2013\u2014-])\s*$")


def without_names(words: Words, chosen: list[Candidate]) -> list[Candidate]:
    """The mentions less the foods of one capitalised word that stand beside another one in running text."""
    starts = {mention.start for mention in chosen}
    return [mention for mention in chosen if not _in_name(words, mention, starts)]


def _in_name(words: Words, mention: Candidate, starts: set[int]) -> bool:
    first, last = words.starts.get(mention.start), words.ends.get(mention.end)
    if mention.kind != "food" or first is None or last != first + 1 or not words.text[mention.start].isupper():
        return False
    return (_after(words, last, starts) or _before(words, first, starts)) and _is_prose(words.text, mention.start, mention.end)


def _before(words: Words, first: int, starts: set[int]) -> bool:
    """Whether the word before is a capitalised one that begins no sentence."""
    if first == 0 or words.gap(first) != " " or not _is_capitalised(words, first - 1, starts):
        return False
    start = words.spans[first - 1][0]
    return BEGINNING.search(words.text, max(0, start - 4), start) is None


def _after(words: Words, last: int, starts: set[int]) -> bool:
    """Whether the word behind is a capitalised one."""
    return last < len(words.spans) and words.gap(last) == " " and _is_capitalised(words, last, starts)


def _is_capitalised(words: Words, i: int, starts: set[int]) -> bool:
    """Whether a word is written like a name and begins no mention of its own."""
    start = words.spans[i][0]
    return start not in starts and NAME_WORD.match(words.text, start) is not None


def _is_prose(text: str, start: int, end: int) -> bool:
    """Whether the sentence is no heading: two words in three are written small."""
    begin = max(text.rfind(mark, 0, start) for mark in BREAKS) + 1
    ended = END.search(text, end)
    written: list[str] = WRITTEN.findall(text, begin, ended.start() if ended else len(text))
    return len(written) >= 3 * sum(word[0].isupper() for word in written)
