"""Offers: what a page sells around its text."""

# ruff: noqa: E501 - pages are easier to read unbroken

import pytest

from extractor.page import read_page
from tests.page.pages import article, paragraphs

BOX = """<div class="product-card"><a href="/products/eczpro"><img src="a.png"></a><h3><a href="/products/eczpro">EczPro Daily Probiotic</a></h3><div class="price"><span>Regular price</span> <span>$24.99</span></div><a class="btn" href="/products/eczpro">Shop now</a></div>"""
BUTTON = """<div class="promo-box"><h3>Calm Belly Powder</h3><p>For those who bloat.</p><a href="https://www.amazon.com/dp/B000000001?tag=x">Check price on Amazon</a></div>"""
DATA = """<script type="application/ld+json">{"@type": "Product", "name": "Lactivo", "url": "https://shop.example/products/lactivo", "offers": {"@type": "Offer", "price": "12.00", "priceCurrency": "GBP"}}</script>"""


def shelf(count: int, wrap: str = "product-grid") -> str:
    return (
        f'<div class="{wrap}">'
        + "".join(
            f'<div class="product-card"><a href="/products/soap-{n}">Soap Number {n}</a><span>$5.0{n}</span></div>' for n in range(count)
        )
        + "</div>"
    )


def offers(inner: str = "", after: str = "", head: str = "") -> list[tuple[str, str | None, str | None, bool]]:
    page = read_page(article(inner, after, head), "https://shop.example/blogs/zinc")
    return [(offer.name, offer.url, offer.price, offer.apart) for offer in page.goods]


@pytest.mark.parametrize(
    ("html", "offer"),
    [
        (BOX, ("EczPro Daily Probiotic", "https://shop.example/products/eczpro", "$24.99", True)),
        (BUTTON, ("Calm Belly Powder", "https://www.amazon.com/dp/B000000001?tag=x", None, True)),
    ],
)
def test_a_box_between_the_paragraphs(html: str, offer: tuple[str, str, str | None, bool]) -> None:
    assert offers(html + paragraphs(2)) == [offer]


def test_a_box_is_no_text_and_is_counted() -> None:
    page = read_page(article(BOX + "<p>Last of all, zinc is found in many foods that are cheap and easy to come by.</p>"))
    assert "EczPro" not in page.article.text
    assert page.removed["product"] >= 2


def test_a_product_of_the_page_s_data() -> None:
    assert offers(head=DATA) == [("Lactivo", "https://shop.example/products/lactivo", "12.00 GBP", True)]


@pytest.mark.parametrize("kind", ['["Thing", "Product"]', '"http://schema.org/Product"', '"ProductGroup"'])
def test_a_product_s_name_is_not_the_page_s_title_however_its_type_is_written(kind: str) -> None:
    data = DATA.replace('"Product"', kind)
    page = read_page(f"<title>Zinc</title>{data}<h1>Zinc</h1>{paragraphs(2)}")
    assert (page.article.title, [offer.name for offer in page.goods]) == ("Zinc", ["Lactivo"])


def test_a_price_that_is_no_number_is_none() -> None:
    assert offers(head=DATA.replace('"12.00"', "NaN"))[0][:3] == ("Lactivo", "https://shop.example/products/lactivo", None)


def test_a_product_in_box_and_data_is_one() -> None:
    box = '<div class="product-card"><a href="/products/lactivo">Lactivo</a><span>£12.00</span></div>'
    assert offers(box + paragraphs(2), head=DATA) == [("Lactivo", "https://shop.example/products/lactivo", "12.00 GBP", True)]


@pytest.mark.parametrize(("count", "apart"), [(3, True), (20, False)])
def test_a_shelf_is_not_apart(count: int, apart: bool) -> None:
    found = offers(after=shelf(count))
    assert len(found) == count
    assert {one[3] for one in found} == {apart}


def test_a_menu_s_products_are_not_apart() -> None:
    menu = '<nav><a href="/products/eczpro">EczPro</a><a href="/products/soap">Soap</a></nav>'
    assert offers(after=menu) == [
        ("EczPro", "https://shop.example/products/eczpro", None, False),
        ("Soap", "https://shop.example/products/soap", None, False),
    ]


@pytest.mark.parametrize(
    "html",
    [
        '<div class="product-card"><a href="/collections/creams">All creams</a></div>',
        '<div class="product-card"><a href="/products/eczpro">Shop now</a></div>',
        '<div class="related-posts"><a href="/blogs/products-for-acne">Products for acne</a></div>',
    ],
)
def test_what_names_no_product(html: str) -> None:
    assert offers(after=html) == []


def test_a_link_in_the_text_and_a_box_with_the_same_address_are_one() -> None:
    text = '<p>Many like <a href="/products/eczpro?from=text">this serum</a>, which is sold here and by a few others in town.</p>'
    assert [(name, price) for name, _, price, _ in offers(text + BOX + paragraphs(2))] == [("EczPro Daily Probiotic", "$24.99")]
