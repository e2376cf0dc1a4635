"""Comment threads in the mark-up of the platforms: kept apart from the article, each with author, date and text."""

# ruff: noqa: E501 - pages and texts are easier to read unbroken

from collections.abc import Iterator

import pytest

from extractor.page import read_page
from tests.page.pages import article
from tests.page.threads import PLATFORMS, READ, TREE, Said


@pytest.mark.parametrize("name", PLATFORMS)
def test_a_platform_s_thread(name: str) -> None:
    platform = PLATFORMS[name]
    page = read_page(article(after=platform.html()))
    found = [(comment.author, comment.published, comment.depth, comment.text) for comment in page.comments]
    said = {one.author: one for one in _all(TREE)}
    assert found == [
        (author, said[author].iso if platform.dated else None, 0 if platform.flat else depth, said[author].text) for author, depth in READ
    ]


@pytest.mark.parametrize("name", PLATFORMS)
def test_a_thread_and_the_article_stay_apart(name: str) -> None:
    alone, page = read_page(article()), read_page(article(after=PLATFORMS[name].html()))
    assert page.article.text == alone.article.text
    assert read_page(article(inner=PLATFORMS[name].html())).article.text == alone.article.text


def _all(tree: list[Said]) -> Iterator[Said]:
    for said in tree:
        yield said
        yield from _all(said.replies)


def test_comments_inside_the_article_element() -> None:
    page = read_page(article(inner=PLATFORMS["WordPress"].html()))
    assert len(page.comments) == 5
    assert "stomach" not in page.article.text


def test_a_thread_longer_than_the_article() -> None:
    items = "".join(
        f'<li class="comment"><cite class="comment-author">Reader {n}</cite><div class="comment-content"><p>I am number {n}, and I have much to say about zinc, '
        "its price, its taste, and about the weather where I live, which has been fine for weeks on end.</p></div></li>"
        for n in range(60)
    )
    page = read_page(article(after=f'<section id="comments"><ol class="comment-list">{items}</ol></section>'))
    assert len(page.comments) == 60
    assert page.comments[59].author == "Reader 59"
    assert "weather" not in page.article.text


@pytest.mark.parametrize(
    "item",
    [
        '<article class="comments-comment"><p>Zinc did nothing.</p><footer><span>Ann Lee</span><span><time datetime="2020-05-17">May 17</time></span></footer></article>',
        '<div class="comment"><div class="comment-meta"><a href="/@ann">Ann Lee</a> <a class="comment-timestamp"><time datetime="2020-05-17">May 17</time></a></div>'
        '<div class="comment-body"><p>Zinc did nothing.</p></div></div>',
    ],
)
def test_a_name_that_only_its_place_gives_away(item: str) -> None:
    (comment,) = read_page(article(after=f'<div id="comments"><h2>1 comment</h2>{item}</div>')).comments
    assert (comment.author, comment.published, comment.text) == ("Ann Lee", "2020-05-17", "Zinc did nothing.")


def test_a_title_that_is_no_date_does_not_hide_one() -> None:
    when = '<span class="comment-date" title="17 May 2020"><a href="#c1" title="Permalink">3 years ago</a></span>'
    item = f'<li class="comment"><cite class="comment-author">Ann Lee</cite>{when}<div class="comment-content"><p>Zinc did nothing.</p></div></li>'
    (comment,) = read_page(article(after=f'<ol class="comment-list">{item}</ol>')).comments
    assert (comment.author, comment.published, comment.text) == ("Ann Lee", "2020-05-17", "Zinc did nothing.")


def test_an_empty_comment_is_left_out() -> None:
    thread = (
        '<ol class="comment-list"><li class="comment"><cite class="comment-author">Ann</cite><div class="comment-content"></div></li></ol>'
    )
    assert read_page(article(after=thread)).comments == []


def test_an_article_about_comments_is_no_comment() -> None:
    page = read_page(
        article(
            inner="<h2>Comments by the doctors</h2><p>Comments made by the doctors after the trial said that zinc is no cure for acne at all.</p>"
        )
    )
    assert page.comments == []
    assert page.article.text.endswith("no cure for acne at all.")


def test_names_and_dates_alone_make_a_thread() -> None:
    """No element for a comment, no class for a name: a name over a date begins one."""
    lines = "<p>Ann Lee</p><p>3 days ago</p><p>Zinc did nothing.</p><p>Reply</p><p>Bob</p><p>May 18, 2020</p><p>Same here.</p><p>It cost a lot.</p>"
    page = read_page(article(after=f'<div id="comments"><h3>2 comments</h3>{lines}</div>'))
    assert [(c.author, c.published, c.text) for c in page.comments] == [
        ("Ann Lee", None, "Zinc did nothing."),
        ("Bob", "2020-05-18", "Same here.\n\nIt cost a lot."),
    ]


def test_forms_in_a_thread_say_nothing() -> None:
    form = '<form class="comment-form"><p class="comment-form-author">Name</p><p>We keep your name and nothing else of what you write here.</p></form>'
    item = f'<li class="comment"><cite class="fn">Ann</cite><p>Zinc did nothing.</p>{form}</li>'
    page = read_page(article(after=f'<ol class="comment-list">{item}</ol>{form}'))
    assert [(c.author, c.text) for c in page.comments] == [("Ann", "Zinc did nothing.")]


def test_a_list_named_as_a_comment_adds_no_depth() -> None:
    items = "".join(f'<div class="comment"><b class="comment-author">{name}</b><p>Zinc, says {name}.</p></div>' for name in ("Ann", "Bob"))
    page = read_page(article(after=f'<section id="comments"><div class="user-comment">{items}</div></section>'))
    assert [(c.author, c.depth) for c in page.comments] == [("Ann", 0), ("Bob", 0)]


def test_an_answer_to_itself_ends() -> None:
    item = '<div class="comment" data-id="{0}" data-parent-id="{1}"><b class="comment-author">Ann</b><p>Zinc, says number {0}.</p></div>'
    page = read_page(article(after=f'<section id="comments">{item.format(1, 2)}{item.format(2, 1)}</section>'))
    assert len(page.comments) == 2


@pytest.mark.parametrize("text", ["This comment has been removed by a blog administrator.", "[deleted]", "Comment deleted by user"])
def test_a_deleted_comment_is_left_out(text: str) -> None:
    thread = f'<ol class="comment-list"><li class="comment"><cite class="fn">Ann</cite><div class="comment-content"><p>{text}</p></div></li></ol>'
    assert read_page(article(after=thread)).comments == []


def test_a_word_of_thanks_is_no_button() -> None:
    thread = '<ol class="comment-list"><li class="comment"><cite class="fn">Ann</cite><div class="comment-content"><p>Thanks</p></div><a class="reply">Reply</a></li></ol>'
    assert [comment.text for comment in read_page(article(after=thread)).comments] == ["Thanks"]
