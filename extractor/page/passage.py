"""Blocks to a passage: texts joined by a blank line, offsets into the whole."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.page.model import TextBlock
from extractor.report import Block, Link


def join(blocks: Sequence[TextBlock]) -> tuple[str, list[Block]]:
    """The text of the blocks and, for each, its place in it."""
    done: list[Block] = []
    at = 0
    for block in blocks:
        end = at + len(block.text)
        links = [Link(start=at + start, end=at + stop, href=href) for start, stop, href in block.links]
        done.append(Block(kind=block.kind, level=block.level, start=at, end=end, xpath=block.xpath, links=links))
        at = end + 2
    return "\n\n".join(block.text for block in blocks), done
