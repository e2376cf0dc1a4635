"""For any article put together from known words: each word comes out once and in order, and all that is said of the text holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

from bs4 import Tag
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.page import read_page, read_text
from extractor.page.blocks import read_blocks
from extractor.page.parse import parse
from extractor.page.rules import page_rules
from tests.page.pages import PROSE, page

INLINE = ["b", "i", "em", "span", "a href=/x", "sub", "u", "code", "mark", "font size=2", "o:p"]
BLANKS = [" ", "\n  ", "&nbsp;", "\u2009", "<br>", " <wbr> ", "\u200b ", "<!-- --> "]
Marked = Callable[[Iterator[str]], str]  # mark-up whose words are drawn from an iterator


def _element(tag: str, *parts: Marked) -> Marked:
    return lambda words: f"<{tag}>{''.join([part(words) for part in parts])}</{tag.split()[0]}>"


def _sequence(*parts: Marked) -> Marked:
    return lambda words: "".join([part(words) for part in parts])


def _word(words: Iterator[str]) -> str:
    return next(words)


def _split_word(tag: str) -> Marked:
    def split(words: Iterator[str]) -> str:
        word = next(words)
        return f"{word[:2]}<{tag}>{word[2:]}</{tag.split()[0]}>"

    return split


def _blank(markup: str) -> Marked:
    return lambda words: markup


_PIECE = st.one_of(
    st.just(_word),
    st.sampled_from(INLINE).map(_split_word),
    st.sampled_from(INLINE).map(lambda tag: _element(tag, _word)),
    st.tuples(st.sampled_from(INLINE), st.sampled_from(INLINE)).map(
        lambda tags: _element(tags[0], _word, _blank(" "), _element(tags[1], _word))
    ),
)
_LINE = st.lists(st.tuples(_PIECE, st.sampled_from(BLANKS)), min_size=1, max_size=6).map(
    lambda pairs: _sequence(*(part for piece, blank in pairs for part in (piece, _blank(blank))))
)
_ITEMS = st.lists(_LINE, min_size=1, max_size=3)
_LIST = st.tuples(st.sampled_from(["ul", "ol"]), _ITEMS).map(lambda made: _element(made[0], *(_element("li", item) for item in made[1])))
_TABLE = st.lists(st.tuples(_LINE, _LINE), min_size=1, max_size=3).map(
    lambda rows: _element("table", *(_element("tr", *(_element("td", cell) for cell in row)) for row in rows))
)
_PLAIN = st.tuples(st.sampled_from(["p", "h2", "h3", "blockquote", "div", "pre", "section", "figcaption", "dd"]), _LINE).map(
    lambda made: _element(*made)
)
_BLOCK = st.recursive(
    st.one_of(_PLAIN, _LIST, _TABLE),
    lambda inner: st.tuples(
        st.sampled_from(["div", "section", "blockquote", "details"]), st.lists(st.one_of(inner, _LINE), min_size=1, max_size=3)
    ).map(lambda made: _element(made[0], *made[1])),
    max_leaves=6,
)
_BODY = st.lists(_BLOCK, min_size=1, max_size=5).map(lambda blocks: _sequence(*blocks))

slow = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _article(body: Marked) -> tuple[str, list[str]]:
    """A page between two paragraphs of prose, and the words in it."""
    used: list[str] = []

    def words() -> Iterator[str]:
        for number in count(100):
            used.append(f"zinc{number}q")
            yield used[-1]

    inner = body(words())
    return page(f"<article><p>{PROSE} One.</p>{inner}<p>{PROSE} Two.</p></article>"), used


def _words(text: str) -> list[str]:
    return [word for word in text.replace("|", " ").split() if word.startswith("zinc") and word.endswith("q")]


@slow
@given(_BODY)
def test_every_word_once_and_in_order(body: Marked) -> None:
    html, words = _article(body)
    soup = parse(html)
    blocks, _ = read_blocks(soup, None, page_rules().elements.match)
    assert _words(" ".join(block.text for block in blocks)) == words, html


@slow
@given(_BODY)
def test_blocks_say_where_they_stand(body: Marked) -> None:
    html, _ = _article(body)
    article = read_page(html).article
    assert read_page(html).article == article
    soup = parse(html)
    for block in article.blocks:
        text = article.text[block.start : block.end]
        assert text == text.strip() != ""
        assert block.xpath is not None
        element = _resolve(soup, block.xpath)
        assert "".join(text.replace("|", "").split()) in "".join(element.get_text().replace("\u200b", "").split())


def _resolve(soup: Tag, path: str) -> Tag:
    for step in path.strip("/").split("/"):
        name, _, number = step.rstrip("]").partition("[")
        soup = soup.find_all(name, recursive=False)[int(number or 1) - 1]
    return soup


@slow
@given(_BODY, _BODY)
def test_article_and_comments_hold_different_words(body: Marked, remark: Marked) -> None:
    used: list[str] = []

    def words() -> Iterator[str]:
        for number in count(100):
            used.append(f"zinc{number}q")
            yield used[-1]

    numbers = words()
    inner, at = body(numbers), len(used)
    said = remark(numbers)
    comment = f"<li class=comment><cite class=fn>Ann</cite><div class=comment-content>{said}</div></li>"
    thread = f"<div class=comments><ol class=comment-list>{comment}</ol></div>"
    read = read_page(page(f"<article><p>{PROSE} One.</p>{inner}<p>{PROSE} Two.</p></article>{thread}"))
    assert set(_words(read.article.text)) <= set(used[:at])
    assert {word for comment in read.comments for word in _words(comment.text)} <= set(used[at:])


@slow
@given(_BODY)
def test_a_text_read_again_keeps_its_words(body: Marked) -> None:
    html, _ = _article(body)
    text = read_page(html).article.text
    assert _words(read_text(text).article.text) == _words(text)
