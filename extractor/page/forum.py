"""Forums and pages of questions and answers: there the posts are the text, whatever their elements are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bs4 import BeautifulSoup

from extractor.page.model import Frame, tags_named
from extractor.page.rules import PageRules

_META = 2000  # meta tags that are looked at


def is_forum(soup: BeautifulSoup, frames: list[Frame], nodes: list[dict[str, Any]], rules: PageRules) -> bool:
    """Whether the page is a forum's thread, by rules of role "forum": its software's marks, or the type of its JSON-LD or microdata."""
    if any(rule.role == "forum" for frame in frames for rule in frame.rules):
        return True
    types = [name for node in nodes for name in (node["@type"] if isinstance(node.get("@type"), list) else [node.get("@type")])]
    signs: list[tuple[str, Mapping[str, Any]]] = [("script", {"itemtype": f"https://schema.org/{name}"}) for name in types]
    signs += [("meta", tag.attrs) for tag in tags_named(soup, "meta")[:_META]]
    return any(rule.role == "forum" for name, attrs in signs for rule in rules.elements.match(name, attrs))


def open_posts(frames: list[Frame]) -> None:
    """Makes text of what is named as comments in a forum's thread, in place; comments under a post stay comments.

    What tells of a post's author, or what others clicked under it, gets the role "author".
    """
    open_above: set[Frame] = set()
    place: dict[Frame, str] = {}  # "post" in a post, "thread" in the comments under one
    for frame in frames:  # parents come first
        roles = frame.roles
        above = place.get(frame.parent) if frame.parent is not None else None
        if above == "thread" or (above == "post" and "comment" in roles):
            place[frame] = "thread"
        elif above == "post" or "post" in roles:
            place[frame] = "post"
            for opened in [frame] if above else frame.up():
                if opened in open_above:
                    break  # as is all that stands around it
                opened.rules = tuple(rule for rule in opened.rules if not rule.role.startswith("comment"))
                open_above.add(opened)
            if above and not frame.inline and "post_author" in roles:
                frame.role = "author"
