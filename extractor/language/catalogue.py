"""What a passage says of its products: maker, kind of goods, links, and the promotions and claims that they stand in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from spacy.vocab import Vocab

from extractor.language.cues import CueFinder, CueRule
from extractor.language.mentions import Found
from extractor.language.units import Unit
from extractor.report import BENEFICIAL, Passage, Product
from extractor.rulebook import Rulebook

FOLDER = "products/details"
Detail = Literal["maker", "type"]


class DetailRule(CueRule):
    """Patterns around a product's name whose bracketed words are its maker, or the type of goods that it is."""

    detail: Detail


@dataclass(frozen=True)
class FoundDetail:
    """One detail of a product, the rule that found it and its words."""

    product: Found
    rule: DetailRule
    text: str


class DetailFinder:
    """Reads makers and types of products from units."""

    def __init__(self, vocab: Vocab, rulebook: Rulebook) -> None:
        self._cues = CueFinder(vocab, rulebook.rules(FOLDER, DetailRule))

    def find(self, unit: Unit) -> list[FoundDetail]:
        """The details that a unit tells, each of the product that stands nearest to it."""
        products = [placed for placed in unit.mentions if placed.kind == "product"]
        found = []
        for cue in self._cues.find(unit.doc) if products else ():
            if any(placed.start < cue.end and cue.start < placed.end for placed in products):
                continue  # a word of the name itself
            nearest = min(products, key=lambda placed: max(placed.start - cue.end, cue.start - placed.end))
            found.append(FoundDetail(nearest.found, cue.rule, unit.doc[cue.start : cue.end].text))
        return found


def catalogue(passage: Passage, details: Sequence[FoundDetail]) -> list[Product]:
    """A passage's products in reading order, one for each name (case aside). Of several makers or types the first said stands."""
    products: dict[str, Product] = {}
    names = {mention.id: mention.name for mention in passage.mentions}
    starts = [block.start for block in passage.blocks]
    for mention in passage.mentions:
        if mention.kind == "product":
            product = products.setdefault(mention.name.casefold(), Product(name=mention.name))
            product.mentions.append(mention.id)
            links = passage.blocks[bisect_right(starts, mention.start) - 1].links
            product.links += [link.href for link in links if link.start < mention.end and mention.start < link.end]
    for detail in details:
        product = products[detail.product.name.casefold()]
        if getattr(product, detail.rule.detail) is None:
            setattr(product, detail.rule.detail, detail.text)
    owners = {mention: key for key, product in products.items() for mention in product.mentions}
    for promotion in passage.promotions:
        for key in dict.fromkeys(owners[mention] for mention in promotion.products):
            products[key].promotions.append(promotion.id)
            products[key].links += [promotion.url] if promotion.url else []
    for claim in passage.claims:
        if claim.subject in owners:
            product = products[owners[claim.subject]]
            product.claims.append(claim.id)
            product.helps += [names[claim.object]] if claim.relation in BENEFICIAL and not claim.negated else []
    for product in products.values():
        product.links, product.helps = list(dict.fromkeys(product.links)), list(dict.fromkeys(product.helps))
    return list(products.values())
