"""Names of commercial products, found by their form and what stands around them, never from a list of brands (`rules/products`)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.vocab import Vocab

from extractor.language.cues import CueFinder, CueRule
from extractor.language.mentions import Found
from extractor.language.units import Unit
from extractor.page.products import Offer
from extractor.report import Article, Product
from extractor.rulebook import Rulebook

FOLDER = "products"
_WORD = re.compile(r"[^\W_]+")


class ProductRule(CueRule):
    """Patterns whose bracketed words are a product's name; `near` are words of which one must stand in the sentence."""

    near: tuple[str, ...] = ()


class ProductFinder:
    """Finds product names in units."""

    def __init__(self, vocab: Vocab, rulebook: Rulebook) -> None:
        self._cues = CueFinder(vocab, rulebook.rules(FOLDER, ProductRule))

    def find(self, unit: Unit) -> list[Found]:
        """Products with their offsets in the passage; nothing that overlaps a known mention."""
        return [found for found, _ in self.with_rules(unit)]

    def with_rules(self, unit: Unit) -> list[tuple[Found, ProductRule]]:
        """Products, each with the rule that found it."""
        found = []
        for cue in self._cues.find(unit.doc):
            if cue.rule.near and not any(token.lower_ in cue.rule.near for token in unit.doc):
                continue
            if any(placed.start < cue.end and cue.start < placed.end for placed in unit.mentions):
                continue
            start, end = unit.span(cue.start, cue.end)
            found.append((Found(start, end, "product", unit.doc[cue.start : cue.end].text, None, f"rule {cue.rule.id}"), cue.rule))
        return found


def tie(article: Article, offers: Iterable[Offer]) -> list[Product]:
    """The offers that matter to an article: those that it names, and those that stand apart from a shop's shelf.

    A promotion that names such a product and has no link of its own gets the shop's.
    """
    named = [mention for mention in article.mentions if mention.kind == "product"]
    products = []
    for offer in offers:
        mentions = [mention.id for mention in named if _names(mention.name, offer)]
        if mentions or offer.apart:
            products.append(Product(name=offer.name, url=offer.url, price=offer.price, mentions=mentions))
    for promotion in article.promotions:
        if promotion.url is None:
            promotion.url = next((one.url for one in products if one.url and set(one.mentions) & set(promotion.products)), None)
    return products


def _names(name: str, offer: Offer) -> bool:
    """Whether the words of a name stand in a row in the offer's name or in its address."""
    words = " ".join(_WORD.findall(name.lower()))
    return bool(words) and any(f" {words} " in f" {' '.join(_WORD.findall(text.lower()))} " for text in (offer.name, offer.slug))


def repeat(products: list[Found], text: str) -> list[Found]:
    """The same names wherever else they stand in the passage, in the same casing."""
    spans: dict[int, Found] = {product.start: product for product in products}
    for name in sorted({product.name for product in products}, key=len, reverse=True):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            if not any(old.start < match.end() and match.start() < old.end for old in spans.values()):
                spans[match.start()] = Found(match.start(), match.end(), "product", name, None, "a product's name elsewhere in the text")
    return [spans[start] for start in sorted(spans)]
