"""HTML to a BeautifulSoup tree, safely.

BeautifulSoup on lxml builds and we walk the tree without recursion, so nesting may be of any depth. What costs is Python objects, about
ten microseconds and a kilobyte an element: the length cap keeps a hostile page within seconds.
"""

from __future__ import annotations

import gc
import re
import warnings

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, Tag, XMLParsedAsHTMLWarning

from extractor.errors import PageError

MAX_CHARS = 30_000_000  # characters of HTML; the largest real article pages have some five million
MAX_TAGS = 250_000
# What may stand in a head, as the HTML standard has it; any other element ends it.
_HEAD = frozenset(("base", "basefont", "bgsound", "link", "meta", "noframes", "noscript", "script", "style", "template", "title"))


def parse(html: str, source: str = "") -> BeautifulSoup:
    """The tree of a page.

    Raises:
        PageError: longer than 30 million characters, or more than 250,000 tags.
    """
    if len(html) > MAX_CHARS:
        raise PageError(f"the page is too long to read ({len(html):,} characters)", source)
    if html.count("<") > MAX_TAGS and sum(1 for _ in re.finditer("<[a-zA-Z]", html)) > MAX_TAGS:
        raise PageError(f"the page is too long to read (more than {MAX_TAGS:,} tags)", source)
    html = html.replace("\0", "").encode("utf-8", "replace").decode("utf-8")  # lone surrogates, which lxml refuses
    enabled = gc.isenabled()
    gc.disable()  # a tree is all cycles that live: collecting while it grows finds nothing and costs a third more time
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", category=MarkupResemblesLocatorWarning)
            warnings.simplefilter("ignore", category=XMLParsedAsHTMLWarning)
            soup = BeautifulSoup(html, "lxml")
    finally:
        if enabled:
            gc.enable()
    _end_head(soup)
    if 'hidden id="S:' in html:
        _put_streamed_in_place(soup)
    return soup


def _end_head(soup: BeautifulSoup) -> None:
    """Without `</head>` and `<body>`, libxml2 leaves elements younger than HTML 4 (`<article>`, `<main>`) in the head: it becomes body."""
    head = soup.head
    strays = (child for child in head.children if isinstance(child, Tag) and child.name not in _HEAD) if head else ()
    if head is None or not any(child.get_text(strip=True) for child in strays):
        return
    if soup.body is None:
        head.name = "body"
    else:
        head.name = "div"
        soup.body.insert(0, head.extract())


def _put_streamed_in_place(soup: BeautifulSoup) -> None:
    """React sends late parts of a page as `<div hidden id="S:1">` at its end; a script moves their content to `<template id="B:1">`."""
    for part in soup.find_all("div", hidden=True, id=re.compile(r"^S:[0-9a-f]+$"), limit=2000):
        place = soup.find("template", id="B" + str(part["id"])[1:])
        if place is not None and not any(parent is part for parent in place.parents):
            del part["hidden"]
            place.replace_with(part.extract())
