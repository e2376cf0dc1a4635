"""Promotions across rules; the rules' own examples run in test_cue_rules."""

from __future__ import annotations

from functools import cache
from typing import get_args

import pytest

from extractor import Extractor
from extractor.language.mentions import Found, Matcher
from extractor.language.pipeline import Pipeline
from extractor.language.promotions import FOLDER, FoundPromotion, PromotionFinder, PromotionRule
from extractor.language.units import make_unit, place_mentions
from extractor.report import Block, Link, Passage, PromotionKind
from extractor.rulebook import Rulebook

RULEBOOK = Rulebook()


@cache
def tools() -> tuple[Pipeline, Matcher, PromotionFinder]:
    pipeline = Pipeline(RULEBOOK)
    return pipeline, Matcher(RULEBOOK), PromotionFinder(pipeline.nlp.vocab, RULEBOOK)


def promotion(text: str, product: str | None = None, href: str | None = None) -> FoundPromotion | None:
    pipeline, matcher, finder = tools()
    doc = pipeline.tokenise(text)
    unit = make_unit(doc.vocab, [(t.text, bool(t.whitespace_), t.idx) for t in doc], start=0, end=len(text), block=0, kind="paragraph")
    start = text.index(product) if product else 0
    products = [Found(start, start + len(product), "product", product, None)] if product else []
    place_mentions(unit, sorted([*products, *matcher.find(text)], key=lambda found: found.start))
    links = [Link(start=0, end=len(text), href=href)] if href else []
    return finder.find(unit, Passage(text=text, blocks=[Block(kind="paragraph", start=0, end=len(text), links=links)]))


def test_every_kind_has_rules() -> None:
    kinds = {rule.kind for rule in RULEBOOK.rules(FOLDER, PromotionRule)}
    assert kinds == set(get_args(PromotionKind)) - {"comment_spam"}  # spam has a room of its own


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Only 3 left in stock - order soon!", "offer"),
        ("00 DAYS 04 HRS 12 MINS 09 SECS", "offer"),
        ("Get 15% off with code SKIN15.", "offer"),
        ("Shop now", "call_to_action"),
        ("Sign up for our newsletter.", "newsletter"),
        ("This post contains affiliate links, so use code SKIN15.", "affiliate_disclosure"),
        ("This video is sponsored by a brand.", "sponsorship_disclosure"),
        ("This serum is amazing, I love it.", "testimonial"),
        ("Our probiotic contains ten strains.", "product_plug"),
        ("That is why so many people choose to help their gut.", "product_plug"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    found = promotion(text)
    assert found is not None
    assert found.rule.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "Size guide",
        "Add to wishlist",
        "Your basket is empty",
        "Terms of Service",
        "Why Zinc Matters for Your Skin",
        "The price of fish rose by 20% in a year.",
        "Buy leafy vegetables when they are in season.",
        "The study was funded by a maker of supplements.",
        "Consider a Mediterranean diet, which is an excellent choice.",
        "Doctors recommend this test to all pregnant women.",
        "Do not buy pills from unknown sellers.",
        "Only 12 patients were left in the trial.",
        "Read more about zinc here.",
    ],
)
def test_what_sells_nothing(text: str) -> None:
    assert promotion(text) is None


def test_a_plug_needs_a_product() -> None:
    text = "Using a probiotic such as Lumera can be part of a plan."
    assert promotion(text) is None
    found = promotion(text, product="Lumera")
    assert found is not None
    assert found.rule.kind == "product_plug"


def test_criticism_is_no_plug() -> None:
    assert promotion("The agency warned that Lumera is designed to mislead.", product="Lumera") is None


def test_the_link_is_kept() -> None:
    found = promotion("Shop now", href="https://example.org/shop")
    assert found is not None
    assert found.url == "https://example.org/shop"


def test_the_first_rule_in_the_files_stands_and_all_are_told() -> None:
    found = promotion("This post contains affiliate links; get 20% off today.")
    assert found is not None
    assert found.rule.id == "promo.affiliate_disclosure"
    assert "promo.offer.discount" in found.fired


def test_a_link_into_a_shop_sells_whatever_the_words() -> None:
    text = "I stir a spoonful into my tea."
    assert promotion(text, href="https://journal.example/tea") is None
    found = promotion(text, href="https://brand.example/products/tea?utm_medium=affiliate")
    assert found is not None
    assert {"promo.link.affiliate", "promo.link.shop"} <= found.fired


def test_praise_sells_by_the_heap_and_beside_a_name() -> None:
    assert promotion("The balms of Lumera have an enduring scent.") is None
    assert promotion("The renowned balms are crafted with unwavering dedication.") is None
    assert promotion("The renowned balms of Lumera are made with unwavering dedication.") is not None


def test_a_signed_testimonial_is_one_promotion_over_its_block() -> None:
    text = "“I take CalmRoot gummies at night. My knees have stopped aching.” — Rosa, 58"
    (found,) = Extractor().from_text(text).article.promotions
    assert (found.kind, found.text) == ("testimonial", text)
    assert len(found.products) == 1


@pytest.mark.parametrize(
    "broken", [{}, {"patterns": ["shop"], "beside": ["don't"]}, {"regex": "("}, {"href": "("}, {"patterns": ["shop"], "whole": True}]
)
def test_bad_rules_are_told(broken: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"patterns, a regex or an href|never one token|not a regular expression|whole block"):
        PromotionRule.model_validate({"id": "test.x", "says": "", "kind": "offer", **broken})


def test_long_digits_do_not_hang() -> None:
    assert promotion("1 2 3 4 " * 4000) is None
