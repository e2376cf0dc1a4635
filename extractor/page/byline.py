"""The author: a person that the page declares (JSON-LD, meta tags, microdata), one that it shows near the title, else an organisation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from bs4 import Tag
from bs4.element import NavigableString

from extractor.page.clean import squash, squeeze
from extractor.page.dates import find_dates
from extractor.page.facts import Facts, Visible, first_of, text_of
from extractor.page.links import host
from extractor.page.model import Frame, attributes, nodes, text_start
from extractor.page.rules import PageRules

# Names of meta tags, by how much they are to be trusted (Dublin Core, Highwire, Sailthru, Parsely, OpenGraph and what else is in use).
_AUTHOR_TAGS = (
    "author", "article:author_name", "article_author", "sailthru.author", "parsely-author", "cxenseparse:author", "dc.creator",
    "dcterms.creator", "citation_author", "byl", "article:author", "dc.contributor", "twitter:data1", "creator",
)  # fmt: skip
_ADDRESS = re.compile(r"https?://|www\.|@|\.(?:com|org|net)\b|\w\.\w+\.\w")
_ACCOUNT = re.compile(r"(?=\S*\d)(?=\S*[^\W\d])\S{10,}")  # a user's id, not a name
_SYMBOL = re.compile(r"\s[^\w\s.,;&()'’]\s|\s?[|·•●⋅∙]\s?|,?\s+\d")  # between a name and what follows it
_FULL_STOP = re.compile(r"(?<=\w{3})\.$|(?<=[A-Z]{2})\.$")  # behind a word or degree, but not behind an initial or "Ph.D."
_NAME_WORDS = 6
_CHROME = frozenset(("navigation", "footer", "related"))  # links to people there lead anywhere
_CANDIDATES = 40  # elements that are looked at for a name
_LOOKED_AT = 100  # nodes inside an element that may be a name


def byline(facts: Facts, seen: Visible, site: str | None) -> str | None:
    """Who wrote the article, as one string."""
    rules = seen.rules
    linked, organisation = _linked_author(facts, rules)
    if linked and not organisation and not _is_site(linked, site) and " " in linked:
        return linked
    tagged = next(_tagged_authors(facts, rules), None)
    if tagged and not _is_site(tagged, site) and " " in tagged:
        return tagged
    return _shown_author(facts, seen) or linked or tagged


def _is_site(name: str, site: str | None) -> bool:
    return squash(name) == squash(site)


# --- declared ----------------------------------------------------------------------------------------------------------------


def _linked_author(facts: Facts, rules: PageRules) -> tuple[str | None, bool]:
    """The authors in the JSON-LD, joined by commas, and whether the first of them is an organisation."""
    by_id = {str(node["@id"]): node for node in facts.nodes if "@id" in node and "name" in node}
    authors = (
        facts.article.get("author")
        or facts.article.get("creator")
        or next((node["author"] for node in facts.pages if node.get("author")), None)
    )
    names: list[str] = []
    organisation = False
    for author in authors if isinstance(authors, list) else [authors]:
        if isinstance(author, dict) and "name" not in author:
            author = by_id.get(str(author.get("@id")))
        if isinstance(author, dict) and not names:
            organisation = "Organization" in str(first_of(author.get("@type")))
        given = author.get("name") if isinstance(author, dict) else author
        names += [person for part in (given if isinstance(given, list) else [given]) if (person := _person(text_of(part), rules))]
    return ", ".join(dict.fromkeys(names)) or None, organisation


def _tagged_authors(facts: Facts, rules: PageRules) -> Iterator[str]:
    for key in _AUTHOR_TAGS:
        names: list[str] = []
        for value in facts.meta.get(key, ())[:8]:
            label = facts.first("twitter:label1") or ""
            if key == "twitter:data1" and not any(rule.match(label) for rule in rules.names.all("label")):
                continue
            last, comma, first = value.partition(", ")
            if key == "citation_author" and comma and "," not in first:  # Highwire tags may give the family name first
                value = f"{first} {last}"
            name = _person(value, rules)
            if name:
                names.append(name)
        if names:
            yield ", ".join(dict.fromkeys(names))


def _person(text: str | None, rules: PageRules) -> str | None:
    """A name without what announces it; None for what is plainly no name."""
    text = squeeze(text or "")
    found = next((match for rule in rules.names.all("labelled") if (match := rule.match(text))), None)
    text = (_author_in(found) if found else text).strip(" ,|-–—·•:")
    if not 1 < len(text) <= 120 or _ADDRESS.search(text) or _ACCOUNT.fullmatch(text) or not re.search(r"[^\W\d_]{2}", text):
        return None
    if ": " in text or text.lower() in rules.months:
        return None
    if any(rule.match(text) for role in ("nobody", "label", "reviewer") for rule in rules.names.all(role)):
        return None
    return _FULL_STOP.sub("", text)


def _author_in(match: re.Match[str]) -> str:
    return next((value for key, value in match.groupdict().items() if key.startswith("author") and value), "")


# --- shown -------------------------------------------------------------------------------------------------------------------


def _shown_author(facts: Facts, seen: Visible) -> str | None:
    return _marked_author(seen) or _author_line(seen) or _named_author(facts, seen) or _name_beside_date(seen)


def _marked_author(seen: Visible) -> str | None:
    """A name in an element that HTML or microdata calls the author."""
    declared = (
        frame for frame in seen.frames if frame.tag.get("itemprop") == "author" or "author" in attributes(frame.tag).get("rel", "").split()
    )
    for frame in islice(declared, _CANDIDATES):
        inner = next((node for node in nodes(frame.tag, _LOOKED_AT) if isinstance(node, Tag) and node.get("itemprop") == "name"), frame.tag)
        name = _name_line(text_start(inner, _LOOKED_AT, " "), seen.rules)
        if name:
            return name
    return None


def _author_line(seen: Visible) -> str | None:
    """A name in a line such as "By Ann Lee, MD | May 17, 2020", or under one that announces it; a reviewer's for want of another."""
    reviewer = None
    near = seen.near
    for block, after in zip(near, [*near[1:], None], strict=False):
        if len(block.text) < 200:
            match = next((match for rule in seen.rules.lines.all("byline") if (match := rule.match(block.text))), None)
            labelled = any(rule.match(block.text) for rule in seen.rules.names.all("labelled"))
            name = _person(_author_in(match), seen.rules) if match and (labelled or block in seen.beside) else None
            if name and any(rule.match(block.text) for rule in seen.rules.names.all("reviewer")):
                reviewer = reviewer or name
            elif name:
                return name
        if after is not None and any(rule.match(block.text) for rule in seen.rules.names.all("label")):
            name = _name_line(after.text, seen.rules)
            if name:
                return name
    return reviewer


