"""Characters: what a reader does not see goes, letters get their one usual form, every kind of blank becomes one space."""

from __future__ import annotations

import re
import unicodedata

# A byte order mark at the very end stays: it parts no words there, and a text compared with the page's own is found unchanged.
# Soft hyphen, zero-width space, word joiner, byte order mark, grapheme joiner, Mongolian separator, directional marks, invisible operators,
# control characters; joiners outside emoji and scripts that need them; tag letters but in a flag, with which text can be smuggled in.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufff9-\ufffb\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]+"
    "|\ufeff+(?!\\s*\\Z)|(?<![^\x00-\xff])\u200d+|(?<![\U0001f3f4\U000e0000-\U000e007f])[\U000e0000-\U000e007f]+"
)
_LIGATURE = re.compile("[\ufb00-\ufb06]")  # ff, fi, fl …, as PDFs and old fonts have them
_BLANK = re.compile(r"[^\S\n]+")  # Python's \s knows the no-break and typographic spaces
_WHITE = re.compile(r"\s+")


def visible(text: str) -> str:
    """The text without soft hyphens, zero-width, directional and control characters, its letters composed (NFC) and ligatures undone;
    blanks stay as they are.
    """
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return _LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


def squeeze(text: str) -> str:
    """One line: invisible characters gone, each run of white space one space, ends trimmed."""
    return _WHITE.sub(" ", visible(text)).strip()


def lines(text: str) -> list[str]:
    """The lines of a text, each squeezed; empty lines stay as empty strings."""
    text = visible(
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n\n")
        .replace("\x85", "\n")
        .replace("\x0b", "\n")
        .replace("\x0c", "\n\n")
    )
    return [_BLANK.sub(" ", line).strip() for line in text.split("\n")]


def squash(text: str | None) -> str:
    """Letters and digits only, lower case: for telling whether two lines say the same."""
    return re.sub(r"[\W_]+", "", (text or "").casefold())
