"""Forums' threads: the posts are the text; the same mark-up on other pages is a comment thread."""

# ruff: noqa: E501 - pages are easier to read unbroken

import pytest

from extractor.page import read_page
from tests.page.pages import SENTENCES, page

POSTS = [f"Post {n + 1}. {sentence}" for n, sentence in enumerate(SENTENCES)]

DISCOURSE = """<div itemscope itemtype="http://schema.org/DiscussionForumPosting"><div id="post_{n}" itemprop="comment" itemscope itemtype="http://schema.org/Comment" class="topic-body crawler-post">
    <div class="crawler-post-meta"><span class="creator" itemprop="author"><a href="/u/ann"><span itemprop="name">ann{n}</span></a></span> <span class="crawler-post-infos"><time datetime="2020-05-17">May 17, 2020</time></span></div>
    <div class="post" itemprop="text"><p>{text}</p></div></div></div>"""
XENFORO = """<article class="message message--post js-post" data-content="post-{n}" id="js-post-{n}" itemscope itemprop="comment" itemtype="https://schema.org/Comment"><aside class="message-user"><h4>ann{n}</h4><h5>Well-known member</h5></aside>
    <div class="message-main"><header class="message-attribution"><time datetime="2020-05-17">May 17, 2020</time></header><div class="message-body"><div class="bbWrapper">{text}</div></div><div class="message-signature">Zinc is life, and life is zinc.</div><footer class="message-footer"><div class="reactionsBar">Bob and Eve</div></footer></div></article>"""
PHPBB = """<div id="p{n}" class="post has-profile bg2"><div class="inner"><dl class="postprofile"><dt>ann{n}</dt><dd>Posts: 12</dd></dl><div class="postbody"><p class="author">by ann{n} » 17 May 2020</p><div class="content">{text}</div><div class="signature">Zinc is life, and life is zinc.</div></div></div></div>"""
NODEBB = """<li component="post" itemprop="comment" itemscope itemtype="http://schema.org/Comment"><div class="post-header"><a itemprop="author">ann{n}</a> <span class="timeago" title="2020-05-17T10:00:00Z"></span></div><div class="content" component="post/content" itemprop="text"><p>{text}</p></div></li>"""
ANSWERS = """<div class="answer" id="answer-{n}" itemprop="suggestedAnswer" itemscope itemtype="https://schema.org/Answer"><div class="post-layout"><div class="js-voting-container">12</div><div class="s-prose js-post-body" itemprop="text"><p>{text}</p></div>
    <div class="user-details">ann{n}</div><div id="comments-{n}" class="comments js-comments-container"><ul class="comments-list"><li id="comment-{n}" class="comment js-comment"><span class="comment-copy">Does milk matter here?</span> – <a class="comment-user">bob</a></li></ul></div></div></div>"""
FORUMS = {
    "Discourse": ('<meta name="generator" content="Discourse 3.3.0">', "", DISCOURSE),
    "XenForo": ("", ' id="XF" data-template="thread_view"', XENFORO),
    "phpBB": ('<meta name="generator" content="phpBB">', "", PHPBB),
    "NodeBB": ('<script type="application/ld+json">{"@type": ["WebPage", "DiscussionForumPosting"]}</script>', "", NODEBB),
    "Stack Exchange": ("", ' itemscope itemtype="https://schema.org/QAPage"', ANSWERS),
}


def thread(template: str) -> str:
    return "<h1>Zinc, anyone?</h1>" + "".join(template.replace("{n}", str(n + 1)).replace("{text}", text) for n, text in enumerate(POSTS))


@pytest.mark.parametrize("name", FORUMS)
def test_posts_are_the_text(name: str) -> None:
    head, attrs, template = FORUMS[name]
    found = read_page(page(f"<nav>Forum</nav><main>{thread(template)}</main>", head, f' lang="en"{attrs}'))
    assert found.article.text.split("\n\n") == ["Zinc, anyone?", *POSTS]
    assert all(comment.text == "Does milk matter here?" for comment in found.comments)
    assert len(found.comments) == (4 if name == "Stack Exchange" else 0)


def test_without_a_forum_s_mark_they_are_comments() -> None:
    body = "".join(f"<p>Point {n}. {sentence}</p>" for n, sentence in enumerate(SENTENCES * 3))
    found = read_page(page(f'<main><article><h1>Zinc</h1>{body}</article><section id="comments">{thread(NODEBB)}</section></main>'))
    assert [comment.text for comment in found.comments] == POSTS
    assert "Post 1." not in found.article.text
