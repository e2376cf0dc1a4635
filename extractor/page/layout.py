"""Plain text to blocks: paragraphs, headings and list items, from line breaks, bullets and the look of a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.page.clean import lines, squeeze
from extractor.page.lines import closes, continues
from extractor.page.model import TextBlock

_BULLET = re.compile(r"[•●▪◦‣∙○■□▸►➤➢✓✔☑]\s*(?=\S)")
_DASH = re.compile(r"[-*–—·+]\s+(?=\S)")  # a bullet only in company: a line of speech begins so as well
_NUMBER = re.compile(r"\(?\d{1,2}[.)]\s+(?=\S)")
_SMALL = re.compile(r"[a-z'’]{1,4}|[^A-Za-z]*")  # words that a title may leave in lower case
_HEADING_WORDS = 16
_HEADING_CHARS = 120
_WRAPPED = (40, 110)  # characters: the width of hard-wrapped lines


def text_blocks(text: str) -> list[TextBlock]:
    """The blocks of a plain text in order. One block alone is always a paragraph."""
    if "\n" not in text and len(text) < 2000:
        one = squeeze(text)
        return [TextBlock("paragraph", None, one)] if one else []
    blocks: list[TextBlock] = []
    alone: list[bool] = []  # does the block stand between empty lines?
    for chunk in _chunks(lines(text)):
        found = list(_chunk_blocks(chunk))
        blocks += found
        alone += [len(found) == 1] * len(found)
    for n, block in enumerate(blocks[:-1]):
        if block.kind == "paragraph" and alone[n] and looks_like_heading(block.text):
            block.kind = "heading"
    if blocks and all(block.kind != "paragraph" for block in blocks):
        for block in blocks:  # lines without a text under them head nothing
            block.kind = "paragraph" if block.kind == "heading" else block.kind
    for block in blocks:
        block.level = {"heading": 2, "list_item": 1}.get(block.kind)
    return blocks


def looks_like_heading(line: str) -> bool:
    """Whether a line that stands alone reads like a heading: short, and no sentence.

    A line that ends like a sentence is one, unless it is a question or a cry in the capitals of a title.
    """
    words = line.split()
    if (
        not words
        or len(words) > _HEADING_WORDS
        or len(line) > _HEADING_CHARS
        or not (line[0].isupper() or line[0].isdigit() or line[0] in "\"'“‘(")
    ):
        return False
    if line[-1] in ".:;,…" or line.endswith(('."', ".”", ".)")):
        return False
    return not closes(line) or in_title_case(line) or (line[-1] == "?" and len(words) <= 12)


def in_title_case(line: str) -> bool:
    """Whether the longer words of a line begin with capitals."""
    words = [word for word in re.split(r"[\s—–/-]+", line) if not _SMALL.fullmatch(word)]
    return bool(words) and sum(not re.match(r"[^A-Za-z]*[a-z]", word) for word in words) >= len(words) * 0.8


def _chunks(rows: list[str]) -> Iterator[list[str]]:
    """Lines between empty lines."""
    chunk: list[str] = []
    for row in [*rows, ""]:
        if row:
            chunk.append(row)
        elif chunk:
            yield chunk
            chunk = []


def _chunk_blocks(rows: list[str]) -> Iterator[TextBlock]:
    numbered = sum(bool(_NUMBER.match(row)) for row in rows) > 1
    dashed = sum(bool(_DASH.match(row)) for row in rows) > 1
    wrapped = _is_wrapped(rows)
    current: TextBlock | None = None
    for row in rows:
        mark = _BULLET.match(row) or (_NUMBER.match(row) if numbered else None) or (_DASH.match(row) if dashed else None)
        if mark:
            if current:
                yield current
            current = TextBlock("list_item", 1, row[mark.end() :])
        elif current and (wrapped or continues(current.text, row)):
            current.text += " " + row
        else:
            if current:
                yield current
            current = TextBlock("paragraph", None, row)
    if current:
        yield current


def _is_wrapped(rows: list[str]) -> bool:
    """Whether lines were broken at a fixed width, so that their ends mean nothing."""
    body = rows[:-1]
    if len(body) < 2 or max(map(len, rows)) > _WRAPPED[1] or min(map(len, body)) < _WRAPPED[0]:
        return False
    return max(map(len, body)) - min(map(len, body)) <= 25 and sum(not closes(row) for row in body) >= len(body) * 0.6
