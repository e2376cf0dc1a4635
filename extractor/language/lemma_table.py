"""lemminflect's table of lemmas, read a word at a time.

The library makes a dictionary of dictionaries of its 80,000 rows before the first word, for which a page would wait a sixth of a second and
every worker hold 35 MB. The rows are sorted by word: as they stand they are found as well.
"""

from __future__ import annotations

import gzip
from bisect import bisect_left
from itertools import takewhile
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


class LemmaTable:
    """Rows of "word,category,lemma/lemma …", sorted by word; answers `get` as lemminflect's own dictionary does."""

    def __init__(self, path: str | Path) -> None:
        with gzip.open(path) as file:
            self._rows = file.read().splitlines()

    def get(self, word: str, default: T) -> dict[str, tuple[str, ...]] | T:
        """Lemmas of a word by its part of speech (UD), in the table's order, or `default`."""
        from lemminflect.core.LexicalUtils import categoryToUPos

        wanted = word.encode()
        first = bisect_left(self._rows, wanted, key=_word)
        behind = map(self._rows.__getitem__, range(first, len(self._rows)))
        rows = (row.decode().split(",") for row in takewhile(lambda row: _word(row) == wanted, behind))
        return {categoryToUPos(category): tuple(forms.split("/")) for _, category, forms in rows} or default


def _word(row: bytes) -> bytes:
    return row.partition(b",")[0]
