"""Whatever mark-up a page uses, a reader's words come out once, whole and in order."""

# ruff: noqa: E501 - pages and texts are easier to read unbroken

import pytest

from extractor.page import read_page
from tests.page.pages import PROSE, article, page
from tests.page.test_blocks import inner, texts


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<p>H<sub>2</sub>O, E<sub>max</sub>, 10<sup>-3</sup> M, <b>Vi</b>tamin B<sub>12</sub>, 5<sup>th</sup></p>", ["H2O, Emax, 10-3 M, Vitamin B12, 5th"]),
        ("<p>multi<wbr>vitamin, multi<wbr/>mineral</p>", ["multivitamin, multimineral"]),
        ("<p>a<b> b </b>c<i> d</i> e <u>f </u>g</p>", ["a b c d e f g"]),
        ("<p>A<span> </span>B<span>&nbsp;</span>C</p>", ["A B C"]),
        ("<p><span class=dropcap>V</span>itamin C is known.</p>", ["Vitamin C is known."]),
        ("<p>Zinc<!-- --> <!-- -->helps<!-- -->.</p>", ["Zinc helps."]),
        ("<p><b>Bold <i>both</b> italic</i> none</p>", ["Bold both italic none"]),
        ("<p>Outer <p>inner</p> rest</p>", ["Outer", "inner", "rest"]),
        ("<p>First<p>Second<ul><li>a<li>b</ul>Third", ["First", "Second", "a", "b", "Third"]),
        ("<p>Zinc\r\nand\r\niron\tand\tcopper</p>", ["Zinc and iron and copper"]),
        ("<p>zinc helps<br>&nbsp;<br>iron hurts</p>", ["zinc helps", "iron hurts"]),
        ("<center>In the middle.</center><font size=2>Set small.</font>", ["In the middle.", "Set small."]),
        ("<xmp>zinc <b>raw</b></xmp><listing>Zinc listed.</listing>", ["zinc <b>raw</b>", "Zinc listed."]),
        ("<!--[if IE]><p>Old.</p><![endif]--><![if !IE]><p>New.</p><![endif]>", ["New."]),
        ("<p>&lt;b&gt; &amp;amp; &frac12; &#8217;s &bogus; &amp</p>", ["<b> &amp; ½ ’s &bogus; &"]),
        ("<p>It&#146;s &#147;good&#148;.</p>", ["It’s “good”."]),
    ],
)  # fmt: skip
def test_lines(markup: str, found: list[str]) -> None:
    assert texts(markup) == found


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p><b>Step 1:</b>Stir zinc in.</p>", "Step 1: Stir zinc in."),
        ("<div><span>Zinc helps.</span><span>Iron does not.</span></div>", "Zinc helps. Iron does not."),
        ("<p>From <a href='/z'>oysters</a><a href='/b'>beef</a> and more.</p>", "From oysters beef and more."),
        ("<p>The U.<b>S.</b> and vitamin B<b>Complex</b></p>", "The U.S. and vitamin BComplex"),
        ("<p>An <a href='/z'>oys</a><a href='/z'>ter</a>.</p>", "An oyster."),
    ],
)
def test_what_only_a_style_sheet_parts(markup: str, text: str) -> None:
    assert texts(markup) == [text]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>In <st1:City w:st='on'>London</st1:City> zinc<o:p></o:p> helps.<o:p>&nbsp;</o:p></p>", "In London zinc helps."),
        ("<p>It is a <x-term>mineral</x-term>, they say.</p>", "It is a mineral, they say."),
        ("<p><ruby>Zn<rp>(</rp><rt>zinc</rt><rp>)</rp></ruby> is a metal.</p>", "Zn(zinc) is a metal."),
        ("<p><ruby>Zn<rt>zinc</rt></ruby> is a metal.</p>", "Zn zinc is a metal."),
    ],
)
def test_elements_of_other_vocabularies(markup: str, text: str) -> None:
    assert texts(markup) == [text]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>\u200fzinc\u200e and \u202bRTL\u202c words</p>", "zinc and RTL words"),
        ("<p>zinc\u2060ly \u200d joined\ufeffup, x\u2062y</p>", "zincly joinedup, xy"),
        ("<p>e\ufb03cient \ufb01bre, nai\u0308ve cafe\u0301</p>", "efficient fibre, naïve café"),
        ("<p>Zinc \U0001f469\u200d\u2695\ufe0f and \U0001f44d\U0001f3fd</p>", "Zinc \U0001f469\u200d\u2695\ufe0f and \U0001f44d\U0001f3fd"),
        ("<p>Zinc\U000e0069\U000e0067\U000e006e\U000e006f\U000e0072\U000e0065 helps.</p>", "Zinc helps."),
        ("<p>\U0001f3f4\U000e0067\U000e0062\U000e007f helps.</p>", "\U0001f3f4\U000e0067\U000e0062\U000e007f helps."),
        (f"<p>{'z' * 5000} is long.</p>", "z" * 5000 + " is long."),
    ],
)
def test_characters(markup: str, text: str) -> None:
    assert texts(markup) == [text]


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<p><span style='display:none'>Not this.</span>Zinc helps.</p>", ["Zinc helps."]),
        ("<p>Zinc <span class='sr-only'>for a screen reader</span> helps.</p>", ["Zinc helps."]),
        ("<p><span aria-hidden=true>Z</span>inc helps.</p>", ["Zinc helps."]),
        ("<p>Zinc <span class='d-none d-md-inline'>really</span> helps.</p>", ["Zinc really helps."]),
        (f"<span style='visibility:hidden'>{PROSE} Faded in.</span>", [f"{PROSE} Faded in."]),
        ("<template><p>Never shown.</p></template><p>Shown.</p>", ["Shown."]),
        ("<noscript><p>Shown without scripts.</p><img src=a.png></noscript>", ["Shown without scripts."]),
        ("<x-card><template shadowrootmode=open><p>In the shadow.</p><slot></slot></template><p>In the slot.</p></x-card>", ["In the shadow.", "In the slot."]),
    ],
)  # fmt: skip
def test_shown_or_not(markup: str, found: list[str]) -> None:
    assert texts(markup) == found


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<ul><li>Nuts<ol><li>Almond<li>Cashew</ol>and seeds<li><p>One.<p>Two.</ul>", [("list_item", "Nuts"), ("list_item", "Almond"), ("list_item", "Cashew"), ("list_item", "and seeds"), ("list_item", "One."), ("list_item", "Two.")]),
        ("<ul>Stray<li>one</li><ul><li>two</ul></ul>", [("paragraph", "Stray"), ("list_item", "one"), ("list_item", "two")]),
        ("<dl><dt>Zinc<dd>A mineral.<dd>A metal.<dt>Iron</dl>", [("list_item", "Zinc"), ("list_item", "A mineral."), ("list_item", "A metal."), ("list_item", "Iron")]),
        ("<table><tr><td rowspan=2>Oyster<td>39 mg<tr><td>40 mg<tfoot><tr><td colspan=2>Total</table>", [("table_row", "Oyster | 39 mg"), ("table_row", "40 mg"), ("table_row", "Total")]),
        ("<table><tr><td>A<td><ul><li>one<li>two</ul><tr><td>B<td>C<p>D</table>", [("table_row", "A | one two"), ("table_row", "B | C D")]),
        ("<table><tr><td>A<td><table><tr><td>x<td>y<tr><td>z<td>w</table><tr><td>B<td>C</table>", [("paragraph", "A"), ("table_row", "x | y"), ("table_row", "z | w"), ("paragraph", "B"), ("paragraph", "C")]),
        ("<blockquote><p>Zinc it is.</p><footer>— Ann Lee, <cite>Metals</cite></footer></blockquote>", [("quote", "Zinc it is."), ("quote", "— Ann Lee, Metals")]),
        ("<div role=heading aria-level=3>How much</div><p>Some.</p>", [("heading", "How much"), ("paragraph", "Some.")]),
        ("<amp-accordion><section><h4>Is it safe?</h4><p>Mostly.</p></section></amp-accordion><amp-fit-text>Big.</amp-fit-text>", [("heading", "Is it safe?"), ("paragraph", "Mostly."), ("paragraph", "Big.")]),
        ("<menuitem>Zinc</menuitem><address>12 Zinc Street</address>", [("paragraph", "Zinc"), ("paragraph", "12 Zinc Street")]),
    ],
)  # fmt: skip
def test_blocks(markup: str, found: list[tuple[str, str]]) -> None:
    assert inner(markup) == found


