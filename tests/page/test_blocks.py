"""A tree to blocks: no word glued, split, lost or doubled."""

# ruff: noqa: E501 - pages and texts are easier to read unbroken

import pytest

from extractor.page import Page, read_page
from tests.page.pages import PROSE, article, page


def inner(markup: str) -> list[tuple[str, str]]:
    """Kind and text of what the mark-up becomes inside an article."""
    read = read_page(article(inner=markup + f"<p>End. {PROSE}</p>"))
    blocks = read.article.blocks[5:-1]
    return [(block.kind, read.article.text[block.start : block.end]) for block in blocks]


def texts(markup: str) -> list[str]:
    return [text for _, text in inner(markup)]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>vita<b>min</b> B<sub>12</sub></p>", "vitamin B12"),
        ("<p>Zinc <em>may</em> <a href='/x'>help</a>.</p>", "Zinc may help."),
        ("<p>Zinc<em> may </em>help.</p>", "Zinc may help."),
        ("<p>\n  Zinc\n\tmay   help.  </p>", "Zinc may help."),
        ("<p>Zinc&nbsp;may&#8201;help &amp; heal&hellip;</p>", "Zinc may help & heal…"),
        ("<p>vita&shy;min and zi\u200bnc and skin\ufeff care</p>", "vitamin and zinc and skin care"),
        ("<p>zinc<wbr>oxide</p>", "zincoxide"),
        ("<p>Zinc<!-- not this --> helps<script>alert(1)</script>.</p>", "Zinc helps."),
        ("<p>Zinc helps.<sup><a href='#n1'>1</a></sup> Iron does not.</p>", "Zinc helps. Iron does not."),
        ("<p>10<sup>6</sup> cells died.</p>", "106 cells died."),
        ("<p><span>Zinc</span><span>like</span> words run on.</p>", "Zinclike words run on."),
        ("<p>Zinc <i>and <b>iron</i> go</b> well.</p>", "Zinc and iron go well."),
    ],
)
def test_inline(markup: str, text: str) -> None:
    assert texts(markup) == [text]


def test_two_line_breaks_begin_a_paragraph() -> None:
    assert texts("<div>Zinc helps some.<br><br/>Iron helps others.<br> <br>Copper is rare.</div>") == [
        "Zinc helps some.",
        "Iron helps others.",
        "Copper is rare.",
    ]


def test_one_line_break_after_a_sentence_begins_a_paragraph() -> None:
    assert texts("<p>Zinc helps some.<br>Iron helps others.</p>") == ["Zinc helps some.", "Iron helps others."]


def test_one_line_break_inside_a_sentence_is_a_space() -> None:
    assert texts("<p>Zinc helps<br>some people.</p>") == ["Zinc helps some people."]


def test_line_breaks_in_a_heading_are_spaces() -> None:
    assert inner("<h2>Zinc<br><br>And Skin</h2><p>It heals.</p>") == [("heading", "Zinc And Skin"), ("paragraph", "It heals.")]


def test_text_directly_in_divs() -> None:
    assert texts("<div>Before it.<p>In the middle.</p>After it.<div>Deep inside.</div>Last.</div>") == [
        "Before it.",
        "In the middle.",
        "After it.",
        "Deep inside.",
        "Last.",
    ]


def test_nested_lists() -> None:
    read = read_page(article(inner=f"<ul><li>Nuts<ul><li>Almonds</li><li>Cashews</li></ul></li><li>Seeds</li></ul><p>{PROSE} End.</p>"))
    items = [(block.level, read.article.text[block.start : block.end]) for block in read.article.blocks if block.kind == "list_item"]
    assert items == [(1, "Nuts"), (2, "Almonds"), (2, "Cashews"), (1, "Seeds")]


def test_a_data_table_gives_a_row_a_block() -> None:
    table = (
        "<table><caption>Zinc in food</caption><thead><tr><th>Food</th><th>Zinc</th></tr></thead>"
        "<tbody><tr><td><p>Oysters</p></td><td>39<br>mg</td></tr><tr><td>Beef</td><td></td></tr></tbody></table>"
    )
    assert inner(table) == [
        ("caption", "Zinc in food"),
        ("table_row", "Food | Zinc"),
        ("table_row", "Oysters | 39 mg"),
        ("table_row", "Beef"),
    ]


