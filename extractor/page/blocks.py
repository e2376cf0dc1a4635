"""A tree to blocks: the paragraphs, headings, list items … that a reader sees, each with the elements it stands in.

The walk is iterative. Text is collected as a browser lays it out: inline elements neither part nor join words (but for what only a style
sheet can have parted), block elements, two `<br>`
and a `<br>` at the end of a sentence begin a new block, a data table gives one block a row with its cells joined by " | ".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from bs4 import Tag
from bs4.element import CData, NavigableString, PreformattedString

from extractor.page.links import absolute, base_url
from extractor.page.model import Frame, RawBlock, attributes, nodes, text_start
from extractor.page.parse import Soup
from extractor.page.rules import ElementRule
from extractor.page.writer import BlockWriter

# HTML's own vocabulary, as the HTML standard's rendering section has it.
INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label",
    "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
    "wbr", "button", "output", "meter", "progress", "amp-link",
))  # fmt: skip
SKIPPED = frozenset((
    "script", "style", "svg", "math", "iframe", "object", "embed", "canvas", "audio", "video", "template", "select", "textarea",
    "option", "datalist", "input", "img", "picture", "source", "track", "title", "map", "area", "noframes", "applet", "param",
    "link", "meta", "base",
))  # fmt: skip
CODE = frozenset(("script", "style", "svg", "math", "template", "title"))
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_LISTS = frozenset(("ul", "ol", "dl", "menu", "dir"))
_ITEMS = frozenset(("li", "dt", "dd"))
_CAPTIONS = frozenset(("figcaption", "caption"))
_CELLS = frozenset(("td", "th"))
_PHRASING = frozenset(("p", "dt", "summary", "caption", "figcaption", *HEADINGS))  # elements that hold words, no blocks
_SMALL = 200  # characters
_CLASSES = 20_000  # different class names; a page with more has them made up, and each costs a look through the rules
_BROKEN_DEPTH = 200  # elements around one whose end tag was lost; what lies deeper is not looked through once for each of them
_LAYOUT_SIGNS = frozenset(("table", "h1", "h2", "article", "section", "form"))


def read_blocks(
    soup: Soup,
    base: str | None,
    match: Callable[[str, Mapping[str, str]], tuple[ElementRule, ...]],
    apart: Callable[[Frame], bool] = lambda frame: False,
) -> tuple[list[RawBlock], list[Frame]]:
    """The blocks of a page in reading order, and all elements that can hold text, each after its parent.

    Args:
        base: the page's URL, against which links are resolved.
        match: the element rules of an element, from its tag and attributes.
        apart: inline elements that must be blocks of their own (the name and date over a comment).
    """
    out = BlockWriter(base_url(soup, base))
    root = Frame(soup, "", None)
    frames: list[Frame] = []
    seen: set[str] = set()  # attributes as they stand
    classes: set[str] = set()  # the names in them
    # The stack holds, for every open element, the iterator over its children and the number of each child name so far.
    stack: list[tuple[Frame, Iterator[object], dict[str, int]]] = [(root, iter(soup.contents), {})]
    while stack:
        frame, children, counts = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            _leave(out, frame)
        elif isinstance(child, Tag):
            name = child.name
            counts[name] = position = counts.get(name, 0) + 1
            if (name in SKIPPED and not _is_read(child, frame.depth)) or (name == "sup" and _is_reference(child)):
                continue
            if name == "hr":
                out.flush(frame)
                continue
            if name == "br":
                out.line_break()
                if not child.contents:  # an XHTML page's <br>text</br> has some
                    continue
            attrs = attributes(child)
            named = attrs.get("class")
            if named and named not in seen:
                seen.add(named)
                classes.update(named.split())
            rules = match(name, attrs) if len(classes) <= _CLASSES else ()
            entered = _frame(child, name, frame, position, rules, apart)
            if (name == "button" and not (_keeps_button(entered) or apart(entered))) or (entered.inline and _is_unseen(entered)):
                continue
            frames.append(entered)
            _enter(out, entered, frame)
            stack.append((entered, iter(child.contents), {}))
        elif isinstance(child, NavigableString) and (isinstance(child, CData) or not isinstance(child, PreformattedString)):
            out.text(str(child), frame.holder)
    return out.found, frames


def _frame(tag: Tag, name: str, parent: Frame, position: int, rules: tuple[ElementRule, ...], apart: Callable[[Frame], bool]) -> Frame:
    frame = Frame(tag, name, parent if parent.name else None, position, rules, parent.kind, parent.level, parent.depth + 1)
    frame.lists, frame.layout, frame.pre = parent.lists, parent.layout, parent.pre
    frame.inline = (name in INLINE or _is_own_inline(name, parent, rules)) and not apart(frame)
    frame._holder = parent.holder if frame.inline else None
    if frame.inline:
        return frame
    if name == "table" and frame.kind != "table_row":
        frame.layout = _is_layout(tag)
    elif frame.kind == "table_row":
        pass  # one block a row, whatever stands in the cells
    elif name in HEADINGS or tag.get("role") == "heading":
        frame.kind, frame.level = "heading", HEADINGS.get(name) or _aria_level(tag)
    elif name in _LISTS:
        frame.lists += 1
    elif name in _ITEMS:
        frame.kind, frame.level = "list_item", max(1, frame.lists)
    elif name == "blockquote":
        frame.kind, frame.level = "quote", None
    elif name in _CAPTIONS:
        frame.kind, frame.level = "caption", None
    elif name == "tr" and not frame.layout:
        frame.kind, frame.level = "table_row", None
    elif name == "summary":
        frame.kind, frame.level = "paragraph", None
    elif name == "pre":
        frame.pre = True
    elif name == "footer" and parent.kind == "quote":
        frame.rules = ()  # the source of a quotation, which is no page's footer
    return frame


def _is_own_inline(name: str, parent: Frame, rules: tuple[ElementRule, ...]) -> bool:
    """Whether an element outside HTML's vocabulary is part of a line: Word's (`o:p`), and a site's own in a paragraph (`x-term`)."""
    return ":" in name or ("-" in name and parent.holder.name in _PHRASING and not rules)


