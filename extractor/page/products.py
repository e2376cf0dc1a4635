"""What a page offers for sale around its text: product boxes, price cards, links to a shop's pages, products in its data.

These blocks are dropped from the text; what they name is kept as offers, so that a plug in the text can be tied to the shop it leads to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from extractor.page.clean import squash, squeeze
from extractor.page.facts import is_product
from extractor.page.lines import closes
from extractor.page.links import host
from extractor.page.model import RawBlock
from extractor.page.rules import PageRules

_SELLING = frozenset(("product", "promo_banner", "advertisement"))
_SHELF = 4  # products side by side; more are a shop's shelf and say nothing of this article
_BOX = 4  # blocks around a link to a product in which its name and price are looked for
_NAME_WORDS = 12


@dataclass(slots=True)
class Goods:
    """A product for sale on the page. `slug` is the part of its address that names it; `apart`: it stands on no shop's shelf."""

    name: str
    url: str | None = None
    price: str | None = None
    slug: str = ""
    apart: bool = True


def read_goods(blocks: Sequence[RawBlock], nodes: Iterable[dict[str, Any]], title: str | None, rules: PageRules) -> list[Goods]:
    """The offers of a page, each once, in reading order; those of its JSON-LD first."""
    declared = list(_declared(nodes, rules))
    for offer in declared:
        offer.apart = len(declared) <= _SHELF
    found: list[Goods] = []
    known_as: dict[str, Goods] = {}  # by name, and by address without what follows a "?"
    for offer in [*declared, *_linked([block for block in blocks if block.role != "comment"], rules)]:
        names = [squash(offer.name), *([re.split("[?#]", offer.url)[0]] if offer.url else [])]
        known = next((known_as[name] for name in names if name in known_as), None)
        if known is None:
            known = offer
            found.append(offer)
        elif offer.price and not known.price:
            known.name = offer.name  # a box calls it by its name, a link in the text may be "this serum"
        known.url, known.price, known.slug = known.url or offer.url, known.price or offer.price, known.slug or offer.slug
        known.apart = known.apart or offer.apart
        for name in names:
            known_as.setdefault(name, known)
    return [goods for goods in found if squash(goods.name) != squash(title)]


def _declared(nodes: Iterable[dict[str, Any]], rules: PageRules) -> Iterator[Goods]:
    for node in nodes:
        name = node.get("name")
        if not is_product(node) or not isinstance(name, str) or not squash(name):
            continue
        offers = node.get("offers")
        terms = next((one for one in (offers if isinstance(offers, list) else [offers]) if isinstance(one, dict)), {})
        url = next((value for value in (terms.get("url"), node.get("url"), node.get("@id")) if _is_address(value)), None)
        price = terms.get("price") or terms.get("lowPrice")
        shown = f"{price} {terms.get('priceCurrency') or ''}".strip() if isinstance(price, str | int | float) else None
        yield Goods(squeeze(name), url, shown, _slug(url, rules) or "")


def _is_address(value: object) -> bool:
    return isinstance(value, str) and value.startswith(("http://", "https://"))


def _linked(blocks: Sequence[RawBlock], rules: PageRules) -> Iterator[Goods]:
    """Offers behind links to products; runs of dropped blocks between the article's own are looked at together."""
    for dropped, group in groupby(blocks, key=lambda block: block.role is not None):
        run = list(group)
        links = [(n, text, href, slug) for n, block in enumerate(run) for text, href, slug in _links(block, rules)]
        shelf = len({slug for *_, slug in links}) > _SHELF
        for n, text, href, slug in links:
            name = text if _is_name(text, rules) and squash(text) not in squash(host(href)) else _name_near(run, n, rules)
            if name:
                price = _price_near(run, n, rules)
                yield Goods(name, href, price, slug, apart=dropped and not shelf and (run[n].role in _SELLING or price is not None))


def _links(block: RawBlock, rules: PageRules) -> Iterator[tuple[str, str, str]]:
    """The block's links to products: text, address and slug."""
    for start, end, href in block.links:
        slug = _slug(href, rules)
        if slug is not None:
            yield squeeze(block.text[start:end]), href, slug


def _slug(url: str | None, rules: PageRules) -> str | None:
    """The words of an address that name the product; None for addresses that are no product's."""
    found = rules.product_lines.match(re.sub(r"^https?://", "", url or ""), frozenset(("product_link",)))
    return next((value for value in found[1].groupdict().values() if value), "") if found else None


def _is_name(text: str, rules: PageRules) -> bool:
    return (
        any(char.isalpha() for char in text)
        and text.count(" ") < _NAME_WORDS
        and not closes(text)
        and rules.product_lines.match(text, frozenset(("product_button", "product_price"))) is None
    )


def _name_near(run: Sequence[RawBlock], at: int, rules: PageRules) -> str | None:
    """The name over a button: the nearest heading, or else the nearest line, before it in its box."""
    before = [block for block in reversed(run[max(0, at - _BOX) : at]) if _is_name(block.text, rules)]
    return next((block.text for block in before if block.kind == "heading"), before[0].text if before else None)


def _price_near(run: Sequence[RawBlock], at: int, rules: PageRules) -> str | None:
    """The first price in or after a line, up to the next product."""
    for n, block in enumerate(run[at : at + _BOX]):
        if n and any(_is_name(text, rules) for text, _, _ in _links(block, rules)):
            return None
        found = rules.product_lines.match(block.text, frozenset(("product_price",)))
        if found:
            return found[1]["price"].strip()
    return None
