"""Comment threads in the mark-up of the platforms: kept apart from the article, each with author, date and text."""

# ruff: noqa: E501 - pages and texts are easier to read unbroken

import pytest

from extractor.page import read_page
from tests.page.pages import article

THREADS = {
    "wordpress": """<div id="comments" class="comments-area"><h2 class="comments-title">2 thoughts on “Zinc”</h2><ol class="comment-list">
        <li id="comment-7" class="comment even thread-even depth-1"><article id="div-comment-7" class="comment-body"><footer class="comment-meta">
        <div class="comment-author vcard"><img alt="" src="a.png"><b class="fn"><a href="http://a.example" rel="external nofollow" class="url">Ann Lee</a></b>
        <span class="says">says:</span></div><div class="comment-metadata"><a href="#comment-7"><time datetime="2020-05-17T10:00:00+00:00">May 17, 2020 at
        10:00 am</time></a></div></footer><div class="comment-content"><p>Zinc gave me a sore stomach.</p><p>I take less of it now.</p></div>
        <div class="reply"><a rel="nofollow" class="comment-reply-link" href="#">Reply</a></div></article>
        <ol class="children"><li id="comment-8" class="comment odd depth-2"><article class="comment-body"><footer class="comment-meta">
        <div class="comment-author vcard"><b class="fn">Bob</b> <span class="says">says:</span></div><div class="comment-metadata">
        <time datetime="2020-05-18">May 18, 2020</time></div></footer><div class="comment-content"><p>Same here.</p></div></article></li></ol></li></ol>
        <div id="respond" class="comment-respond"><h3 id="reply-title">Leave a Reply</h3><form><p>Your email address will not be published.</p></form></div></div>""",
    "blogger": """<div class="comments" id="comments"><h4>2 comments:</h4><div id="Blog1_comments-block-wrapper"><dl id="comments-block">
        <dt class="comment-author" id="c1"><a rel="nofollow" href="x">Ann Lee</a> said...</dt><dd class="comment-body" id="Blog1_cmt-1"><p>
        Zinc gave me a sore stomach.<br><br>I take less of it now.</p></dd><dd class="comment-footer"><span class="comment-timestamp">
        <a href="y">May 17, 2020 at 10:00 AM</a></span></dd><dt class="comment-author" id="c2">Bob said...</dt><dd class="comment-body"><p>Same here.</p></dd>
        <dd class="comment-footer"><span class="comment-timestamp">May 18, 2020</span></dd></dl></div><p class="comment-footer"><a href="z">Post a Comment</a></p></div>""",
    "shopify": """<div class="article-template__comment-wrapper"><div id="comments" class="page-width"><h2>2 comments</h2>
        <article id="101" class="article-template__comments-comment comment"><div class="rte comment__content"><p>Zinc gave me a sore stomach.</p>
        <p>I take less of it now.</p></div><footer class="right"><span class="comment__author">Ann Lee</span><time datetime="2020-05-17T10:00:00Z">May 17, 2020</time>
        </footer></article><article id="102" class="comment"><div class="rte comment__content"><p>Same here.</p></div><footer>
        <span class="comment__author">Bob</span><time datetime="2020-05-18T10:00:00Z">May 18, 2020</time></footer></article>
        <form id="comment_form"><h2>Leave a comment</h2><p>Please note, comments must be approved before they are published.</p></form></div></div>""",
    "schema.org": """<section class="discussion"><div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><span itemprop="author">Ann Lee</span>
        <time itemprop="dateCreated" datetime="2020-05-17">17 May</time><div itemprop="text"><p>Zinc gave me a sore stomach.</p><p>I take less of it now.</p></div></div>
        <div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><span itemprop="author">Bob</span>
        <time itemprop="dateCreated" datetime="2020-05-18">18 May</time><div itemprop="text"><p>Same here.</p></div></div></section>""",
    "disqus": """<div id="disqus_thread"><ul id="post-list" class="post-list"><li class="post" id="post-501"><div class="post-content"><header class="comment__header">
        <span class="post-byline"><span class="author publisher-anchor-color">Ann Lee</span></span><span class="post-meta"><a class="time-ago" title="Sunday, May 17,
        2020 10:00 AM">3 years ago</a></span></header><div class="post-body-inner"><div class="post-message"><p>Zinc gave me a sore stomach.</p>
        <p>I take less of it now.</p></div></div><footer class="comment__footer"><ul><li class="reply"><a>Reply</a></li></ul></footer></div></li>
        <li class="post" id="post-502"><div class="post-content"><header><span class="author">Bob</span></header><div class="post-message"><p>Same here.</p></div></div></li></ul></div>""",
    "squarespace": """<div class="comments-content"><div class="comment-list"><div class="comment-item"><div class="comment" id="comment-5ec1">
        <div class="comment-header"><span class="author">Ann Lee</span> <span class="timestamp">May 17, 2020</span></div><div class="comment-body">
        <p>Zinc gave me a sore stomach.</p><p>I take less of it now.</p></div><div class="comment-actions">0 Likes</div></div></div>
        <div class="comment-item"><div class="comment" id="comment-5ec2"><div class="comment-header"><span class="author">Bob</span>
        <span class="timestamp">May 18, 2020</span></div><div class="comment-body"><p>Same here.</p></div></div></div></div></div>""",
    "substack": """<div class="comments-page"><h4>Discussion about this post</h4><div class="comment-list"><div class="comment"><div class="comment-head">
        <a class="commenter-name" href="/@ann">Ann Lee</a><a class="comment-timestamp" title="May 17, 2020, 10:00 AM">May 17, 2020</a></div>
        <div class="comment-body"><p>Zinc gave me a sore stomach.</p><p>I take less of it now.</p></div><div class="comment-actions"><a>Like</a><a>Reply</a></div></div>
        <div class="comment"><div class="comment-head"><a class="commenter-name" href="/@bob">Bob</a></div><div class="comment-body"><p>Same here.</p></div></div></div></div>""",
    "ghost": """<div class="gh-comments"><div class="comments"><section data-testid="comment"><h4 class="comment-author">Ann Lee</h4><div class="comment-date">17 May 2020</div>
        <div class="comment-content"><p>Zinc gave me a sore stomach.</p><p>I take less of it now.</p></div><button>Reply</button></section>
        <section data-testid="comment"><h4 class="comment-author">Bob</h4><div class="comment-content"><p>Same here.</p></div></section></div></div>""",
    "plain": """<section id="comments"><h2>Comments</h2><ol class="comment-list"><li class="comment"><cite class="comment-author">Ann Lee</cite>
        <div class="comment-content"><p>Zinc gave me a sore stomach.</p><p>I take less of it now.</p></div></li><li class="comment"><cite class="comment-author">Bob</cite>
        <div class="comment-content"><p>Same here.</p></div></li></ol></section>""",
}


@pytest.mark.parametrize("platform", THREADS)
def test_a_thread_is_read_apart(platform: str) -> None:
    page = read_page(article(after=THREADS[platform]))
    assert [comment.author for comment in page.comments] == ["Ann Lee", "Bob"]
    assert [comment.text for comment in page.comments] == ["Zinc gave me a sore stomach.\n\nI take less of it now.", "Same here."]
    assert [comment.id for comment in page.comments] == ["comment-1", "comment-2"]
    assert "stomach" not in page.article.text
    assert page.article.text.count("\n\n") == 4
    assert page.removed["comment"] >= 3


@pytest.mark.parametrize("platform", sorted(set(THREADS) - {"disqus", "plain"}))
def test_the_date_of_a_comment(platform: str) -> None:
    assert read_page(article(after=THREADS[platform])).comments[0].published == "2020-05-17"


def test_comments_inside_the_article_element() -> None:
    page = read_page(article(inner=THREADS["wordpress"]))
    assert len(page.comments) == 2
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