def _aria_level(tag: Tag) -> int:
    level = str(tag.get("aria-level"))
    return int(level) if level in ("1", "2", "3", "4", "5", "6") else 2  # ARIA's default


def _enter(out: BlockWriter, frame: Frame, parent: Frame) -> None:
    if frame.inline:
        if frame.name == "a" and frame.tag.get("href") is not None:
            out.href = absolute(str(frame.tag.get("href")), out.base)
        elif frame.name in ("b", "strong"):
            out.bold += 1
        elif frame.name == "rt" and out.pieces and not out.pieces[-1].endswith("("):
            out.space()  # ruby text stands above its base
    elif frame.kind == "table_row" and frame.name != "tr":
        if frame.name in _CELLS:
            out.cell()
        else:
            out.space()
    else:
        out.flush(parent.holder)


def _leave(out: BlockWriter, frame: Frame) -> None:
    if frame.name == "a":
        out.href = None
    elif frame.name in ("b", "strong"):
        out.bold = max(0, out.bold - 1)
    if frame.inline:
        return
    if frame.kind == "table_row" and frame.name != "tr":
        out.space()
    else:
        out.flush(frame)


def _keeps_button(frame: Frame) -> bool:
    """Buttons are chrome, but for the question over a fold-out answer, and one that was never closed."""
    return frame.kind == "heading" or text_start(frame.tag).endswith("?") or _swallows(frame.tag, frame.depth)


def _is_read(tag: Tag, depth: int) -> bool:
    """Whether an element that shows no text of its own is read for all that: a declared shadow root, or an end tag was lost."""
    return (tag.name == "template" and tag.get("shadowrootmode") is not None) or _swallows(tag, depth)


def _is_unseen(frame: Frame) -> bool:
    """Whether a part of a line is not shown. A long one is the page's own way to show its text, by a script."""
    return any(rule.inline for rule in frame.rules) and len(text_start(frame.tag)) < _SMALL and not _swallows(frame.tag, frame.depth)


def _swallows(tag: Tag, depth: int) -> bool:
    """Whether an element without text of its own holds paragraphs: a broken end tag lets it run on over the article."""
    if tag.name in CODE or not tag.contents or depth > _BROKEN_DEPTH:
        return False
    paragraphs = (node for node in nodes(tag, 3000) if isinstance(node, Tag) and node.name == "p")
    return sum(1 for _ in islice(paragraphs, 3)) == 3


def _is_reference(sup: Tag) -> bool:
    """A raised number that links to a note: glued to the word before, it would spoil word and sentence."""
    text = text_start(sup)
    if not 0 < len(text) <= 12 or text.strip("0123456789,;–-[]() "):
        return False
    linked = any(isinstance(node, Tag) and node.name == "a" for node in nodes(sup, 20))
    return text[0] == "[" or linked or (sup.parent is not None and sup.parent.name == "a")


def _is_layout(table: Tag) -> bool:
    """Whether a table arranges blocks on the page, and does not set out data: other tables or headings in it, or one cell a row."""
    rows = cells = paragraphs = 0
    for node in nodes(table, 4000):
        if isinstance(node, Tag):
            if node.name in _LAYOUT_SIGNS:
                return True
            rows += node.name == "tr"
            cells += node.name in _CELLS
            paragraphs += node.name == "p"
    return cells <= rows or paragraphs > cells * 2