def _named_author(facts: Facts, seen: Visible) -> str | None:
    """A name in an element whose class, or whose link within the site, speaks of the author."""
    for role in ("author_name", "author_link"):
        named = (frame for frame in seen.frames if any(rule.role == role for rule in frame.rules))
        for frame in islice(named, _CANDIDATES):
            texts = (node.strip() for node in nodes(frame.tag, _LOOKED_AT) if type(node) is NavigableString)
            name = _name_line(" ".join(islice(filter(None, texts), 6)), seen.rules)
            if name and (role == "author_name" or _leads_to_author(frame, facts.url)):
                return name
    return None


def _leads_to_author(link: Frame, url: str | None) -> bool:
    """Whether a link stays on the site, and does not stand in a menu or a footer."""
    there = host(str(link.tag.get("href") or ""))
    return there in ("", host(url)) and not any(rule.role in _CHROME for above in link.up() for rule in above.rules)


def _name_beside_date(seen: Visible) -> str | None:
    """A line under the title that is nothing but a name, directly above or below one with a date."""
    lines = seen.under
    dated = [len(block.text) < 60 and any(find_dates(block.text, seen.rules.months)) for block in lines]
    for n, block in enumerate(lines):
        if any(dated[max(0, n - 1) : n + 2]) and block.kind != "heading":
            name = _name_line(block.text, seen.rules)
            if name and 2 <= len(name.split()) <= 4 and all(word[0].isupper() for word in name.split()):
                return name
    return None


def _name_line(text: str, rules: PageRules) -> str | None:
    """A line that is a name, perhaps with what announces it before and a date or job behind it."""
    text = squeeze(text)[:200]
    text = text[: next((start for _, start in find_dates(text, rules.months)), None)]
    for role in ("labelled", "followed"):
        match = next((match for rule in rules.names.all(role) if (match := rule.match(text))), None)
        text = _author_in(match) if match else text
    name = _person(_SYMBOL.split(text)[0], rules)
    if not name or len(name.split()) > _NAME_WORDS or (name.endswith((".", "?", "!")) and not name.endswith(("Jr.", "D."))):
        return None
    return name if name[0].isupper() or (name.islower() and " " not in name) else None
