"""Who wrote the article, when, where and under which title: from JSON-LD, OpenGraph and other meta tags, microdata and the visible page."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import islice
from typing import Any

from bs4 import BeautifulSoup, Tag

from extractor.page.byline import Facts, Visible, byline, first_of, name_of, published, text_of
from extractor.page.clean import squash, squeeze
from extractor.page.embedded import embedded_body
from extractor.page.links import absolute, host
from extractor.page.model import Frame, RawBlock, tags_named
from extractor.page.rules import PageRules

_ARTICLE = re.compile(
    r"Article|BlogPosting|MedicalWebPage|Report|Recipe|DiscussionForumPosting|SocialMediaPosting|HowTo|FAQPage", re.IGNORECASE
)
_PAGE = re.compile(r"WebPage|ItemPage|Product|VideoObject|PodcastEpisode|Question|QAPage|CreativeWork", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s+[|·•»«–—:~/-]+\s+|\s*\|\s*|\s+::\s+")
_URL = re.compile(r"https?://|www\.|@|\.(?:com|org|net)\b")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_SHARED = 0.4  # of a main heading's words in the head's titles
_TOP = 80  # blocks
_OBJECTS = 20_000  # of JSON-LD
_TITLE = 1000  # characters of a head title that are read
_NESTING = 60  # levels of JSON-LD that are read


@dataclass
class Metadata:
    """What a page says about its article. Strings are squeezed; `published` is an ISO date; `body` is the article's text in JSON-LD."""

    title: str | None = None
    byline: str | None = None
    published: str | None = None
    site_name: str | None = None
    language: str | None = None
    canonical_url: str | None = None
    body: str | None = None
    titles: list[str] = field(default_factory=list)  # every title that the head gives, best first


def read_metadata(soup: BeautifulSoup, blocks: list[RawBlock], frames: list[Frame], url: str | None, rules: PageRules) -> Metadata:
    """The metadata of a page, before the roles of its blocks are known."""
    meta = _meta_tags(soup)
    nodes = list(islice(_json_ld(soup), _OBJECTS))
    article = next((node for node in nodes if _is(node, _ARTICLE)), None) or next((node for node in nodes if _is(node, _PAGE)), None) or {}
    html = soup.find("html")
    found = Metadata()
    found.site_name = (
        _first(meta, "og:site_name", "application-name", "apple-mobile-web-app-title")
        or name_of(first_of(article.get("publisher")))
        or _site(nodes)
    )
    found.canonical_url = _canonical(soup, meta, url)
    found.language = (text_of(html.get("lang")) or text_of(html.get("xml:lang")) if isinstance(html, Tag) else None) or _first(
        meta, "content-language", "og:locale", "dc.language", "language"
    )
    found.titles = list(_titles(soup, meta, article, found.site_name))
    found.title = choose_title(blocks, found.titles, found.site_name, url)
    found.site_name = found.site_name or site_in_title(soup, found.title)
    facts = Facts(soup, meta, article, [node for node in nodes if _is(node, _ARTICLE) or _is(node, _PAGE)], nodes, url, found.site_name)
    seen = Visible.of(blocks, frames, found.title, rules)
    found.byline = byline(facts, seen)
    found.published = published(facts, seen)
    found.body = embedded_body(article, nodes)
    return found


# --- sources -----------------------------------------------------------------------------------------------------------------


def _meta_tags(soup: BeautifulSoup) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in tags_named(soup, "meta")[:2000]:
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv")
        value = squeeze(str(tag.get("content") or ""))
        if name and value:
            found.setdefault(str(name).strip().lower(), []).append(value)
    return found


def _first(meta: dict[str, list[str]], *names: str) -> str | None:
    return next((meta[name][0] for name in names if name in meta), None)


def _json_ld(soup: BeautifulSoup) -> Iterator[dict[str, Any]]:
    """Every object in the page's JSON-LD, outer ones first. Broken JSON is passed over."""
    scripts = (tag for tag in tags_named(soup, "script") if "ld+json" in str(tag.get("type")).lower())
    for script in islice(scripts, 50):
        text = script.get_text().strip().strip(";").replace("<!--", "").replace("-->", "")
        text = text.replace("<![CDATA[", "").replace("]]>", "")
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            try:
                data = json.loads(_TRAILING_COMMA.sub(r"\1", text), strict=False)
            except (ValueError, RecursionError):
                continue
        queue = deque([(data, 0)])
        while queue:
            node, depth = queue.popleft()
            if depth > _NESTING:
                continue
            if isinstance(node, list):
                queue.extend((item, depth + 1) for item in node)
            elif isinstance(node, dict):
                yield node
                queue.extend((item, depth + 1) for item in node.values() if isinstance(item, (dict, list)))


