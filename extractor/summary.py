"""What a reader wants first, derived from what was found: counts, commitment by section, overstated headings, selling."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import get_args

from extractor.report import BENEFICIAL, HARMFUL, Article, Certainty, Claim, Comment, Commitment, Overstatement, Passage, Strength, Summary

STRENGTHS: tuple[str, ...] = get_args(Strength)  # from the weakest up
PLACES = 4  # decimals of a share


def summarise(article: Article, comments: Sequence[Comment]) -> Summary:
    """Sum up what an article and its comments hold. All but `comments` and `spam_comments` speak of the article alone.

    `words` are runs of non-blanks. Tables are in alphabetical order. `products` are the names of product mentions, each once (case aside),
    in reading order.
    """
    claims = article.claims
    boosters = sum(hedge.category == "booster" for hedge in article.hedges)
    products: dict[str, str] = {}
    for mention in article.mentions:
        if mention.kind == "product":
            products.setdefault(mention.name.casefold(), mention.name)
    relations = sorted({claim.relation for claim in claims})
    return Summary(
        words=len(article.text.split()),
        claims=len(claims),
        claims_by_relation=_count(claim.relation for claim in claims),
        claims_by_certainty=_count(claim.certainty for claim in claims),
        claims_by_relation_and_certainty={
            relation: _count(claim.certainty for claim in claims if claim.relation == relation) for relation in relations
        },
        claims_negated=sum(claim.negated for claim in claims),
        claims_hedged_by_can=_hedged_by_can(article),
        claims_in_promotions=sum(claim.promotion is not None for claim in claims),
        claims_near_promotions=_near_promotions(article),
        commitment=commitment(claims),
        commitment_by_section=[commitment(list(group), section) for section, group in groupby(claims, key=lambda claim: claim.section)],
        overstatement=overstatements(article),
        hedges=len(article.hedges) - boosters,
        boosters=boosters,
        promotions=len(article.promotions),
        promotions_by_kind=_count(promotion.kind for promotion in article.promotions),
        promotional_share=promotional_share(article),
        products=list(products.values()),
        comments=len(comments),
        spam_comments=sum(comment.spam for comment in comments),
    )


def commitment(claims: Sequence[Claim], section: str | None = None) -> Commitment:
    """The shares of claims by certainty, and of the negated ones; all 0 where there is no claim."""
    if not claims:
        return Commitment(section=section)
    counts = Counter(claim.certainty for claim in claims)
    shares = {certainty: round(counts[certainty] / len(claims), PLACES) for certainty in get_args(Certainty)}
    return Commitment(
        section=section, claims=len(claims), negated=round(sum(claim.negated for claim in claims) / len(claims), PLACES), **shares
    )


def overstatements(passage: Passage) -> list[Overstatement]:
    """Claims of titles and headings that the text below never makes as strongly, after the exaggeration of Sumner et al. (BMJ 2014).

    Two claims are about the same thing if subject and object have the same names and their relations do not point opposite ways. The text's
    is the weaker if its strength is lower, or if it hedges or asks what the heading asserts.
    """
    names = {mention.id: mention.name.casefold() for mention in passage.mentions}

    def topic(claim: Claim) -> tuple[str, str]:
        return names[claim.subject], names[claim.object]

    above: list[Claim] = []
    below: dict[tuple[str, str], list[Claim]] = {}
    for claim, block in zip(passage.claims, _places(passage), strict=True):
        if passage.blocks[block].kind in ("title", "heading"):
            above.append(claim)
        else:
            below.setdefault(topic(claim), []).append(claim)
    found = []
    for claim in above:
        if claim.negated or claim.certainty not in ("asserted", "boosted"):
            continue
        same = [other for other in below.get(topic(claim), ()) if _direction(other) in (_direction(claim), None)]
        if same and all(_weaker(other, claim) for other in same):
            found.append(Overstatement(heading=claim.id, text=[other.id for other in same]))
    return found


def _direction(claim: Claim) -> bool | None:
    """Whether a claim speaks for its subject; None where it says no direction."""
    return True if claim.relation in BENEFICIAL else False if claim.relation in HARMFUL else None


def _weaker(claim: Claim, than: Claim) -> bool:
    return STRENGTHS.index(claim.strength) < STRENGTHS.index(than.strength) or claim.certainty in ("hedged", "questioned")


def promotional_share(passage: Passage) -> float:
    """The share of a passage's words that stand in a promotion, 0 to 1."""
    text, words, last = passage.text, 0, 0
    for promotion in sorted(passage.promotions, key=lambda promotion: promotion.start):
        words += len(text[max(promotion.start, last) : promotion.end].split())
        last = max(last, promotion.end)
    return round(words / max(1, len(text.split())), PLACES)


def _near_promotions(passage: Passage) -> int:
    """Claims in a promotion's block, or in the block before or after."""
    starts, ends = [block.start for block in passage.blocks], [block.end for block in passage.blocks]
    near: set[int] = set()
    for promotion in passage.promotions:
        near.update(range(bisect_right(ends, promotion.start) - 1, bisect_left(starts, promotion.end) + 1))
    return sum(block in near for block in _places(passage))


def _places(passage: Passage) -> list[int]:
    """For each claim of a passage the index of its block."""
    starts = [block.start for block in passage.blocks]
    return [bisect_right(starts, claim.start) - 1 for claim in passage.claims]


def _hedged_by_can(passage: Passage) -> int:
    """Claims that nothing but a hedge of capability makes hedged."""
    categories = {hedge.id: hedge.category for hedge in passage.hedges if hedge.category != "booster"}
    return sum(
        claim.certainty == "hedged" and {categories[hedge] for hedge in claim.hedges if hedge in categories} == {"capability"}
        for claim in passage.claims
    )


def _count(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))
