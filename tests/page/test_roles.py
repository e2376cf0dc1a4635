"""Chrome goes, the article stays, whatever the classes are called."""

# ruff: noqa: E501 - pages and texts are easier to read unbroken

import pytest

from extractor.errors import PageError
from extractor.page import read_page
from tests.page.pages import PROSE, SENTENCES, article, page, paragraphs

CHROME = {
    "navigation": '<nav><ul><li><a href="/">Home of CHROME</a></li><li><a href="/a">About</a></li></ul></nav>',
    "header": "<header><p>CHROME, the site</p></header>",
    "footer": "<footer><p>CHROME, 12 Main Street, where we have been since 1999 and where you can find us.</p></footer>",
    "sidebar": '<aside class="sidebar"><h3>Ask us</h3><p>CHROME answers questions on all days but Sunday, by mail or at the shop.</p></aside>',
    "related": '<div class="related-posts"><h3>More of it</h3><a href="/a">CHROME one</a><a href="/b">And two</a></div>',
    "sharing": '<div class="share-buttons"><span>CHROME share</span></div>',
    "newsletter": '<div class="newsletter-signup"><p>CHROME news, every week in your mailbox, and free of charge for all who want it.</p></div>',
    "product": '<div class="product-card"><h3>CHROME drops</h3><p>Thirty pills for a month.</p><span>$24.99</span></div>',
    "cookie": '<div id="cookie-consent"><p>CHROME sets cookies to count its visitors and to show them what they may want to buy.</p></div>',
    "author": '<div class="author-box"><p>CHROME is a writer who lives in the north with two cats and a garden full of herbs.</p></div>',
    "breadcrumb": '<ol class="breadcrumb"><li><a href="/">CHROME</a></li><li>Zinc</li></ol>',
    "advertisement": '<div class="ad-slot"><p>CHROME ad</p></div>',
    "hidden": '<div style="display:none">CHROME unseen</div>',
    "form": '<form action="/x"><label>CHROME name</label><input name=a></form>',
    "paywall": '<div class="paywall-prompt"><h3>CHROME</h3><p>CHROME members read on for a dollar a week, and stop whenever they like.</p></div>',
    "popup": '<div class="modal" role="dialog"><p>CHROME wait! Do not go yet.</p></div>',
}


@pytest.mark.parametrize("role", CHROME)
@pytest.mark.parametrize("where", ["inside", "after", "before"])
def test_chrome_goes_and_is_counted(role: str, where: str) -> None:
    if (role, where) == ("header", "inside"):
        pytest.skip("a header in the article is the article's")
    html = {
        "inside": article(inner=CHROME[role] + f"<p>{PROSE} Last.</p>"),
        "after": article(inner=f"<p>{PROSE} Last.</p>", after=CHROME[role]),
        "before": article(inner=f"<p>{PROSE} Last.</p>").replace("<body>", "<body>" + CHROME[role]),
    }[where]
    read = read_page(html)
    assert "CHROME" not in read.article.text
    assert read.body.endswith("Last.")
    assert read.removed.get(role), read.removed


@pytest.mark.parametrize(
    "name",
    [
        "related",
        "sidebar",
        "product",
        "comment",
        "popup",
        "promo",
        "hidden",
        "share",
        "cookie",
        "newsletter",
        "ad",
        "footer",
        "nav",
        "metadata",
        "toc",
    ],
)
def test_a_misleading_name_does_not_delete_the_article(name: str) -> None:
    read = read_page(page(f'<div class="{name}" id="{name}"><h1>Zinc and the skin</h1>{paragraphs(6)}</div>'))
    assert read.body.count("Point") == 6


def test_product_names_on_every_section_of_a_review() -> None:
    sections = "".join(f'<div class="product"><h2>Brand {n}</h2><p>Number {n}: {SENTENCES[n % 4]}</p></div>' for n in range(8))
    assert read_page(article(inner=sections)).body.count("Number") == 8


def test_a_header_with_the_title_is_the_articles() -> None:
    read = read_page(page(f"<header><h1>Zinc and the skin</h1></header><main>{paragraphs()}</main>"))
    assert read.article.title == "Zinc and the skin"
    assert read.article.blocks[0].kind == "title"


