"""HTML to a BeautifulSoup tree, safely.

BeautifulSoup on lxml builds and we walk the tree without recursion, so nesting may be of any depth. What costs is Python objects, about
fifteen microseconds and two kilobytes an element for the tree and twice that for what is read from it: the caps keep a hostile page
within seconds.
"""

from __future__ import annotations

import re
import warnings
from collections import Counter
from functools import cached_property

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, Tag, XMLParsedAsHTMLWarning
from bs4.element import AttributeDict

from extractor.collector import collecting_later
from extractor.decode import mended
from extractor.errors import PageError

MAX_CHARS = 15_000_000  # characters of HTML; the largest of 530 real pages has two million
MAX_NODES = 110_000  # elements, comments and the like; the largest of 530 real pages has 6,000
MAX_BRACKETS = 2_000_000  # "<" of any kind: one that begins no tag is handed over as a piece of text of its own
_LAST_TAGS = re.compile("</(?:body|html)\\s{0,99}>", re.IGNORECASE)  # what follows them is in the body all the same
MANY_BRACKETS = 20_000  # fewer can do no harm
MAX_STEPS = 500_000_000
_VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"))
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]{0,40})")
_NODE = re.compile("<(?:[a-zA-Z!?]|(/))")


class Soup(BeautifulSoup):
    """A soup whose texts are put in without a walk up to the root for each of them, with which deep pages take minutes.

    The walk mends links after nodes that html5lib moves about; lxml hands nodes over in order, so that there is nothing to mend.

    An attribute is the string that the page has: `class` too is not taken apart for every element.
    """

    def __init__(self, html: str) -> None:
        super().__init__(html, "lxml", attribute_dict_class=AttributeDict, multi_valued_attributes=None)

    def _linkage_fixer(self, el: Tag) -> None:
        pass

    def named(self, name: str) -> list[Tag]:
        """The elements of a name, in the order in which they stood when it was first called. The tree is walked once for all names."""
        return self._tags.get(name, [])

    @cached_property
    def _tags(self) -> dict[str, list[Tag]]:
        found: dict[str, list[Tag]] = {}
        for node in self.descendants:
            if isinstance(node, Tag):
                found.setdefault(node.name, []).append(node)
        return found


def parse(html: str, source: str = "") -> Soup:
    """The tree of a page.

    Raises:
        PageError: broken beyond reason, longer than 15 million characters, or more than 110,000 elements and comments.
    """
    if len(html) > MAX_CHARS:
        raise PageError(f"the page is too long to read ({len(html):,} characters)", source)
    brackets = html.count("<")
    if brackets > MAX_BRACKETS or (brackets > MAX_NODES and _nodes(html) > MAX_NODES):
        raise PageError(f"the page is too long to read (more than {MAX_NODES:,} elements)", source)
    if brackets > MANY_BRACKETS and _steps(html) > MAX_STEPS:
        raise PageError("the page is too broken to read (end tags of nothing inside very many open elements)", source)
    with collecting_later(), warnings.catch_warnings():
        warnings.simplefilter("ignore", category=MarkupResemblesLocatorWarning)
        warnings.simplefilter("ignore", category=XMLParsedAsHTMLWarning)
        soup = Soup(_LAST_TAGS.sub("", mended(html.replace("\0", ""))))
    if 'hidden id="S:' in html:
        _put_streamed_in_place(soup)
    return soup


def _nodes(html: str) -> int:
    """How many nodes the tree may have, beside text; an end tag of nothing may make one, too."""
    kinds = [match[1] for match in _NODE.finditer(html)]
    ends = kinds.count("/")
    return max(ends, len(kinds) - ends)


def _steps(html: str) -> int:
    """How many open elements libxml2 looks through for end tags that close none of them: it looks through all, for each."""
    open_tags: list[str] = []
    count: Counter[str] = Counter()
    steps = 0
    for match in _TAG.finditer(html):
        name = match[2].lower()
        if not match[1]:
            if name not in _VOID:
                open_tags.append(name)
                count[name] += 1
        elif count[name]:
            last = ""
            while last != name:
                last = open_tags.pop()
                count[last] -= 1
        else:
            steps += len(open_tags)
    return steps


def _put_streamed_in_place(soup: Soup) -> None:
    """React sends late parts of a page as `<div hidden id="S:1">` at its end; a script moves their content to `<template id="B:1">`."""
    places = {str(tag.get("id")): tag for tag in soup.find_all("template")}
    for part in soup.find_all("div", hidden=True, id=re.compile(r"^S:[0-9a-f]+$"), limit=200):
        place = places.get("B" + str(part["id"])[1:])
        if place is not None and not any(parent is part for parent in place.parents):
            del part["hidden"]
            place.replace_with(part.extract())
