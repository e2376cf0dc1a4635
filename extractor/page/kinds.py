"""What kinds of page a page states that it is: an article, a page that sells a product, a forum's thread."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractor.page.facts import PRODUCT, Facts, types_of
from extractor.page.model import Frame, attributes
from extractor.page.rules import PageRules

_TYPES = {"article": re.compile(r"Article$|BlogPosting$|MedicalWebPage$"), "product": PRODUCT}


def page_kinds(facts: Facts, frames: list[Frame], rules: PageRules) -> frozenset[str]:
    """Which of "article", "forum", "product" the page states to be: in JSON-LD, microdata or meta tags, or as software marks its forums."""
    types = [name for node in facts.nodes for name in types_of(node)]
    marked = [str(frame.tag["itemtype"]) for frame in frames if "itemtype" in frame.tag.attrs]
    stated = {one.split(".")[-1] for one in facts.meta.get("og:type", [])}  # "product", or Facebook's older "og.product"
    kinds = {name for name, kind in _TYPES.items() if name in stated or any(map(kind.search, types + marked))}
    return frozenset(kinds | {"forum"} if _is_forum(facts, frames, types, rules) else kinds)


def _is_forum(facts: Facts, frames: list[Frame], types: list[str], rules: PageRules) -> bool:
    """Whether the page is a forum's thread, by rules of role "forum": its software's marks, or the type of its JSON-LD or microdata."""
    if any(rule.role == "forum" for frame in frames for rule in frame.rules):
        return True
    signs: list[tuple[str, Mapping[str, str]]] = [("script", {"itemtype": f"https://schema.org/{name}"}) for name in types]
    signs += [("meta", attributes(tag)) for tag in facts.tags]
    return any(rule.role == "forum" for name, attrs in signs for rule in rules.elements.match(name, attrs))
