"""Pages that a script renders: their text is in JSON-LD, as text or as HTML."""

import json
from typing import Any

import pytest

from extractor.errors import PageError
from extractor.page import Page, read_page
from tests.page.pages import PROSE, SENTENCES, page

PLAIN = "\n\n".join(SENTENCES)
HTML = f"<h2>How it works</h2><p>{PROSE}</p><ul><li>H<sub>2</sub>O</li><li>Don&rsquo;t</li></ul>"
BLOCKS = [("heading", "How it works"), ("paragraph", PROSE), ("list_item", "H2O"), ("list_item", "Don’t")]


def app(data: object, shown: str = "") -> str:
    return page(
        f"<nav><a href=/>Home</a></nav><div id=root>{shown}</div>", f'<script type="application/ld+json">{json.dumps(data)}</script>'
    )


def blocks(read: Page) -> list[tuple[str, str]]:
    return [(block.kind, read.article.text[block.start : block.end]) for block in read.article.blocks if block.kind != "title"]


@pytest.mark.parametrize("key", ["articleBody", "text"])
def test_plain_text(key: str) -> None:
    read = read_page(app({"@type": "Article", "headline": "Zinc and skin", key: PLAIN}))
    assert blocks(read) == [("paragraph", sentence) for sentence in SENTENCES]
    assert read.article.title == "Zinc and skin"
    assert read.article.blocks[1].xpath is None


@pytest.mark.parametrize(
    "body", [HTML, HTML.replace("<", "&lt;").replace(">", "&gt;"), HTML.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")]
)
def test_html_escaped_or_not(body: str) -> None:
    assert blocks(read_page(app({"@type": "BlogPosting", "articleBody": body}))) == BLOCKS


def test_entities_in_plain_text() -> None:
    read = read_page(app({"@type": "Article", "articleBody": f"{PROSE} Don&#8217;t take 5 &lt; 7 mg &amp;amp; more."}))
    assert read.article.text.endswith("Don’t take 5 < 7 mg & more.")


def test_a_list_of_paragraphs() -> None:
    read = read_page(app({"@graph": [{"@type": "WebPage"}, {"@type": ["NewsArticle"], "articleBody": list(SENTENCES)}]}))
    assert blocks(read) == [("paragraph", sentence) for sentence in SENTENCES]


def test_a_place_holder_gives_way() -> None:
    read = read_page(app({"@type": "Article", "articleBody": PLAIN}, "<p>Loading…</p><noscript>You need JavaScript for this.</noscript>"))
    assert "Loading" not in read.article.text
    assert read.article.text.endswith(SENTENCES[-1])


def test_what_is_shown_is_read_where_it_is_the_article() -> None:
    read = read_page(app({"@type": "Article", "articleBody": "Zinc, in short, and then as much again of it."}, f"<p>{PROSE}</p>"))
    assert read.article.text == PROSE


def question(name: str, text: str) -> dict[str, Any]:
    return {"@type": "Question", "name": name, "acceptedAnswer": {"@type": "Answer", "text": text}}


def test_questions_and_answers() -> None:
    asked = [question("Is it < 5 mg?", f"<p>{PROSE}</p><p>Ask &amp; see.</p>"), question("Where is it?", "In seeds &amp; in meat.")]
    read = read_page(app({"@type": "FAQPage", "mainEntity": asked}))
    assert blocks(read) == [
        ("heading", "Is it < 5 mg?"),
        ("paragraph", PROSE),
        ("paragraph", "Ask & see."),
        ("heading", "Where is it?"),
        ("paragraph", "In seeds & in meat."),
    ]


def test_questions_of_several_objects() -> None:
    pages = [{"@type": "FAQPage", "mainEntity": [question(f"Point {n}?", f"{PROSE} Point {n}.")]} for n in (1, 2)]
    assert [text for kind, text in blocks(read_page(app(pages))) if kind == "heading"] == ["Point 1?", "Point 2?"]


def test_questions_in_microdata() -> None:
    item = (
        '<div itemscope itemprop="mainEntity" itemtype="https://schema.org/Question"><h3 itemprop="name">{0}</h3>'
        '<div itemscope itemprop="acceptedAnswer" itemtype="https://schema.org/Answer"><div itemprop="text">{1}</div></div></div>'
    )
    read = read_page(page("<h1>Zinc, asked</h1>" + item.format("Is it safe?", PROSE) + item.format("Where is it?", f"<p>{PROSE} Two.</p>")))
    assert blocks(read) == [("heading", "Is it safe?"), ("paragraph", PROSE), ("heading", "Where is it?"), ("paragraph", f"{PROSE} Two.")]


@pytest.mark.parametrize(
    "data", [{}, [], 7, {"@type": "Article", "articleBody": {"a": 1}}, {"@type": "FAQPage", "mainEntity": [1, {"acceptedAnswer": [[]]}]}]
)
def test_data_without_a_text(data: object) -> None:
    with pytest.raises(PageError, match="no article"):
        read_page(app(data).replace("<nav><a href=/>Home</a></nav>", ""))
