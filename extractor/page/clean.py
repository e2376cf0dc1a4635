"""Characters: what a reader does not see goes, every kind of blank becomes one space."""

from __future__ import annotations

import re

# A byte order mark at the very end stays: it parts no words there, and a text compared with the page's own is found unchanged.
# Soft hyphen, zero-width space, word joiner, byte order mark, Mongolian separator, directional marks, variation-free control characters.
_INVISIBLE = re.compile(
    "[\u00ad\u200b\u200c\u2060\u180e\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]+|\ufeff+(?!\\s*\\Z)|(?<=[A-Za-z])\u200d"
)
_BLANK = re.compile(r"[^\S\n]+")  # Python's \s knows the no-break and typographic spaces
_WHITE = re.compile(r"\s+")
_NEEDS_WORK = re.compile(
    "[^\x20-\x7e\u00a1-\u00ac\u00ae-\u1fff\u2010-\u2015\u2018-\u2027\u2030-\u205e\u2070-\ud7ff\U00010000-\U0010ffff]|  "
)


def visible(text: str) -> str:
    """The text without soft hyphens, zero-width, directional and control characters; blanks stay as they are."""
    return _INVISIBLE.sub("", text) if _NEEDS_WORK.search(text) else text


def squeeze(text: str) -> str:
    """One line: invisible characters gone, each run of white space one space, ends trimmed."""
    return _WHITE.sub(" ", _INVISIBLE.sub("", text)).strip()


def lines(text: str) -> list[str]:
    """The lines of a text, each squeezed; empty lines stay as empty strings."""
    text = _INVISIBLE.sub(
        "",
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n\n")
        .replace("\x85", "\n")
        .replace("\x0b", "\n")
        .replace("\x0c", "\n\n"),
    )
    return [_BLANK.sub(" ", line).strip() for line in text.split("\n")]


def squash(text: str | None) -> str:
    """Letters and digits only, lower case: for telling whether two lines say the same."""
    return re.sub(r"[\W_]+", "", (text or "").casefold())
