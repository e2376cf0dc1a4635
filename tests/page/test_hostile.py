"""Pages made to hurt: an answer or a typed error within seconds."""

# ruff: noqa: E501 - pages and texts are easier to read unbroken

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.mutations import mutated
from extractor.errors import ExtractorError
from extractor.page import Page, read_page, read_text
from extractor.page.parse import MAX_NODES
from extractor.report import Passage
from tests.page.pages import PROSE, article

SECONDS = 20  # of processor time; each takes less than five on a machine of 2024


def outcome(html: str | bytes) -> str:
    """The text that was read, or the kind of the typed error; fails when it took too long."""
    start = time.process_time()
    try:
        text = read_page(html).article.text
    except ExtractorError as error:
        text = error.kind
    assert time.process_time() - start < SECONDS
    return text


@pytest.mark.parametrize(
    "tag",
    [
        "div",
        "b",
        "span",
        "table",
        "ul",
        "blockquote",
        "font",
        "a href=x",
        "sup",
        "button",
        "section",
        "li class=comment",
        "header",
        "dl",
        "q",
    ],
)
def test_nesting_100_000_deep(tag: str) -> None:
    name = tag.split()[0]
    text = outcome(f"<p>{PROSE}</p>" + f"<{tag}>" * 100_000 + "<p>Deep down there is zinc.</p>" + f"</{name}>" * 100_000)
    assert "Zinc is a mineral" in text


def test_nesting_with_text_on_every_level() -> None:
    assert "Zinc is a mineral" in outcome(f"<p>{PROSE}</p>" + "<div>zinc <b>" * 30_000)


def test_texts_beside_elements_deep_down() -> None:
    assert "zinc zinc" in outcome(f"<p>{PROSE}</p>" + "<div>" * 40_000 + "<i>zinc</i> " * 40_000)


def test_ten_megabytes_on_one_line() -> None:
    text = outcome(article(inner="<p>" + "zinc may help the skin, and " * 400_000 + "</p>"))
    assert len(text) > 10_000_000


def test_a_million_attributes() -> None:
    assert "Zinc is a mineral" in outcome(
        article(inner="<p " + " ".join(f"a{n}=1" for n in range(1_000_000)) + ">Zinc again, after them all.</p>")
    )


def test_a_million_classes() -> None:
    assert "Zinc is a mineral" in outcome(article(inner='<p class="' + "related share " * 500_000 + '">Zinc again, after them all.</p>'))


def test_nearly_thirty_thousand_paragraphs() -> None:
    assert outcome(article(inner="<p>Zinc <b>helps</b> some." * 29_000)).count("helps") >= 1


def test_a_hundred_thousand_paragraphs_are_refused() -> None:
    assert outcome(article(inner="<p>Zinc." * 100_000)) == "page"


@pytest.mark.parametrize("unit", ["<i>", "</p>", "</x>", "<!---->", "<?a?>", "<![CDATA[a]]>", "< "])
def test_too_many_tags_are_refused(unit: str) -> None:
    assert outcome(unit * 2_100_000) == "page"


@pytest.mark.parametrize("end", ["p", "x"])
def test_end_tags_of_nothing_deep_down(end: str) -> None:
    assert outcome(f"<p>{PROSE}</p>" + "<div>" * 50_000 + f"</{end}>" * 50_000) == "page"
    assert "Zinc is a mineral" in outcome(f"<p>{PROSE}</p>" + "<div>" * 5_000 + f"</{end}>" * 50_000)


def test_as_many_tags_as_are_read() -> None:
    assert "zinc 1 helps" in outcome(article(inner="<p>" + "".join(f"<i>zinc {n} helps</i> " for n in range(MAX_NODES - 50))))


