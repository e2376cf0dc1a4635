"""What a page says of itself and its article: declared in its head and its data (`Facts`), and shown on it (`Visible`)."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import islice
from typing import Any

from bs4 import Tag

from extractor.page.clean import squash, squeeze
from extractor.page.model import Frame, RawBlock
from extractor.page.parse import Soup
from extractor.page.rules import PageRules

_ARTICLE = re.compile(
    r"Article|BlogPosting|MedicalWebPage|Report|Recipe|DiscussionForumPosting|SocialMediaPosting|HowTo|FAQPage", re.IGNORECASE
)
_PAGE = re.compile(r"WebPage|ItemPage|Product|VideoObject|PodcastEpisode|Question|QAPage|CreativeWork", re.IGNORECASE)
PRODUCT = re.compile(r"Product(?:Group)?$")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_OBJECTS = 20_000  # of JSON-LD that are read
_META = 2000  # meta tags that are read
_SCRIPTS = 50  # JSON-LD scripts that are read
_NESTING = 60  # levels of JSON-LD that are read
_UNDER_TITLE = 8  # blocks after the title that come first
_OVER_TITLE = 4  # and then so many before it
_NEAR_TITLE = 60  # blocks after the title that come next
_BEFORE_TITLE = 20  # and before it
_COMMENT = frozenset(("comment", "comment_item"))  # a name or date there is not the article's


@dataclass
class Facts:
    """What a page declares about itself.

    `tags` are the meta tags, `meta` holds their values by lower-case name, `nodes` every JSON-LD object, `pages` those of articles and
    pages, and `article` that of the article, or of the page where there is none.
    """

    soup: Soup
    url: str | None
    tags: list[Tag]
    meta: dict[str, list[str]]
    nodes: list[dict[str, Any]]
    article: dict[str, Any] = field(default_factory=dict)
    pages: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def of(cls, soup: Soup, url: str | None) -> Facts:
        nodes = list(islice(_json_ld(soup), _OBJECTS))
        articles = [node for node in nodes if _is(node, _ARTICLE)]
        pages = [node for node in nodes if _is(node, _PAGE) and not _is(node, _ARTICLE)]
        article = next(iter(articles + pages), {})
        tags = soup.named("meta")[:_META]
        return cls(soup, url, tags, _values(tags), nodes, article, articles + pages)

    def first(self, *names: str) -> str | None:
        """The first value of the first of these meta tags that the page has."""
        return next((self.meta[name][0] for name in names if name in self.meta), None)

    @property
    def product_description(self) -> str | None:
        """What JSON-LD says of the first product that it describes."""
        return next((text for node in self.nodes if is_product(node) and (text := text_of(node.get("description")))), None)


def _values(tags: list[Tag]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in tags:
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv")
        value = squeeze(unescape(str(tag.get("content") or "")))
        if name and value:
            found.setdefault(str(name).strip().lower(), []).append(value)
    return found


def _json_ld(soup: Soup) -> Iterator[dict[str, Any]]:
    """Every object in the page's JSON-LD, outer ones first. Broken JSON is passed over."""
    scripts = (tag for tag in soup.named("script") if "ld+json" in str(tag.get("type")).lower())
    for script in islice(scripts, _SCRIPTS):
        text = script.get_text().strip().strip(";").replace("<!--", "").replace("-->", "")
        text = text.replace("<![CDATA[", "").replace("]]>", "")
        queue = deque([(_json(text), 0)])
        while queue:
            node, depth = queue.popleft()
            if depth > _NESTING:
                continue
            if isinstance(node, list):
                queue.extend((item, depth + 1) for item in node)
            elif isinstance(node, dict):
                yield node
                queue.extend((item, depth + 1) for item in node.values() if isinstance(item, (dict, list)))


def _json(text: str) -> Any:
    """The value of a JSON text, also of one with trailing commas or HTML entities; None for what cannot be read."""
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text), unescape(text)):
        try:
            return json.loads(attempt, strict=False, parse_constant=lambda _: None)  # NaN is no number to show
        except (ValueError, RecursionError):
            continue
    return None


def types_of(node: dict[str, Any]) -> list[str]:
    """The types of a JSON-LD object."""
    types = node.get("@type")
    return [name for name in (types if isinstance(types, list) else [types]) if isinstance(name, str)]


def _is(node: dict[str, Any], kind: re.Pattern[str]) -> bool:
    return any(kind.search(name) for name in types_of(node))


def is_product(node: dict[str, Any]) -> bool:
    """Whether a JSON-LD object is a product, or a group of its variants."""
    return _is(node, PRODUCT)


def first_of(value: Any) -> Any:
    """The first item of a list, or the value itself."""
    return value[0] if isinstance(value, list) and value else value


def text_of(value: Any) -> str | None:
    """A JSON-LD or attribute value as one line of text; None for objects and blanks."""
    value = first_of(value)
    return squeeze(unescape(str(value))) or None if isinstance(value, (str, int)) else None


def name_of(value: Any) -> str | None:
    """The name of a JSON-LD person or organisation."""
    return text_of(value.get("name")) if isinstance(value, dict) else text_of(value)


@dataclass
class Visible:
    """What a page shows outside comments: blocks and elements, those after the title first.

    `titled`: whether the title stands on the page, so that the first blocks are those under it.
    """

    blocks: list[RawBlock]
    frames: list[Frame]
    rules: PageRules
    titled: bool

    @classmethod
    def of(cls, blocks: list[RawBlock], frames: list[Frame], title: str | None, rules: PageRules) -> Visible:
        apart: set[Frame] = set()
        for frame in frames:
            if frame.parent in apart or any(rule.role in _COMMENT for rule in frame.rules):
                apart.add(frame)
        name = squash(title)
        titles = [block for block in blocks if block.kind == "heading" and squash(block.text) == name]
        head = min(titles, key=lambda block: block.level or 6).frame if titles else None
        shown = [block for block in blocks if block.frame not in apart or block.frame is head]
        elements = [frame for frame in frames if frame not in apart]
        if head is not None:
            at = next((n for n, block in enumerate(shown) if block.frame is head), 0)
            before, after = shown[:at][::-1], shown[at:]
            shown = (
                after[: _UNDER_TITLE + 1]
                + before[:_OVER_TITLE]
                + after[_UNDER_TITLE + 1 : _NEAR_TITLE]
                + before[_OVER_TITLE:_BEFORE_TITLE]
                + after[_NEAR_TITLE:]
                + before[_BEFORE_TITLE:][::-1]
            )
            order = {frame: n for n, frame in enumerate(frames)}
            elements.sort(key=lambda frame: order[frame] < order[head])
        return cls(shown, elements, rules, head is not None)

    @property
    def beside(self) -> list[RawBlock]:
        """The title and the few blocks right under and over it; none where the title does not stand on the page."""
        return self.blocks[: _UNDER_TITLE + 1 + _OVER_TITLE] if self.titled else []

    @property
    def under(self) -> list[RawBlock]:
        """The few blocks right under the title."""
        return self.beside[1 : _UNDER_TITLE + 1]

    @property
    def near(self) -> list[RawBlock]:
        """The title, the few blocks right over it and many under it."""
        return self.blocks[: _NEAR_TITLE + _OVER_TITLE]
