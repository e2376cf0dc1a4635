"""Author and date: from what the page declares (JSON-LD, meta tags, microdata), else from what it shows near the title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from extractor.page.clean import squash, squeeze
from extractor.page.dates import iso_date
from extractor.page.model import Frame, RawBlock, nodes, text_start
from extractor.page.rules import PageRules

# Names of meta tags, by how much they are to be trusted (Dublin Core, Highwire, Sailthru, Parsely, OpenGraph and what else is in use).
_AUTHOR_TAGS = (
    "author", "article:author_name", "sailthru.author", "parsely-author", "cxenseparse:author", "dc.creator", "dcterms.creator",
    "citation_author", "byl", "article:author", "dc.contributor", "twitter:data1",
)  # fmt: skip
_DATE_TAGS = (
    "article:published_time", "datepublished", "og:published_time", "publish_date", "publishdate", "pubdate", "date", "dc.date",
    "dc.date.issued", "dcterms.created", "dcterms.date", "citation_publication_date", "citation_date", "parsely-pub-date",
    "sailthru.date", "article.published", "published_date", "publication_date", "published-date", "rnews:datepublished",
    "originalpublicationdate", "article:published", "created",
)  # fmt: skip
_MODIFIED_TAGS = ("article:modified_time", "og:updated_time", "last-modified", "datemodified", "updated")
_ADDRESS = re.compile(r"https?://|www\.|@|\.(?:com|org|net)\b|\w\.\w+\.\w")
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-]([01]?\d)[/-]([0-3]?\d)(?:/|-|$)")
_NAME_WORDS = 6
_CANDIDATES = 40  # elements that are looked at for a name
_LOOKED_AT = 100  # nodes inside an element that may be a name or a date
_NEAR_TITLE = 60  # blocks after the title in which a byline or date is looked for first
_UNDER_TITLE = 8  # short blocks in which any date is the article's
_BEFORE_TITLE = 20  # and before it


@dataclass
class Facts:
    """What a page declares about itself. `article` is the JSON-LD object of the article, `pages` those of articles and pages."""

    soup: BeautifulSoup
    meta: dict[str, list[str]]
    article: dict[str, Any]
    pages: list[dict[str, Any]]
    nodes: list[dict[str, Any]]
    url: str | None
    site: str | None


@dataclass
class Visible:
    """What a page shows: blocks and elements outside comments, those after the title first."""

    blocks: list[RawBlock]
    frames: list[Frame]
    rules: PageRules

    @classmethod
    def of(cls, blocks: list[RawBlock], frames: list[Frame], title: str | None, rules: PageRules) -> Visible:
        apart: set[Frame] = set()  # elements of comments
        for frame in frames:
            if frame.parent in apart or any(rule.role in ("comment", "comment_item") for rule in frame.rules):
                apart.add(frame)
        name = squash(title)
        titles = [block for block in blocks if block.kind == "heading" and squash(block.text) == name]
        head = min(titles, key=lambda block: block.level or 6).frame if titles else None
        shown = [block for block in blocks if block.frame not in apart]
        elements = [frame for frame in frames if frame not in apart]
        if head is not None:
            at = next((n for n, block in enumerate(shown) if block.frame is head), 0)
            shown = (
                shown[at : at + _NEAR_TITLE]
                + shown[max(0, at - _BEFORE_TITLE) : at][::-1]
                + shown[at + _NEAR_TITLE :]
                + shown[: max(0, at - _BEFORE_TITLE)]
            )
            order = {frame: n for n, frame in enumerate(frames)}
            elements.sort(key=lambda frame: order[frame] < order[head])
        return cls(shown, elements, rules)


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


def byline(facts: Facts, seen: Visible) -> str | None:
    """Who wrote the article: a person that the page declares, one that it shows, else the organisation it declares."""
    linked, organisation = _linked_author(facts)
    if linked and not organisation and squash(linked) != squash(facts.site) and " " in linked:
        return linked
    tagged = next(_tagged_authors(facts), None)
    if tagged and squash(tagged) != squash(facts.site) and " " in tagged:
        return tagged
    return _shown_author(seen) or linked or tagged


def _linked_author(facts: Facts) -> tuple[str | None, bool]:
    by_id = {str(node["@id"]): node for node in facts.nodes if "@id" in node and "name" in node}
    authors = (
        facts.article.get("author")
        or facts.article.get("creator")
        or next((node["author"] for node in facts.pages if node.get("author")), None)
    )
    names: list[str] = []
    for author in authors if isinstance(authors, list) else [authors]:
        if isinstance(author, dict) and "name" not in author:
            author = by_id.get(str(author.get("@id")))
        given = author.get("name") if isinstance(author, dict) else author
        names += [person for part in (given if isinstance(given, list) else [given]) if (person := _person(text_of(part)))]
    first = first_of(authors)
    return ", ".join(dict.fromkeys(names)) or None, isinstance(first, dict) and first.get("@type") == "Organization"


def _tagged_authors(facts: Facts) -> Iterator[str]:
    for key in _AUTHOR_TAGS:
        for value in facts.meta.get(key, ())[:8]:
            if key == "twitter:data1" and facts.meta.get("twitter:label1") != ["Written by"]:
                continue
            last, comma, first = value.partition(", ")
            if key == "citation_author" and comma and "," not in first:  # Highwire tags may give the family name first
                value = f"{first} {last}"
            name = _person(value)
            if name:
                yield name


def _person(text: str | None) -> str | None:
    """A name, without "by" and what is plainly no name."""
    text = re.sub(r"^(?:(?:written|posted|reviewed|published|authored)\s+)?by:?\s+", "", squeeze(text or ""), flags=re.IGNORECASE).strip(
        " ,|-–—·•"
    )
    if not 1 < len(text) <= 120 or _ADDRESS.search(text) or not re.search(r"[^\W\d_]{2}", text):
        return None
    return (
        None
        if squash(text) in ("admin", "administrator", "author", "authors", "none", "null", "undefined", "by", "writtenby", "staff", "guest")
        else text
    )


def _shown_author(seen: Visible) -> str | None:
    declared = (frame for frame in seen.frames if frame.tag.get("itemprop") == "author" or "author" in (frame.tag.get("rel") or ()))
    for frame in islice(declared, _CANDIDATES):
        inner = next((node for node in nodes(frame.tag, _LOOKED_AT) if isinstance(node, Tag) and node.get("itemprop") == "name"), frame.tag)
        name = _name_line(text_start(inner, _LOOKED_AT, " "))
        if name:
            return name
    near = seen.blocks[:_NEAR_TITLE]
    for n, block in enumerate(near):
        if len(block.text) < 200:
            for rule in seen.rules.lines.all("byline"):
                match = rule.match(block.text)
                if match:
                    return _person(next(name for key, name in match.groupdict().items() if key.startswith("author") and name))
        if squash(block.text) in ("by", "writtenby", "author", "words", "articleby", "postedby") and n + 1 < len(near):
            name = _name_line(near[n + 1].text)
            if name:
                return name
    for role in ("author_name", "author_link"):
        for frame in islice((frame for frame in seen.frames if any(rule.role == role for rule in frame.rules)), _CANDIDATES):
            texts = (node.strip() for node in nodes(frame.tag, _LOOKED_AT) if type(node) is NavigableString)
            name = _name_line(" ".join(islice(filter(None, texts), 6)))
            if name:
                return name
    return None


def _name_line(text: str) -> str | None:
    """A line that is a name, perhaps with "by" before and a date or job behind it."""
    name = _person(re.split(r"\s[|·•⋅–—-]\s|,?\s+\d|\son\s|\s(?:Updated|Published)\b", squeeze(text)[:200])[0])
    if not name or len(name.split()) > _NAME_WORDS or (name.endswith((".", ":", "?", "!")) and not name.endswith(("Jr.", "D."))):
        return None
    return name if name[0].isupper() or (name.islower() and " " not in name) else None


def published(facts: Facts, seen: Visible) -> str | None:
    """The date of first publication as ISO date; that of the last change only where nothing else is given."""
    months = seen.rules.months
    declared = [text_of(facts.article.get("datePublished")), *(text_of(node.get("datePublished")) for node in facts.pages)]
    declared += [value for key in _DATE_TAGS for value in facts.meta.get(key, ())[:1]]
    for text in declared:
        found = iso_date(text, months)
        if found:
            return found
    return _shown_date(seen) or _url_date(facts.url) or _modified(facts, months)


def _shown_date(seen: Visible) -> str | None:
    months = seen.rules.months
    times = [frame.tag for frame in seen.frames if frame.tag.get("itemprop") in ("datePublished", "dateCreated")]
    times += sorted((frame.tag for frame in seen.frames if frame.name == "time"), key=lambda tag: "pub" not in str(tag.attrs).lower())[:6]
    for tag in times:
        found = iso_date(text_of(tag.get("datetime")) or text_of(tag.get("content")) or text_start(tag, _LOOKED_AT, " "), months)
        if found:
            return found
    short = [block for block in seen.blocks if len(block.text) < 160]
    near = [block for block in short[: _NEAR_TITLE + _BEFORE_TITLE] if block.words <= 14]
    for block in short:
        for rule in seen.rules.lines.all("dateline") + seen.rules.lines.all("byline"):
            match = rule.match(block.text)
            found = iso_date(match.groupdict().get("date"), months) if match else None
            if found:
                return found
    for n, block in enumerate(near):
        if n < _UNDER_TITLE or any(rule.role in ("metadata", "author") for frame in _near(block.frame, 4) for rule in frame.rules):
            found = iso_date(block.text, months)
            if found:
                return found
    return None


def _near(frame: Frame, most: int) -> Iterator[Frame]:
    for around, _ in zip(frame.up(), range(most), strict=False):
        yield around


def _url_date(url: str | None) -> str | None:
    match = _URL_DATE.search(url or "")
    return iso_date(f"{match[1]}-{match[2].zfill(2)}-{match[3].zfill(2)}", {}) if match else None


def _modified(facts: Facts, months: dict[str, int]) -> str | None:
    texts = [text_of(node.get("dateModified")) for node in (facts.article, *facts.pages)]
    texts += [value for key in _MODIFIED_TAGS for value in facts.meta.get(key, ())[:1]]
    return next((found for text in texts if (found := iso_date(text, months))), None)