def test_a_layout_table_gives_its_blocks() -> None:
    assert inner("<table><tr><td><h2>Why it helps</h2><p>It calms.</p></td><td><p>It heals.</p></td></tr></table>") == [
        ("heading", "Why it helps"),
        ("paragraph", "It calms."),
        ("paragraph", "It heals."),
    ]


def test_quotes_captions_and_definitions() -> None:
    assert inner(
        "<blockquote><p>Zinc changed my skin.</p></blockquote><figure><img src=a.png><figcaption>A zinc tablet on a spoon</figcaption></figure>"
        "<dl><dt>Zinc</dt><dd>A mineral.</dd></dl>"
    ) == [("quote", "Zinc changed my skin."), ("caption", "A zinc tablet on a spoon"), ("list_item", "Zinc"), ("list_item", "A mineral.")]


def test_a_question_that_folds_out_is_kept() -> None:
    markup = "<details><summary>Is zinc safe?</summary><p>Mostly so.</p></details><h3><button>Does it sting?</button></h3><p>No.</p>"
    assert texts(markup) == ["Is zinc safe?", "Mostly so.", "Does it sting?", "No."]


def test_preformatted_lines() -> None:
    assert texts("<pre>Zinc helps.\nIron too.</pre>") == ["Zinc helps.", "Iron too."]


def test_headings_have_levels_and_paths() -> None:
    read = read_page(page(f"<div><h1>Zinc and skin</h1><p>{PROSE}</p><h3>How much</h3><p>{PROSE} More.</p></div>"))
    assert [(block.kind, block.level, block.xpath) for block in read.article.blocks] == [
        ("title", None, "/html/body/div[1]/h1[1]"),
        ("paragraph", None, "/html/body/div[1]/p[1]"),
        ("heading", 3, "/html/body/div[1]/h3[1]"),
        ("paragraph", None, "/html/body/div[1]/p[2]"),
    ]


def test_links_are_absolute_and_stand_at_their_words() -> None:
    markup = f'<p>See <a href="../zinc?a=1">our <b>zinc</b> page</a> or <a href="//b.example/x">that one</a>. {PROSE}</p>'
    read = read_page(article(inner=markup), "https://a.example/blog/post")
    found = [(read.article.text[link.start : link.end], link.href) for block in read.article.blocks for link in block.links]
    assert found == [("our zinc page", "https://a.example/zinc?a=1"), ("that one", "https://b.example/x")]


def test_links_go_by_the_base_element() -> None:
    read = read_page(article(inner=f'<p><a href="x">Here</a> it is. {PROSE}</p>', head='<base href="/b/">'), "https://a.example/")
    assert read.article.blocks[-1].links[0].href == "https://a.example/b/x"


def test_text_made_for_several_screens_is_read_once() -> None:
    twice = "<p>This paragraph was sent two times, once for phones and once for large screens.</p>"
    assert len(texts(f'<div class="phone">{twice}</div><div class="desktop">{twice}</div>')) == 1


def test_a_button_that_was_never_closed_does_not_swallow_the_article() -> None:
    read = read_page(
        page(f"<div><button><div>Menu</button></div><h1>Zinc and skin</h1><p>{PROSE}</p><p>{PROSE} Again.</p><p>{PROSE} Last.</p></div>")
    )
    assert read.body.endswith("Last.")


def test_late_parts_of_a_streamed_page_go_where_they_belong() -> None:
    late = '<div hidden id="S:0"><p>Late: zinc came in the end, as the server was slow to send this part of it.</p></div>'
    read = read_page(page(f'<main><h1>Zinc and skin</h1><p>{PROSE}</p><template id="B:0"></template><p>{PROSE} Last.</p></main>{late}'))
    assert [block.text for block in _blocks(read)][2].startswith("Late:")


class _Text:
    def __init__(self, text: str) -> None:
        self.text = text


def _blocks(read: Page) -> list[_Text]:
    return [_Text(read.article.text[block.start : block.end]) for block in read.article.blocks]
