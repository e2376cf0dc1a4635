"""The counts a reader wants first, derived from what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from extractor.report import Article, Comment, Summary


def summarise(article: Article, comments: Sequence[Comment]) -> Summary:
    """Count what an article and its comments hold. All but `comments` and `spam_comments` speak of the article alone.

    `words` are runs of non-blanks. Tables are in alphabetical order. `products` are the names of product mentions, each once (case aside),
    in reading order.
    """
    boosters = sum(hedge.category == "booster" for hedge in article.hedges)
    products: dict[str, str] = {}
    for mention in article.mentions:
        if mention.kind == "product":
            products.setdefault(mention.name.casefold(), mention.name)
    return Summary(
        words=len(article.text.split()),
        claims=len(article.claims),
        claims_by_relation=_count(claim.relation for claim in article.claims),
        claims_by_certainty=_count(claim.certainty for claim in article.claims),
        claims_negated=sum(claim.negated for claim in article.claims),
        claims_in_promotions=sum(claim.promotion is not None for claim in article.claims),
        hedges=len(article.hedges) - boosters,
        boosters=boosters,
        promotions=len(article.promotions),
        promotions_by_kind=_count(promotion.kind for promotion in article.promotions),
        products=list(products.values()),
        comments=len(comments),
        spam_comments=sum(comment.spam for comment in comments),
    )


def _count(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))
