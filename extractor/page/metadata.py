"""Who wrote the article, when, where and under which title: from JSON-LD, OpenGraph and other meta tags, microdata and the visible page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from extractor.page.byline import byline
from extractor.page.embedded import embedded_body
from extractor.page.facts import Facts, Visible, text_of
from extractor.page.kinds import page_kinds
from extractor.page.links import absolute
from extractor.page.model import Frame, RawBlock, attributes
from extractor.page.parse import Soup
from extractor.page.published import read_dates
from extractor.page.rules import PageRules
from extractor.page.titles import choose_title, declared_site, head_titles, site_in_title


@dataclass
class Metadata:
    """What a page says about its article. Strings are squeezed; dates are in ISO 8601.

    `kinds` of page that its mark-up states: "article", "forum", "product". `body` is the article in JSON-LD, `description` the product.
    """

    title: str | None = None
    byline: str | None = None
    published: str | None = None
    modified: str | None = None
    site_name: str | None = None
    language: str | None = None
    canonical_url: str | None = None
    body: str | None = None
    description: str | None = None
    kinds: frozenset[str] = frozenset()
    nodes: list[dict[str, Any]] = field(default_factory=list)  # every object of the page's JSON-LD, outer ones first


def read_metadata(soup: Soup, blocks: list[RawBlock], frames: list[Frame], url: str | None, rules: PageRules) -> Metadata:
    """The metadata of a page, before the roles of its blocks are known."""
    facts = Facts.of(soup, url)
    found = Metadata(nodes=facts.nodes)
    found.site_name = declared_site(facts)
    found.canonical_url = _canonical(facts)
    found.language = _language(facts)
    found.title = choose_title(blocks, head_titles(facts), found.site_name, url, rules.english)
    found.site_name = found.site_name or site_in_title(facts, found.title)
    seen = Visible.of(blocks, frames, found.title, rules)
    found.byline = byline(facts, seen, found.site_name)
    found.published, found.modified = read_dates(facts, seen, found.language)
    found.kinds = page_kinds(facts, frames, rules)
    found.description = facts.product_description
    found.body = embedded_body(facts.article, facts.nodes)
    return found


def _language(facts: Facts) -> str | None:
    """The language that the page declares, as an IETF tag."""
    html = next(iter(facts.soup.named("html")), None)
    attrs = html.attrs if html is not None else {}
    tag = text_of(attrs.get("lang")) or text_of(attrs.get("xml:lang"))
    tag = tag or facts.first("content-language", "og:locale", "dc.language", "language") or text_of(facts.article.get("inLanguage"))
    return tag.split(",")[0].strip().replace("_", "-") if tag else None


def _canonical(facts: Facts) -> str | None:
    """The address that the page asks to be known by; one of the site's front page is a mistake of its template on any other page."""
    links = (tag for tag in facts.soup.named("link") if tag.has_attr("href"))
    link = next((tag for tag in links if "canonical" in attributes(tag).get("rel", "").split()), None)
    for href in (str(link["href"]) if link is not None else None, facts.first("og:url")):
        full = absolute(href, facts.url) if href else ""
        if full.startswith(("http://", "https://")) and (_path(full) or not _path(facts.url or "")):
            return full
    return None


def _path(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return parts.path.strip("/") or parts.query