def _is(node: dict[str, Any], kind: re.Pattern[str]) -> bool:
    types = node.get("@type")
    return any(isinstance(name, str) and kind.search(name) for name in (types if isinstance(types, list) else [types]))


def _site(nodes: list[dict[str, Any]]) -> str | None:
    return next((name for node in nodes if node.get("@type") in ("WebSite", "Organization") and (name := text_of(node.get("name")))), None)


def _canonical(soup: BeautifulSoup, meta: dict[str, list[str]], url: str | None) -> str | None:
    links = (tag for tag in tags_named(soup, "link") if tag.has_attr("href"))
    link = next((tag for tag in links if "canonical" in (tag.get("rel") or ())), None)
    href = str(link["href"]) if link is not None else _first(meta, "og:url")
    if not href:
        return None
    full = absolute(href, url)
    return full if full.startswith(("http://", "https://")) else None


# --- title -------------------------------------------------------------------------------------------------------------------


def _titles(soup: BeautifulSoup, meta: dict[str, list[str]], article: dict[str, Any], site: str | None) -> Iterator[str]:
    tag = next(iter(tags_named(soup, "title")), None)
    given = [
        text_of(article.get("headline")),
        _first(meta, "og:title"),
        _first(meta, "twitter:title", "dc.title", "title", "headline"),
        text_of(article.get("name")),
    ]
    for title in (*given, squeeze(tag.get_text()[:_TITLE]) if tag is not None else None):
        if title:
            yield squeeze(unescape(title))


def without_site(title: str, site: str | None, url: str | None) -> str:
    """A head title without the site's name before or behind it."""
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    known = {squash(site), squash(host(url)), squash(host(url).rsplit(".", 1)[0])} - {""}
    for part in (parts[-1], parts[0]):
        name = squash(part)
        if name and (
            name in known or any(len(name) > 4 and (name in one or (one in name and len(one) >= len(name) * 0.8)) for one in known)
        ):
            at = title.rfind(part) if part is parts[-1] else len(part)
            rest = title[:at] if part is parts[-1] else title[at:]
            return without_site(rest.strip(" |·•»«–—:~/-\t"), site, url) or title
    return title


def choose_title(blocks: list[RawBlock], titles: list[str], site: str | None, url: str | None) -> str | None:
    """The page's title: the main heading that the head's titles bear out; else the best of those without the site's name."""
    plain = [without_site(title, site, url) for title in titles]
    heads = [squash(title) for title in titles]
    named = {word for title in titles for word in re.findall(r"\w+", title.lower())} - set(re.findall(r"\w+", (site or "").lower()))
    headings = {
        n: [block.text for block in blocks if block.kind == "heading" and block.level == n and len(block.text) < 400] for n in (1, 2, 3)
    }
    h1 = [text for text in headings[1] if squash(text) != squash(site)]
    exact = {squash(title) for title in plain[:-1] or plain}  # the last is <title>, which may hold the site's name alone
    for text in (*headings[1], *headings[2], *headings[3]):
        if len(squash(text)) > 8 and squash(text) in exact:
            return text
    for text in (*h1, *headings[2]):
        name = squash(text)
        if len(name) > 8 and name != squash(site) and any(name in head for head in heads):
            return text
    for text in h1:
        words = set(re.findall(r"\w+", text.lower()))
        if len(words) > 2 and len(words & named) >= len(words) * _SHARED:
            return text
    if len(h1) == 1 and len(h1[0].split()) > 3:
        return h1[0]
    best = next((title for title in plain if squash(title) != squash(site)), None)
    if best:
        return _shown_part(best, blocks) or best
    return h1[0] if h1 else plain[0] if plain else None


def _shown_part(title: str, blocks: list[RawBlock]) -> str | None:
    """The longest part of a head title that stands on the page as a line of its own."""
    lines = {squash(block.text) for block in blocks[:_TOP] if len(block.text) < 300}
    parts = [part for part in _SEPARATOR.split(title) if squash(part) in lines]
    return max(parts, key=len, default=None)


def site_in_title(soup: BeautifulSoup, title: str | None) -> str | None:
    """The site's name as the rest of the head title, before or behind the article's title."""
    tag = next(iter(tags_named(soup, "title")), None)
    parts = re.split(r"\s+[|·•»«–—-]+\s+|\s*\|\s*|:\s+", squeeze(tag.get_text()[:_TITLE])) if tag is not None else []
    for rest, own in ((parts[:1], parts[1:]), (parts[-1:], parts[:-1])):
        if own and squash(title) and squash("".join(own)) == squash(title) and len(rest[0]) <= 60:
            return rest[0]
    return None