@pytest.mark.parametrize(
    "heading", ["You may also like", "Related posts", "Other articles you might enjoy:", "Read next", "More from Zinc Weekly"]
)
def test_a_heading_that_leads_away_takes_its_section(heading: str) -> None:
    read = read_page(
        article(inner=f'<h3>{heading}</h3><p><a href="/a">Iron and the hair</a></p><p><a href="/b">Copper and the nails</a></p>')
    )
    assert "Iron" not in read.article.text
    assert heading not in read.article.text
    assert read.removed["related"] == 3


def test_a_heading_that_only_sounds_so_keeps_its_section() -> None:
    read = read_page(
        article(
            inner=f"<h2>Related conditions</h2><p>Rosacea is one: {PROSE}</p><h2>Recommended reading</h2><p>Start low: {PROSE}</p><p>Go slow: {PROSE}</p>"
        )
    )
    assert "Rosacea is one" in read.article.text
    assert "Start low" in read.article.text


def test_article_goes_on_after_a_teaser_in_the_middle() -> None:
    read = read_page(
        article(
            inner=f'<p><strong>Read more:</strong></p><p><a href="/a">Iron and the hair, a love story</a></p><p>On it goes: {PROSE}</p>'
        )
    )
    assert "love story" not in read.article.text
    assert "On it goes" in read.article.text


@pytest.mark.parametrize(
    "line",
    [
        "Back to blog",
        "Leave a comment",
        "Please note, all comments must be approved before they appear here.",
        "Share",
        "5 min read",
        "Advertisement",
    ],
)
def test_lines_of_chrome(line: str) -> None:
    assert line not in read_page(article(inner=f"<p>{line}</p>")).article.text


def test_a_heading_with_nothing_under_it_at_the_end_goes() -> None:
    assert not read_page(article(inner="<h2>Shop our range</h2>")).article.text.endswith("range")


def test_the_title_stands_once_and_first() -> None:
    read = read_page(article(inner="<h2>Zinc and the skin</h2><p>Zinc and the skin</p>"))
    assert read.article.text.startswith("Zinc and the skin\n\nPoint 1.")
    assert read.article.text.count("Zinc and the skin") == 1
    assert not read.body.startswith("Zinc and the skin")


def test_a_title_known_from_the_head_alone() -> None:
    read = read_page(
        page(paragraphs(), "<title>Zinc and the skin | Zinc Weekly</title><meta property='og:site_name' content='Zinc Weekly'>")
    )
    assert read.article.title == "Zinc and the skin"
    assert read.article.blocks[0].kind == "title"
    assert read.article.blocks[0].xpath is None


def test_a_body_without_a_title() -> None:
    read = read_page("<p>Zinc may help acne.</p>")
    assert read.article.title is None
    assert read.article.text == read.body == "Zinc may help acne."


@pytest.mark.parametrize(
    "html",
    [
        "",
        "   \n",
        "<html></html>",
        "<html><body><script>x=1</script></body></html>",
        page("<nav><a href='/'>Home</a></nav><footer>Imprint</footer>"),
        page("<h1>Nothing here</h1>"),
    ],
)
def test_a_page_without_an_article(html: str) -> None:
    with pytest.raises(PageError, match=r"https://a\.example/x: "):
        read_page(html, "https://a.example/x")


def test_an_article_that_only_json_ld_holds() -> None:
    text = "Zinc helps some people. Others feel nothing.\\n\\nDoctors say that more trials are needed."
    read = read_page(
        page(
            '<div id="root"></div>',
            f'<script type="application/ld+json">{{"@type": "Article", "headline": "Zinc", "articleBody": "{text}"}}</script>',
        )
    )
    assert read.body == "Zinc helps some people. Others feel nothing.\n\nDoctors say that more trials are needed."


def test_a_wall_without_a_name_is_known_by_its_lines() -> None:
    wall = (
        "<div class='q7'><h3>Subscribe to continue reading</h3><p>You have reached your limit of free articles. Log in to read on.</p>"
        "<p>Already a subscriber? Sign in</p></div>"
    )
    read = read_page(article(inner=f"<p>{PROSE} Last.</p>{wall}"))
    assert "subscrib" not in read.body.lower()
    assert "free articles" not in read.body
    assert read.removed["paywall"] == 3
