"""What the page room works on between tree and report: elements (`Frame`) and blocks of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from bs4 import Tag
from bs4.element import NavigableString

from extractor.page.rules import ElementRule
from extractor.report import BlockKind

NOTHING: tuple[ElementRule, ...] = ()
_DEEPEST = 400  # elements; a path through more would be longer than the text
_PROSE_WORDS = 10
_PROSE_LINKS = 0.35  # of the letters


@dataclass(slots=True, eq=False)
class Frame:
    """An element on the way from the root to a block. `rules` are the element rules it meets.

    What a child takes over from its parent is copied on entry and never looked up, so that deep nesting costs nothing.
    """

    tag: Tag
    name: str
    parent: Frame | None
    position: int = 1  # among siblings of its name
    rules: tuple[ElementRule, ...] = NOTHING
    kind: BlockKind = "paragraph"  # what text in it is
    level: int | None = None
    depth: int = 0
    lists: int = 0  # lists around it
    layout: bool = True  # the table around it lays out blocks; in a data table each row is a block
    pre: bool = False
    inline: bool = False
    _holder: Frame | None = None
    # The page's prose inside, set by `roles`.
    words: int = 0
    prose: int = 0
    link_chars: int = 0
    chars: int = 0
    blocks: int = 0
    has_h1: bool = False
    role: str | None = None

    @property
    def holder(self) -> Frame:
        """The block-level element that text in this one belongs to."""
        return self._holder or self

    @property
    def roles(self) -> set[str]:
        """The roles that the element's names give it; whether they are believed, `roles.assign` says."""
        return {rule.role for rule in self.rules}

    def up(self) -> Iterator[Frame]:
        """This element and those around it, from the inside out."""
        frame: Frame | None = self
        while frame is not None:
            yield frame
            frame = frame.parent

    @property
    def xpath(self) -> str:
        only = ("html", "body")
        steps = [frame.name if frame.name in only and frame.position == 1 else f"{frame.name}[{frame.position}]" for frame in self.up()]
        return "/" + "/".join(reversed(steps))


@dataclass(slots=True, eq=False)
class TextBlock:
    """A block of text. Links are (start, end, absolute URL) in `text`; `role` None is main text."""

    kind: BlockKind
    level: int | None
    text: str
    links: list[tuple[int, int, str]] = field(default_factory=list)
    role: str | None = None

    @property
    def words(self) -> int:
        return self.text.count(" ") + 1

    @property
    def xpath(self) -> str | None:
        return None


@dataclass(slots=True, eq=False)
class RawBlock(TextBlock):
    """A block with the element it stands in."""

    frame: Frame = field(kw_only=True)
    link_chars: int = 0

    @property
    def link_density(self) -> float:
        return self.link_chars / max(1, len(self.text))

    @property
    def prose(self) -> int:
        """Its words if it reads like running text, ten words or more that are mostly no link; else 0. The trained weights rest on this."""
        words = self.words if self.kind not in ("heading", "table_row") and self.link_density <= _PROSE_LINKS else 0
        return words if words >= _PROSE_WORDS else 0

    @property
    def xpath(self) -> str | None:
        """The path of its element; None where it lies so deep that the path would be longer than the text."""
        return self.frame.xpath if self.frame.depth <= _DEEPEST else None


def attributes(tag: Tag) -> Mapping[str, str]:
    """The attributes of an element of a tree that `parse` made, in which none is a list."""
    return cast("Mapping[str, str]", tag.attrs)


def text_start(tag: Tag, most: int = 40, between: str = "") -> str:
    """The text of a small element; of a large one, what its first nodes hold."""
    return between.join(str(node) for node in nodes(tag, most) if type(node) is NavigableString).strip()


def nodes(tag: Tag, most: int) -> Iterator[object]:
    """The first nodes inside an element. BeautifulSoup's own `descendants` costs the depth of the tree on each call."""
    stack = [iter(tag.contents)]
    for _ in range(most):
        node = next(stack[-1], None)
        while node is None:
            stack.pop()
            if not stack:
                return
            node = next(stack[-1], None)
        yield node
        if isinstance(node, Tag):
            stack.append(iter(node.contents))
