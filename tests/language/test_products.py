"""Product names; the rules' own examples run in test_cue_rules."""

from __future__ import annotations

from functools import cache

import pytest

from extractor.language.mentions import Found, Matcher
from extractor.language.pipeline import Pipeline
from extractor.language.products import ProductFinder, repeat, tie
from extractor.language.units import make_unit, place_mentions
from extractor.page.products import Offer
from extractor.report import Article, Mention, Product, Promotion
from extractor.rulebook import Rulebook


@cache
def tools() -> tuple[Pipeline, Matcher, ProductFinder]:
    rulebook = Rulebook()
    pipeline = Pipeline(rulebook)
    return pipeline, Matcher(rulebook), ProductFinder(pipeline.nlp.vocab, rulebook)


def products(text: str) -> list[str]:
    pipeline, matcher, finder = tools()
    doc = pipeline.tokenise(text)
    unit = make_unit(doc.vocab, [(t.text, bool(t.whitespace_), t.idx) for t in doc], start=0, end=len(text), block=0, kind="paragraph")
    place_mentions(unit, matcher.find(text))
    found = finder.find(unit)
    assert all(text[product.start : product.end] == product.name and product.kind == "product" for product in found)
    return [product.name for product in found]


@pytest.mark.parametrize(("text", "expected"),
    [
        ("A probiotic for the skin — such as EczPro — can help.", ["EczPro"]),
        ("EczPro is a probiotic in capsules.", ["EczPro"]),
        ("Many creams such as Lumera hold zinc.", ["Lumera"]),
        ("We tested Lactivo™ and liked it.", ["Lactivo"]),
        ("He takes a supplement called Regenix every day.", ["Regenix"]),
        ("Try our Gutwell capsules.", ["Gutwell"]),
    ],
)
def test_found(text: str, expected: list[str]) -> None:
    assert products(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Vitamin D supplements help.",
        "Probiotics such as Lactobacillus rhamnosus help.",
        "Dr McDonald of McGill University tested the capsules.",
        "The Journal of Nutrition printed a trial of the powder.",
        "Best Probiotic Supplements for Women",
        "THE BEST PROBIOTIC CAPSULES",
        "Iron tablets and HbA1c were measured with a serum test.",
        "The WOMEN-2 trial gave mRNA and a placebo powder.",
        "Supplements sold in Germany are safe.",
    ],
)
def test_no_products(text: str) -> None:
    assert products(text) == []


def test_repeat_finds_the_name_again_in_the_same_casing() -> None:
    text = "EczPro is here. Take EczPro, not eczpro or EczProX."
    found = repeat([Found(0, 6, "product", "EczPro", None)], text)
    assert [(product.start, product.end) for product in found] == [(0, 6), (21, 27)]
    assert repeat([], text) == []


def article(text: str, *products: str) -> Article:
    mentions = [
        Mention(id=f"m{n}", kind="product", text=name, start=text.index(name), end=text.index(name) + len(name), name=name)
        for n, name in enumerate(products, 1)
    ]
    plug = Promotion(id="p1", kind="product_plug", text=text, start=0, end=len(text), products=[m.id for m in mentions], rule="promo.x")
    return Article(text=text, mentions=mentions, promotions=[plug])


ECZPRO = Offer("EczPro Daily Probiotic", "https://shop.example/products/eczpro", "$24.99", "eczpro", apart=False)
SOAP = Offer("Olive Soap", "https://shop.example/products/soap", "$5", "soap", apart=False)


def test_a_plug_gets_the_link_of_the_shop() -> None:
    text = article("Try EczPro today.", "EczPro")
    assert tie(text, [SOAP, ECZPRO]) == [Product(name=ECZPRO.name, url=ECZPRO.url, price="$24.99", mentions=["m1"])]
    assert text.promotions[0].url == ECZPRO.url


def test_a_name_in_the_address_alone_ties_too() -> None:
    (product,) = tie(article("Try EczPro today.", "EczPro"), [Offer("The daily one", "https://a.example/x", slug="eczpro-30")])
    assert product.mentions == ["m1"]


def test_a_product_beside_the_text_is_kept_without_mentions() -> None:
    text = article("Try EczPro today.", "EczPro")
    (product,) = tie(text, [Offer("Olive Soap", "https://shop.example/products/soap")])
    assert (product.name, product.mentions) == ("Olive Soap", [])
    assert text.promotions[0].url is None


def test_a_part_of_a_word_is_no_name() -> None:
    assert tie(article("Try Ecz today.", "Ecz"), [ECZPRO]) == []


def test_the_text_s_own_link_stays() -> None:
    text = article("Try EczPro today.", "EczPro")
    text.promotions[0].url = "https://own.example/"
    tie(text, [ECZPRO])
    assert text.promotions[0].url == "https://own.example/"
