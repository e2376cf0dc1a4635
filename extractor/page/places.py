"""Blocks of a plain text that must stay as it is, such as that of a spaCy `Doc`: the same blocks, by their places in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.page.clean import visible
from extractor.page.layout import text_blocks
from extractor.report import Block

_WORD = re.compile(r"\S+")


def blocks_in(text: str) -> list[Block]:
    """The blocks that `text_blocks` sees in a text, with offsets into the text itself. Bullets and numbers of list items are in none."""
    words = _words(text)
    placed = []
    for block in text_blocks(text):
        places = [_next(words, seen) for seen in map(_seen, block.text.split()) if seen]
        if places:
            placed.append(Block(kind=block.kind, level=block.level, start=places[0][0], end=places[-1][1]))
    return placed


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word as it is cleaned, with its place; words that show nothing are left out."""
    for match in _WORD.finditer(text):
        word = _seen(match[0])
        if word:
            yield word, match.start(), match.end()


def _next(words: Iterator[tuple[str, int, int]], wanted: str) -> tuple[int, int]:
    """The place of the next word that is `wanted`, or ends with it behind a bullet."""
    word, start, end = next(place for place in words if place[0].endswith(wanted))
    return (start if word == wanted else max(start, end - len(wanted))), end


def _seen(word: str) -> str:
    return visible(word).replace("\ufeff", "")  # which `visible` keeps at the end of a text
