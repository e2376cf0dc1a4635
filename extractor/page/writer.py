"""The text of a page's blocks, written as its nodes come: white space, line breaks, links."""

from __future__ import annotations

import re

from extractor.page.clean import visible
from extractor.page.lines import continues
from extractor.page.model import Frame, RawBlock

_TAIL = 20  # pieces of text in which the end of a line shows
_SENTENCE = re.compile(r"[\"'“‘(]?[A-Z][a-z]")
_SENTENCE_END = re.compile(r"[a-z0-9)][.!?:][\"'”’)]?$")


class BlockWriter:
    """Collects the characters of one block at a time, white space collapsed as it comes; those that are done stand in `found`.

    What is in force for the text to come is set by who walks the tree: `href`, the address of the link, and `bold`, how many elements make
    it bold. `base` is what the addresses are relative to.
    """

    def __init__(self, base: str | None) -> None:
        self.base = base
        self.found: list[RawBlock] = []
        self.href: str | None = None
        self.bold = 0
        self.reset()

    def reset(self) -> None:
        """Begins a new block and forgets the one that was begun."""
        self.pieces: list[str] = []
        self.length = 0
        self.blank = True  # the last character is white space, or there is none yet
        self.breaks = 0
        self.links: list[tuple[int, int, str]] = []
        self.bold_chars = 0
        self.link_chars = 0

    def text(self, raw: str, frame: Frame) -> None:
        """Adds the text of a node that stands in `frame`."""
        raw = visible(raw)
        if frame.pre and "\n" in raw:
            for n, line in enumerate(raw.split("\n")):
                if n:
                    self.line_break()
                self._text(line, frame)
        else:
            self._text(raw, frame)

    def _text(self, raw: str, frame: Frame) -> None:
        words = raw.split()
        if not words:
            if raw:
                self.space()
            return
        if self.breaks:
            self._after_break(words, frame)
        piece = " ".join(words)
        if raw[0].isspace() or self._runs_on(piece):
            self.space()
        start = self.length
        self.pieces.append(piece)
        self.length += len(piece)
        self.blank = False
        if self.href is not None:
            self.link_chars += len(piece)
            if self.links and self.links[-1][2] == self.href and start - self.links[-1][1] <= 1:
                self.links[-1] = (self.links[-1][0], self.length, self.href)
            else:
                self.links.append((start, self.length, self.href))
        if self.bold:
            self.bold_chars += len(piece)
        if raw[-1].isspace():
            self.space()

    def _runs_on(self, piece: str) -> bool:
        """Whether the style sheet alone parts two texts: adjacent links, or a sentence's end before a capital ("Step 1:</b>Stir")."""
        if self.blank:
            return False
        if self.href is not None and self.links and self.links[-1][1] == self.length and self.links[-1][2] != self.href:
            return True
        return bool(_SENTENCE.match(piece) and _SENTENCE_END.search(self.pieces[-1][-4:]))

    def space(self) -> None:
        """Adds a blank, but never two in a row."""
        if not self.blank:
            self.pieces.append(" ")
            self.length += 1
            self.blank = True

    def line_break(self) -> None:
        """Notes the end of a line; whether a block ends there, the text behind it tells."""
        self.space()
        if self.length:
            self.breaks += 1

    def _after_break(self, words: list[str], frame: Frame) -> None:
        title_like = not self.bold and self.bold_chars >= self.length * 0.8  # a line in bold over its text
        whole = frame.kind in ("heading", "caption", "table_row")
        tail = "".join(self.pieces[-_TAIL:]).rstrip()  # not the whole of a block that may hold a hundred thousand lines
        if not whole and (self.breaks > 1 or title_like or not continues(tail, " ".join(words[:3]))):
            self.flush(frame)
        self.breaks = 0

    def cell(self) -> None:
        """The border between two cells of a row."""
        if self.length and not "".join(self.pieces[-2:]).endswith("| "):
            self.space()
            self.pieces.append("| ")
            self.length += 2
            self.blank = True

    def flush(self, frame: Frame) -> None:
        """Ends the block that stands in `frame`."""
        if self.length:
            text = "".join(self.pieces).rstrip()
            if frame.kind == "table_row":
                text = text.rstrip("| ")
            if text:
                links = [(start, min(end, len(text)), href) for start, end, href in self.links if start < len(text)]
                self.found.append(RawBlock(frame.kind, frame.level, text, links, frame=frame, link_chars=self.link_chars))
        self.reset()