@pytest.mark.parametrize(
    "unit", ["<button><p>a", "<object><p>a", "<div><button>", "<sup><a>1", "<b itemprop=author>a", "<time>a", "<li class=comment>"]
)
def test_nested_elements_that_are_looked_into(unit: str) -> None:
    assert outcome(f"<p>{PROSE}</p>" + unit * (MAX_NODES // 2 - 50))


def test_line_breaks_in_one_long_block() -> None:
    assert "zinc helps, zinc" in outcome(article(inner="<div>" + "zinc helps,<br>" * 70_000))


@pytest.mark.parametrize("data", ["{}," * 1_000_000, '{"@type":"Article","name":"a"},' * 300_000, "[" * 1_000_000, '{"a":' * 100_000])
def test_large_json_ld(data: str) -> None:
    assert "Zinc is a mineral" in outcome(article(head=f'<script type="application/ld+json">[{data.rstrip(",")}]</script>'))


def test_a_title_without_end() -> None:
    assert "Zinc is a mineral" in outcome(article(head=f"<title>{'a | b - ' * 1_000_000}</title>"))


@pytest.mark.parametrize(
    "unit",
    [
        "<",
        "&",
        "<!--",
        "<![CDATA[",
        "<a <b ",
        "</",
        "<style>",
        "<script>",
        '<meta charset="',
        "&#",
        "By A B C ",
        "a" * 50 + " said",
        "- ",
        "<p>1.</p>",
        "May 1, ",
    ],
)
def test_repeated_fragments(unit: str) -> None:
    assert outcome(article(inner=unit * (2_000_000 // len(unit) if unit[0] != "<" or len(unit) > 9 else 100_000)))


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.99])
def test_a_page_cut_off(share: float) -> None:
    html = article(inner=f'<p class="lead">{PROSE} <a href="/x">More</a></p><table><tr><td>a</td><td>b</td></tr></table>').encode()
    assert outcome(html[: int(len(html) * share)])


def test_null_bytes() -> None:
    assert "Zinc is a mineral" in outcome(article().replace("Zinc", "Zi\0nc"))
    assert "Zinc is a mineral" in outcome(article().replace("Zinc", "Zi\0nc").encode())


def test_lone_surrogates_and_controls() -> None:
    text = outcome(article(inner="<p>Zinc \ud800 \x07 and &#xD800; &#0; &#x110000; &#128; helps.</p>"))
    assert text.endswith("helps.")
    text.encode("utf-8")


@pytest.mark.parametrize(
    "line",
    [
        "zinc " * 2_000_000,
        "Zinc.\n" * 100_000,
        "• zinc\n" * 100_000,
        "\n" * 2_000_000 + "Zinc helps.",
        "Jane said...\n\nZinc.\n\n" * 30_000,
        "a\n\n" * 100_000,
        "--- A. B. C. D" * 50_000,
    ],
)
def test_large_texts(line: str) -> None:
    start = time.process_time()
    assert read_text(line).article.text
    assert time.process_time() - start < SECONDS


def test_broken_pages() -> None:
    for html in mutated(100, seed=7):
        outcome(html)


# --- properties --------------------------------------------------------------------------------------------------------------


def check(page: Page) -> None:
    for passage in (page.article, *page.comments):
        check_passage(passage)
        passage.text.encode("utf-8")
    assert page.article.text or not page.article.blocks
    assert [comment.id for comment in page.comments] == [f"comment-{n + 1}" for n in range(len(page.comments))]
    assert all(comment.text for comment in page.comments)
    assert all(count > 0 and role for role, count in page.removed.items())
    titles = [n for n, block in enumerate(page.article.blocks) if block.kind == "title"]
    assert titles in ([], [0])
    assert page.article.text.endswith(page.body)


def check_passage(passage: Passage) -> None:
    parts = [passage.text[block.start : block.end] for block in passage.blocks]
    assert "\n\n".join(parts) == passage.text
    assert all(part and part == part.strip() and "\n" not in part for part in parts)
    for block in passage.blocks:
        for link in block.links:
            assert block.start <= link.start < link.end <= block.end


TAGS = ["p", "div", "b", "a href='/x'", "a", "li", "ul", "table", "tr", "td", "h1", "h2", "br", "article", "nav", "section class=comments", "li class=comment", "cite class=comment-author",
        "div class=entry-content", "aside", "footer", "span hidden", "button", "blockquote", "figcaption", "form", "time datetime=2020-01-01", "sup", "pre", "noscript", "svg", "template"]  # fmt: skip
WORDS = st.sampled_from(
    [
        PROSE,
        "Zinc helps.",
        "By Ann Lee",
        "Related posts",
        "Leave a comment",
        "Ann said...",
        "•",
        " ",
        "\n\n",
        "&nbsp;",
        "&shy;",
        "2020",
        "It is, of course, a mineral that we all need in our food.",
    ]
)
PIECES = st.one_of(
    WORDS,
    st.sampled_from(TAGS).map(lambda tag: f"<{tag}>"),
    st.sampled_from(TAGS).map(lambda tag: f"</{tag.split()[0]}>"),
    st.text(max_size=12),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_markup(html: str) -> None:
    try:
        page = read_page(html, "https://a.example/")
    except ExtractorError:
        return
    check(page)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    try:
        page = read_page(b"<p>Zinc helps.</p>" + data)
    except ExtractorError:
        return
    check(page)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(WORDS, st.text(max_size=30), st.sampled_from(["\n", "\n\n"])), max_size=40).map("".join))
def test_any_text(text: str) -> None:
    try:
        page = read_text(text)
    except ExtractorError:
        return
    check(page)
