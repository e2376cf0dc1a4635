"""Line breaks: does the next line go on with the sentence, or does something new begin?"""

from __future__ import annotations

import re

_ENDS = re.compile(r"""[.!?:;…][)\]"'”’»*]*$""")
_NEW = re.compile(r"""^(?:[•●▪◦‣·*\-–—✓✔➤►]\s|\(?\d{1,2}[.)]\s|[\s"'“‘(\[]*[A-Z0-9])""")
_OPEN = re.compile(r"(?:[,(\[–—-]|\b(?:[A-Za-z]\.){1,3})$")  # also initials and dotted short forms


def closes(line: str) -> bool:
    """Whether a line ends like a sentence."""
    return bool(_ENDS.search(line))


def continues(before: str, after: str) -> bool:
    """Whether the line `after` goes on with the sentence that `before` leaves open.

    A line that ends like a sentence is closed; an open one is continued by a lower-case word, and by anything where it ends in a comma,
    an opening bracket, a dash or dotted letters ("e.g."). Any other line stands alone: a heading, an address, an item of a list.
    """
    if _OPEN.search(before):
        return True
    return not closes(before) and not _NEW.match(after)
