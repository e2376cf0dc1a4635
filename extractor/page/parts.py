"""A page taken apart: its blocks with the roles that the rules give them, its elements, and what it says of itself.

The trained classifier takes it from there (`classifier`), and is trained on the same parts (`training.page`).
"""

from __future__ import annotations

from extractor.errors import PageError
from extractor.page.blocks import read_blocks
from extractor.page.comments import splitter
from extractor.page.forum import open_posts
from extractor.page.metadata import Metadata, read_metadata
from extractor.page.model import Frame, RawBlock
from extractor.page.parse import parse
from extractor.page.roles import assign
from extractor.page.rules import PageRules

MAX_BLOCKS = 31_000  # paragraphs and the like; 530 real pages have under 3,000 each


def read_parts(html: str, url: str | None, rules: PageRules) -> tuple[list[RawBlock], list[Frame], Metadata]:
    """Blocks in reading order, elements each after its parent, and metadata.

    Raises:
        PageError: too long to read.
    """
    source = url or "<html>"
    soup = parse(html, source)
    blocks, frames = read_blocks(soup, url, rules.elements.match, splitter())
    if len(blocks) > MAX_BLOCKS:
        raise PageError(f"the page is too long to read (more than {MAX_BLOCKS:,} paragraphs)", source)
    meta = read_metadata(soup, blocks, frames, url, rules)
    if "forum" in meta.kinds:
        open_posts(frames)
    assign(blocks, frames, rules, meta.title, meta.kinds)
    return blocks, frames, meta
