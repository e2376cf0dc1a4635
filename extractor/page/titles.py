"""The article's title and the site's name, which pages run together: by agreement of the head's titles with the page's headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.page.clean import squash, squeeze
from extractor.page.facts import Facts, is_product, name_of, text_of
from extractor.page.links import host
from extractor.page.model import RawBlock

_SEPARATOR = re.compile(r"\s+[|·•»«–—:~/-]+\s+|\s*\|\s*|\s+::\s+")
_SITE_SEPARATOR = re.compile(r"\s+[|·•»«–—-]+\s+|\s*\|\s*|:\s+")
_SHARED = 0.4  # of a main heading's words in the head's titles
_SHARED_ALONE = 0.15  # if it is the only one
_TOP = 80  # blocks
_LONGEST = 200  # characters of a heading
_SHORTEST = 8  # letters of a heading that is believed alone
_LONGEST_SITE = 60
_LONGEST_TAB = 1000  # characters of `<title>` that are read


def head_titles(facts: Facts) -> list[str]:
    """Every title that the head gives, best first; the last is that of `<title>`, if there is one."""
    found = [
        text_of(facts.article.get("headline")),
        facts.first("og:title"),
        facts.first("twitter:title", "dc.title", "citation_title", "title", "headline"),
        None if is_product(facts.article) else text_of(facts.article.get("name")),  # it may be in a box beside the text
        tab_title(facts),
    ]
    return [title for title in found if title]


def tab_title(facts: Facts) -> str | None:
    """The text of `<title>`."""
    tag = next(iter(facts.soup.named("title")), None)
    return squeeze(tag.get_text()[:_LONGEST_TAB]) or None if tag is not None else None


# --- the site's name ---------------------------------------------------------------------------------------------------------


def declared_site(facts: Facts) -> str | None:
    """The site's name as the head gives it."""
    names = [facts.first("og:site_name"), name_of(facts.article.get("publisher"))]
    names += [name_of(node) for node in facts.nodes if node.get("@type") in ("WebSite", "Organization")]
    names.append(facts.first("application-name", "apple-mobile-web-app-title"))
    return next((name for name in names if name), None)


def site_in_title(facts: Facts, title: str | None) -> str | None:
    """The site's name as the rest of `<title>`, before or behind the article's title."""
    parts = _SITE_SEPARATOR.split(tab_title(facts) or "")
    for rest, own in ((parts[:1], parts[1:]), (parts[-1:], parts[:-1])):
        if own and squash(title) and squash("".join(own)) == squash(title) and len(rest[0]) <= _LONGEST_SITE:
            return rest[0]
    return None


def without_site(title: str, site: str | None, url: str | None) -> str:
    """A head title without the site's name before or behind it."""
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    known = {squash(site), squash(host(url)), squash(host(url).rsplit(".", 1)[0])} - {""}
    for part in (parts[-1], parts[0]):
        if _is_site(part, known, squash(host(url))):
            at = title.rfind(part) if part is parts[-1] else len(part)
            rest = title[:at] if part is parts[-1] else title[at:]
            return without_site(rest.strip(" |·•»«–—:~/-\t"), site, url) or title
    return title


def _is_site(part: str, known: set[str], address: str) -> bool:
    """Whether a part of a head title is the site's name, or made of words that are all in the host's."""
    name = squash(part)
    if name in known or (len(name) > 4 and all(squash(word) in address for word in part.split())):
        return bool(name)
    return any(len(name) > 4 and (name in one or (one in name and len(one) >= len(name) * 0.8)) for one in known)


# --- the article's title -----------------------------------------------------------------------------------------------------


def choose_title(
    blocks: list[RawBlock], titles: list[str], site: str | None, url: str | None, common: frozenset[str] = frozenset()
) -> str | None:
    """The page's title: the main heading that the head's titles bear out; else the best of those without the site's name.

    Args:
        common: words that bear nothing out, such as articles.
    """
    plain = [without_site(title, site, url) for title in titles]
    headings = {
        n: [block.text for block in blocks if block.kind == "heading" and block.level == n and len(block.text) < _LONGEST]
        for n in (1, 2, 3)
    }
    h1 = [text for text in headings[1] if squash(text) != squash(site)]
    exact = {squash(title) for title in plain[:-1] or plain}  # the last is <title>, which may hold the site's name alone
    whole = [squash(title) for title in titles]
    named = {word for title in titles for word in _words(title)} - set(_words(site or "")) - common
    shares = {text: _share(set(_words(text)) - common, named) for text in h1}
    likeliest = max(h1, key=lambda text: shares[text], default="")
    enough = _SHARED_ALONE if len(h1) == 1 and len(likeliest.split()) > 3 else _SHARED
    found = (
        next((text for n in (1, 2, 3) for text in headings[n] if len(squash(text)) > _SHORTEST and squash(text) in exact), None)
        or next((text for text in (*h1, *headings[2]) if squash(text) != squash(site) and _within(text, whole)), None)
        or (likeliest if likeliest and shares[likeliest] >= enough else None)
    )
    if found:
        return found
    best = next((title for title in plain if squash(title) != squash(site)), None)
    if best:
        return _shown_part(best, blocks) or best
    return next(iter(h1 + plain), None)


def _within(text: str, whole: list[str]) -> bool:
    return len(squash(text)) > _SHORTEST and any(squash(text) in title for title in whole)


def _share(words: set[str], named: set[str]) -> float:
    """How many of a heading's words stand in the head's titles; one word alone says nothing."""
    return len(words & named) / len(words) if len(words) > 1 else 0.0


def _words(text: str) -> Iterator[str]:
    return (match[0] for match in re.finditer(r"\w+", text.lower()))


def _shown_part(title: str, blocks: list[RawBlock]) -> str | None:
    """The longest part of a head title that stands on the page as a line of its own."""
    lines = {squash(block.text) for block in blocks[:_TOP] if len(block.text) < 300}
    parts = [part for part in _SEPARATOR.split(title) if squash(part) in lines]
    return max(parts, key=len, default=None)