def test_a_refrain_and_a_repeated_row_stay() -> None:
    refrain = "<p>Eat your oysters, eat your seeds, zinc is all that a body needs.</p>"
    assert len(texts(f"{refrain}<p>A verse comes in between.</p>{refrain}")) == 3
    row = "<tr><td>Apple</td><td>a little of it, eaten raw or cooked at home</td></tr>"
    assert len(texts(f"<table>{row}<tr><td>Pear</td><td>none</td></tr>{row}</table>")) == 3


def test_a_pull_quote_is_read_once() -> None:
    words = "Zinc is the spark in a great many of our cells, she said at the end."
    assert texts(f"<p>{words}</p><p>Then she left.</p><div class=pull><p>{words}</p></div>") == [words, "Then she left."]


def test_a_short_line_beside_the_only_paragraph_stays() -> None:
    assert read_page(page(f"<h1>Zinc and skin</h1><p>{PROSE}</p><p>Take it with food.</p>")).body.endswith("Take it with food.")


@pytest.mark.parametrize("head", ["<title>Zinc</title>", "<meta charset=utf-8>", "<title>Zinc</title><link rel=icon href=x>", ""])
@pytest.mark.parametrize("name", ["article", "main", "section", "x-page", "p", "div"])
def test_pages_without_head_and_body_tags(head: str, name: str) -> None:
    assert PROSE in read_page(f"{head}<{name}><p>{PROSE}</p></{name}>").article.text


def test_what_follows_the_end_of_the_body_stays() -> None:
    html = page(f"<p>{PROSE}</p></body><body><p>{PROSE} Two.</p>") + f"<p>{PROSE} Three.</p>"
    assert read_page(html).article.text == f"{PROSE}\n\n{PROSE} Two.\n\n{PROSE} Three."


def test_xhtml_with_its_declarations() -> None:
    html = f'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{PROSE}<br/></p><p>Zinc<br></br>helps &#233;</p></body></html>'
    assert read_page(html.encode()).article.text == f"{PROSE}\n\nZinc helps é"


def test_the_title_is_read_once() -> None:
    read = read_page(article(title="Zinc, at last"))
    assert read.article.text.count("Zinc, at last") == 1
