"""What the page sells around an article, tied to what the article says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractor.page.products import Goods
from extractor.report import Article, Offer

_WORD = re.compile(r"[^\W_]+")


def tie(article: Article, goods: Iterable[Goods]) -> list[Offer]:
    """The goods that matter to an article: those that it names, and those that stand apart from a shop's shelf.

    A product of the article gets the shop's address among its links, and a promotion of it that has no link of its own gets it, too.
    """
    named = [mention for mention in article.mentions if mention.kind == "product"]
    offers = []
    for one in goods:
        mentions = [mention.id for mention in named if _names(mention.name, one)]
        if mentions or one.apart:
            offers.append(Offer(name=one.name, url=one.url, price=one.price, mentions=mentions))
    for offer in offers:
        for product in article.products:
            if offer.url and offer.url not in product.links and set(offer.mentions) & set(product.mentions):
                product.links.append(offer.url)
    for promotion in article.promotions:
        if promotion.url is None:
            promotion.url = next((one.url for one in offers if one.url and set(one.mentions) & set(promotion.products)), None)
    return offers


def _names(name: str, goods: Goods) -> bool:
    """Whether the words of a name stand in a row in the goods' name or in their address."""
    words = " ".join(_WORD.findall(name.lower()))
    return bool(words) and any(f" {words} " in f" {' '.join(_WORD.findall(text.lower()))} " for text in (goods.name, goods.slug))
