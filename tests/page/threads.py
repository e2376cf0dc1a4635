"""One comment thread in the mark-up of each platform, composed in our own words.

Every platform gets the same tree: Ann is answered by Bob, Bob by the page's author; a deleted comment is answered by Eve; Cleo stands alone.
A platform is the page around the thread, a comment (with `{replies}` inside it, or behind it where the platform puts them there), what is
left of a deleted one, and how it writes dates.
"""

# ruff: noqa: E501 - mark-up is easier to read unbroken

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Said:
    author: str
    paragraphs: tuple[str, ...]
    month: int
    day: int
    badge: str = ""
    deleted: bool = False
    replies: list[Said] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)

    @property
    def iso(self) -> str:
        return f"2020-{self.month:02}-{self.day:02}"


TREE = [
    Said("Ann Lee", ("Zinc gave me a sore stomach.", "I take less of it now."), 5, 17, replies=[
        Said("Bob", ("Same here.",), 5, 18, replies=[Said("Mia Roe", ("With a meal it is easier to bear.",), 5, 19, badge="Author")]),
    ]),
    Said("Gone", ("Nobody reads this.",), 5, 20, deleted=True, replies=[Said("Eve", ("What did that say?",), 5, 21)]),
    Said("cleo_77", ("Does milk matter?",), 6, 2),
]  # fmt: skip
READ = [("Ann Lee", 0), ("Bob", 1), ("Mia Roe", 2), ("Eve", 1), ("cleo_77", 0)]

MONTHS = ("", "January", "February", "March", "April", "May", "June")


def long_date(said: Said) -> str:
    return f"{MONTHS[said.month]} {said.day}, 2020"


def short_date(said: Said) -> str:
    return f"{said.day} {MONTHS[said.month][:3]} 2020"


def ago(said: Said) -> str:
    return f"{said.day} days ago"


@dataclass
class Platform:
    """`page` holds `{thread}`; `comment` and `deleted` hold `{replies}`; `replies` holds `{items}`. `dated`: whether a date can be read."""

    page: str
    comment: str
    deleted: str
    replies: str = "{items}"
    shown: Callable[[Said], str] = long_date
    dated: bool = True
    flat: bool = False  # the platform does not nest replies
    badge: str = ""

    def html(self) -> str:
        return self.page.replace("{thread}", "".join(self._item(said, 1) for said in TREE))

    def _item(self, said: Said, level: int, parent: Said | None = None) -> str:
        number = said.month * 100 + said.day
        replies = "".join(self._item(reply, level + 1, said) for reply in said.replies)
        known = {
            "{author}": said.author,
            "{text}": "".join(f"<p>{paragraph}</p>" for paragraph in said.paragraphs),
            "{plain}": "<br><br>".join(said.paragraphs),
            "{date}": self.shown(said),
            "{iso}": f"{said.iso}T10:00:00+00:00",
            "{stamp}": str(1589709600 + 86400 * (number - 517 if said.month == 5 else 16)),
            "{id}": str(number),
            "{level}": str(level),
            "{above}": str(level - 1),
            "{parent}": str(parent.month * 100 + parent.day if parent else 0),
            "{badge}": self.badge if said.badge else "",
            "{replies}": self.replies.replace("{items}", replies) if replies else "",
        }
        html = self.deleted if said.deleted else self.comment
        for name, value in known.items():
            html = html.replace(name, value)
        return html


PLATFORMS = {
    "WordPress": Platform(
        """<div id="comments" class="comments-area"><h2 class="comments-title">5 thoughts on “Zinc and the skin”</h2><ol class="comment-list">{thread}
        <li id="comment-9" class="pingback even thread-odd thread-alt depth-1"><div class="comment-body">Pingback: <a href="http://b.example/z" class="url" rel="ugc external nofollow">What zinc does - A Blog</a>
        <span class="edit-link"><a class="comment-edit-link" href="#">Edit</a></span></div></li></ol>
        <nav class="navigation comment-navigation"><div class="nav-previous"><a href="#">Older Comments</a></div></nav><div id="respond" class="comment-respond"><h3 id="reply-title" class="comment-reply-title">Leave a Reply
        <small><a rel="nofollow" id="cancel-comment-reply-link" href="#">Cancel reply</a></small></h3><form id="commentform" class="comment-form"><p class="comment-notes">Your email address will not be published.</p>
        <p class="comment-form-author"><label for="author">Name <span class="required">*</span></label><input id="author"></p><p class="comment-form-cookies-consent"><label>Save my name in this browser for the next time I comment.</label></p></form></div></div>""",
        """<li id="comment-{id}" class="comment even thread-even depth-{level} parent"><article id="div-comment-{id}" class="comment-body"><footer class="comment-meta"><div class="comment-author vcard">
        <img alt="Portrait of {author}" src="a.png" class="avatar photo"><b class="fn"><a href="http://a.example" rel="ugc external nofollow" class="url">{author}</a></b>{badge} <span class="says">says:</span></div>
        <div class="comment-metadata"><a href="#comment-{id}"><time datetime="{iso}">{date} at 10:00 am</time></a> <span class="edit-link"><a class="comment-edit-link" href="#">(Edit)</a></span></div></footer>
        <div class="comment-content">{text}</div><div class="reply"><a rel="nofollow" class="comment-reply-link" href="#">Reply</a></div></article>{replies}</li>""",
        """<li id="comment-{id}" class="comment even depth-{level}"><article id="div-comment-{id}" class="comment-body"><div class="comment-content"><p>This comment has been removed.</p></div></article>{replies}</li>""",
        '<ol class="children">{items}</ol>',
        badge='<span class="post-author-badge">Author</span>',
    ),
    "WordPress, old themes": Platform(
        """<div id="comments"><h3 id="comments">5 Responses to “Zinc and the skin”</h3><ol class="commentlist">{thread}
        <li class="trackback even thread-even depth-1" id="comment-9"><div id="div-comment-9" class="comment-body"><div class="comment-author vcard"><cite class="fn"><a href="http://b.example">A Blog</a></cite> <span class="says">says:</span></div><p>[&#8230;] what zinc does [&#8230;]</p></div></li></ol></div>""",
        """<li class="comment odd alt depth-{level}" id="comment-{id}"><div id="div-comment-{id}" class="comment-body"><div class="comment-author vcard"><img alt="" src="a.png" class="avatar"><cite class="fn">{author}</cite> <span class="says">says:</span></div>
        <div class="comment-meta commentmetadata"><a href="#comment-{id}">{date} at 10:00 am</a>&nbsp;&nbsp;<a class="comment-edit-link" href="#">(Edit)</a></div>{text}<div class="reply"><a class="comment-reply-link" href="#">Reply</a></div></div>{replies}</li>""",
        """<li class="comment odd depth-{level}" id="comment-{id}"><div id="div-comment-{id}" class="comment-body"><p>[deleted]</p></div>{replies}</li>""",
        '<ul class="children">{items}</ul>',
    ),
    "WordPress, block theme": Platform(
        """<div class="wp-block-comments"><h2 class="wp-block-comments-title" id="comments">5 responses to “Zinc and the skin”</h2><ol class="wp-block-comment-template">{thread}</ol></div>""",
        """<li id="comment-{id}" class="comment even thread-even depth-{level}"><div class="wp-block-columns"><div class="wp-block-column"><div class="wp-block-avatar"><img alt="{author} Avatar" src="a.png" class="avatar"></div></div>
        <div class="wp-block-column"><div class="wp-block-comment-author-name"><a rel="external nofollow ugc" href="http://a.example">{author}</a></div><div class="wp-block-group"><div class="wp-block-comment-date"><time datetime="{iso}"><a href="#">{date}</a></time></div></div>
        <div class="wp-block-comment-content">{text}</div><div class="wp-block-comment-reply-link"><a rel="nofollow" class="comment-reply-link" href="#">Reply</a></div></div></div>{replies}</li>""",
        """<li id="comment-{id}" class="comment odd depth-{level}"><div class="wp-block-comment-content"><p>This comment was deleted.</p></div>{replies}</li>""",
        "<ol>{items}</ol>",
    ),
    "wpDiscuz": Platform(
        """<div id="comments" class="comments-area"><div id="respond"></div><div id="wpdcom" class="wpdiscuz_unauth"><div class="wpd-form-wrap"><div class="wpd-login">Login</div></div><div class="wpd-thread-head"><div class="wpd-thread-info">5 <span>Comments</span></div></div><div class="wpd-thread-list">{thread}</div></div></div>""",
        """<div id="wpd-comm-{id}_0" class="comment even thread-even depth-{level} wpd-comment wpd_comment_level-{level}"><div class="wpd-comment-wrap wpd-blog-guest"><div class="wpd-comment-left"><div class="wpd-avatar"><img alt="{author}" src="a.png"></div></div>
        <div id="comment-{id}" class="wpd-comment-right"><div class="wpd-comment-header"><div class="wpd-comment-author">{author}</div>{badge}<div class="wpd-comment-date" title="{date} 10:00 am"><i></i> 5 years ago</div></div>
        <div class="wpd-comment-text">{text}</div><div class="wpd-comment-footer"><div class="wpd-vote"><div class="wpd-vote-result">3</div></div><div class="wpd-reply-button"><span>Reply</span></div></div></div></div>{replies}</div>""",
        """<div id="wpd-comm-{id}_0" class="comment depth-{level} wpd-comment wpd_comment_level-{level}"><div id="comment-{id}" class="wpd-comment-right"><div class="wpd-comment-text"><p>This comment was deleted.</p></div></div>{replies}</div>""",
        badge='<div class="wpd-comment-label"><span>Author</span></div>',
    ),
    "Blogger": Platform(
        """<section class="comments threaded" id="comments"><a name="comments"></a><h3 class="title">5 comments:</h3><div id="Blog1_comments-block-wrapper"><div class="comments-content"><div id="comment-holder"><div class="comment-thread toplevel-thread"><ol id="top-ra">{thread}</ol>
        <div id="top-continue" class="continue"><a class="comment-reply">Add comment</a></div></div></div></div></div><p class="comment-footer"><span class="loadmore"><a href="#">Load more...</a></span></p></section>""",
        """<li class="comment" id="c{id}0000"><div class="avatar-image-container"><img src="a.png" alt=""></div><div class="comment-block"><div class="comment-header"><cite class="user"><a href="#" rel="nofollow">{author}</a></cite><span class="icon user"></span>
        <span class="datetime secondary-text"><a rel="nofollow" href="#c{id}">{date} at 10:00 AM</a></span></div><p class="comment-content">{plain}</p><span class="comment-actions secondary-text"><a class="comment-reply">Reply</a><span class="item-control blog-admin"><a href="#">Delete</a></span></span></div>{replies}</li>""",
        """<li class="comment" id="c{id}0000"><div class="comment-block"><div class="comment-header"><cite class="user">Gone</cite><span class="datetime secondary-text"><a href="#">{date} at 10:00 AM</a></span></div><p class="comment-content">This comment has been removed by the author.</p></div>{replies}</li>""",
        """<div class="comment-replies"><div class="comment-thread inline-thread hidden"><span class="thread-toggle thread-expanded"><span class="thread-arrow"></span><span class="thread-count"><a>Replies</a></span></span><ol class="thread-chrome thread-expanded"><div>{items}</div></ol></div></div>""",
    ),
    "Blogger, old themes": Platform(
        """<div class="comments" id="comments"><h4>5 comments:</h4><div id="Blog1_comments-block-wrapper"><dl id="comments-block">{thread}</dl></div><p class="comment-footer"><a href="#">Post a Comment</a></p></div>""",
        """<dt class="comment-author" id="c{id}"><a rel="nofollow" href="#">{author}</a> said...</dt><dd class="comment-body" id="Blog1_cmt-{id}"><p>{plain}</p></dd><dd class="comment-footer"><span class="comment-timestamp"><a href="#">{date} at 10:00 AM</a>
        <span class="item-control blog-admin"><a href="#"><img src="x.gif"></a></span></span></dd>{replies}""",
        """<dt class="comment-author" id="c{id}">Gone said...</dt><dd class="comment-body"><span class="deleted-comment">This comment has been removed by a blog administrator.</span></dd><dd class="comment-footer"><span class="comment-timestamp">{date}</span></dd>{replies}""",
        flat=True,
    ),
    "Disqus": Platform(
        """<div id="disqus_thread"><div id="layout"><header id="main-nav"><span class="comment-count">5 Comments</span><button>Login</button></header><section id="conversation"><div id="form"><form><div class="textarea">Join the discussion…</div></form></div>
        <div id="posts"><ul id="post-list" class="post-list">{thread}</ul><div class="load-more"><a class="btn load-more__button">Load more comments</a></div></div></section></div></div>""",
        """<li class="post" id="post-{id}"><div role="alert"></div><div data-role="post-content" class="post-content"><div class="indicator"></div><div class="avatar hovercard"><a class="user" href="#"><img alt="Avatar" src="a.png"></a></div><div class="post-body">
        <header class="comment__header"><span class="post-byline"><span class="author publisher-anchor-color"><a href="#">{author}</a></span>{badge}<span><a class="parent-link" href="#"><i class="icon-forward" title="in reply to"></i> someone</a></span></span>
        <span class="post-meta"><span class="bullet time-ago-bullet" aria-hidden="true">•</span><a class="time-ago" href="#" title="Sunday, {date} 10:00 AM">3 years ago</a></span></header>
        <div class="post-body-inner"><div class="post-message-container"><div class="publisher-anchor-color"><div class="post-message" data-role="message">{text}</div></div></div><a class="see-more hidden">see more</a></div>
        <footer class="comment__footer"><menu><li class="voting"><a class="vote-up"><span class="updatable count">2</span></a></li><li class="reply"><a><span class="text">Reply</span></a></li><li class="share">Share ›</li></menu></footer></div></div>{replies}</li>""",
        """<li class="post minimized" id="post-{id}"><div data-role="post-content" class="post-content"><div class="post-body"><div class="post-message"><p>This comment was deleted.</p></div></div></div>{replies}</li>""",
        '<ul data-role="children" class="children">{items}</ul>',
        badge='<span class="badge moderator">Mod</span>',
    ),
    "Shopify": Platform(
        """<div class="article-template__comment-wrapper background-secondary"><div id="comments" class="page-width page-width--narrow"><h2 id="Comments-s" tabindex="-1">5 comments</h2><div class="article-template__comments">{thread}</div>
        <form method="post" id="comment_form" class="comment-form"><h2>Leave a comment</h2><div class="field"><label class="field__label">Name *</label></div><p class="article-template__comment-warning caption">Please note, comments need to be approved before they are published.</p></form></div></div>""",
        """<article id="{id}" class="article-template__comments-comment"><p>{plain}</p><footer class="right"><span class="circle-divider caption-with-letter-spacing">{author}</span><span class="caption-with-letter-spacing"><time datetime="{iso}">{date}</time></span></footer></article>{replies}""",
        """<article id="{id}" class="article-template__comments-comment"><p>[removed]</p><footer class="right"><span>Gone</span></footer></article>{replies}""",
        flat=True,
    ),
    "Shopify, old themes": Platform(
        """<div id="comments" class="article-comments"><h3>5 Responses</h3><ul class="comments">{thread}</ul><div class="comment-form"><form><h4>Leave a comment</h4><p class="fine-print">Comments will be approved before showing up.</p></form></div></div>""",
        """<li id="{id}" class="comment first"><div class="comment-content rte">{text}</div><p class="comment-date">Posted by {author} on {date}</p></li>{replies}""",
        """<li id="{id}" class="comment"><div class="comment-content rte"><p>This comment has been deleted.</p></div></li>{replies}""",
        flat=True,
    ),
    "Squarespace": Platform(
        """<div class="squarespace-comments" id="comments-5ec"><div class="comments-header"><div class="comment-count">Comments (5)</div><div class="sort"><span>Newest First</span> <span>Oldest First</span></div></div><div class="new-comment-area"><form><div class="comment-btn">Preview Post Comment…</div></form></div>
        <div class="comments-content"><div class="comment-list">{thread}</div><div class="load-more-wrapper">Load more comments</div></div></div>""",
        """<div id="comment-{id}" class="comment"><div class="comment-header"><div class="comment-avatar"><img alt="{author}" src="a.png"></div><div class="author-name"><a href="#">{author}</a></div>{badge}<div class="date-likes"><span class="comment-timestamp">{date}</span><span class="comment-likes">3 Likes</span></div></div>
        <div class="comment-body">{text}</div><div class="comment-actions"><a class="comment-reply">Reply</a> <a class="comment-like">Like</a></div>{replies}</div>""",
        """<div id="comment-{id}" class="comment removed"><div class="comment-body"><p>Comment deleted</p></div>{replies}</div>""",
        '<div class="replies">{items}</div>',
        shown=lambda said: f"{said.day} years ago",
        dated=False,
        badge='<span class="author-badge">Author</span>',
    ),
    "Wix": Platform(
        """<div data-hook="comments-section" class="comments-section"><h2>Comments <span>(5)</span></h2><div class="comment-form"><div data-hook="comment-box-placeholder">Write a comment...</div></div><div class="comments-list">{thread}</div><button data-hook="load-more">Load more</button></div>""",
        """<div class="_1vGfV _1yPdA" data-hook="comment"><article id="60d2f{id}" class="_3JQ_x font_9 forum-card-border-color comment"><div class="comment-header"><a href="/profile/x"><span class="avatar-image"><div aria-hidden="true"></div></span><div class="_1xqeV"><span class="B9kqa forum-link-hover-color comment-avatar__profile-name">{author}</span>{badge}</div></a>
        <span class="_1dO0B">{date}</span><div class="more-button" data-hook="more-button"><button>More</button></div></div><div class="_1MbOK comment__content"><div data-id="rich-content-viewer">{text}</div></div>
        <div class="_39-Jn comment-footer"><span data-hook="comment-footer__reply" class="comment-footer__reply">Reply</span><div data-hook="like-button"></div><span class="post-main-actions__like-count">3</span></div></article>{replies}</div>""",
        """<div data-hook="comment"><article id="60d2f{id}" class="comment"><div class="comment__content"><p>This comment was deleted.</p></div></article>{replies}</div>""",
        '<div class="comment-replies" data-hook="replies">{items}</div>',
        shown=short_date,
        badge='<span class="badge">Author</span>',
    ),
    "Substack": Platform(
        """<div class="pencraft" id="discussion"><h4 class="pencraft">Discussion about this post</h4><div class="pencraft" role="tablist"><button>Comments</button><button>Restacks</button></div><div class="single-post-section comments-section"><div class="container"><div data-test-id="comment-input"><form><textarea placeholder="Write a comment..."></textarea></form></div>
        <div class="comment-list post-page-root-comment-list"><div class="comment-list-items">{thread}</div></div><a class="more-comments" href="#">5 more comments...</a></div></div></div>""",
        """<div class="comment"><div class="comment-anchor" id="comment-{id}"></div><div aria-label="Comment by {author}" class="pencraft pc-display-flex comment-content" role="article"><div class="pencraft"><a aria-label="View {author}'s profile" href="#"><img alt="{author}'s avatar" src="a.png"></a></div>
        <div class="pencraft flex-grow"><div class="pencraft pc-reset size-15"><div class="pencraft"><span class="pencraft weight-medium"><a class="link-LIBpto" href="#">{author}</a></span></div>{badge}<a class="pencraft color-secondary" href="#" rel="nofollow" title="{date}, 8:58 PM"><span class="pencraft">2d</span></a></div>
        <button>Liked by Mia Roe</button><div class="comment-body">{text}<div class="show-all-toggle" role="button"><div class="show-all-toggle-label">Expand full comment</div></div></div><div class="pencraft comment-actions"><span><a><div>Like (3)</div></a></span><span><a><div>Reply</div></a></span><span><a><div>Share</div></a></span></div></div></div>{replies}</div>""",
        """<div class="comment"><div class="comment-anchor" id="comment-{id}"></div><div class="pencraft comment-content" role="article"><div class="comment-body"><p>Comment removed</p></div></div>{replies}</div>""",
        '<div class="comment-list"><div class="comment-list-items">{items}</div></div>',
        shown=lambda said: f"{MONTHS[said.month][:3]} {said.day}, 2020",
        badge='<div class="pencraft"><span class="pencraft">Author</span></div>',
    ),
    "Medium": Platform(
        """<div class="v cf"><div class="cm bd"><h2 class="bb sk">Responses (5)</h2><div class="v tg"><a href="https://policy.medium.com/x?source=post_page---post_responses--1" rel="noopener"></a></div><div class="tj responses">{thread}</div><button>See all responses</button></div></div>""",
        """<div class="ab q"><div class="l"><a href="/@x?source=post_page---post_responses--c7cd----0---" rel="noopener follow"><img alt="{author}" src="a.png"></a></div><div class="l"><a href="/@x?source=post_page---post_responses--c7cd----0---" rel="noopener follow"><p class="be b">{author}</p></a>{badge}
        <div class="be b"><p>{date}</p></div></div></div><pre class="be b"><div class="l">{plain}</div></pre><div class="ab"><button>3</button><div><p>2 replies</p></div><p><button>Reply</button></p></div>{replies}""",
        """<div class="ab q"><div class="l"><a href="/@x?source=post_page---post_responses--c7cd----0---"><p class="be b">Gone</p></a></div></div><pre class="be b"><div class="l">[deleted]</div></pre>{replies}""",
        shown=lambda said: f"{MONTHS[said.month][:3]} {said.day}, 2020",
        flat=True,
        badge='<div><p class="be b">Author</p></div>',
    ),
    "Ghost": Platform(
        """<div id="ghost-comments-root"><section class="gh-comments ghost-display comments" data-testid="content-box"><h2 data-testid="count">5 comments</h2><form><div>Join the discussion</div></form>{thread}<button data-testid="pagination-component">Load more (3)</button></section></div>""",
        """<div data-testid="animated-comment"><div class="flex w-full flex-row" data-member-uuid="u{id}" data-testid="comment-component"><div class="mr-2"><figure data-testid="avatar"><div><p>A</p></div></figure></div><div class="grow"><div id="{id}"><div class="mt-0.5 flex"><h4 class="font-sans text-base font-bold">{author}</h4>
        <div class="flex items-baseline"><span><span><span class="mx-[0.3em]">·</span>Dietitian</span><a class="hover:underline" href="#" title="{date}, 10:00"><span class="mx-[0.3em]">·</span>5 yrs ago</a><span>&nbsp;(edited)</span></span></div></div>
        <div class="mt mb-2 flex"><div class="gh-comment-content text-md" data-testid="comment-content">{text}</div></div><div class="flex items-center"><button data-testid="like-button">3</button><button data-testid="reply-button">Reply</button></div></div>{replies}</div></div></div>""",
        """<div data-testid="animated-comment"><div class="flex" data-testid="comment-component"><div class="grow"><div id="{id}"><p class="text-md">This comment has been removed.</p></div>{replies}</div></div></div>""",
        '<div class="-ml-2 mb-4">{items}</div>',
        shown=lambda said: f"{MONTHS[said.month][:3]} {said.day}, 2020",
    ),
    "Ghost, threaded": Platform(
        """<section class="gh-comments comments"><h2>5 comments</h2>{thread}</section>""",
        """<div data-testid="animated-comment"><div class="relative flow-root"><div class="flex" data-testid="comment-component"><div class="grow"><div id="{id}"><h4 class="font-sans font-bold">{author}</h4><a href="#" title="{date}, 10:00">· 5 yrs ago</a>
        <div class="gh-comment-content" data-testid="comment-content">{text}</div><button>Reply</button></div></div></div>{replies}</div></div>""",
        """<div data-testid="animated-comment"><div class="relative flow-root"><div class="flex" data-testid="comment-component"><div id="{id}"><p class="text-md">This comment has been hidden.</p></div></div>{replies}</div></div>""",
        '<div class="ml-8 flow-root">{items}</div>',
    ),
    "Facebook": Platform(
        """<div class="fb-comments fb_iframe_widget"><div class="_56q9 _2pi8"><div class="_491z"><span>5 Comments</span> <span>Sort by Top</span></div><div class="_5nz2"><div class="UFIList">{thread}</div><div class="_5o4h"><button>Load 10 more comments</button></div></div><div class="_5lm5"><a>Facebook Comments Plugin</a></div></div></div>""",
        """<div class="_3-8y _5nz1 clearfix" direction="left"><div class="_ohe lfloat"><img class="_1ci img" alt="" src="a.png"></div><div class="UFIImageBlockContent _42ef clearfix"><div><span><a class=" UFICommentActorName" dir="ltr" href="#" target="_blank">{author}</a></span>{badge}<div class="_3-8m"><div class="_30o4"><span><span class="_5mdd"><span>{plain}</span></span></span></div></div>
        <div class="_2vq9 fsm fwn fcg"><a class="_2vom">Like</a><span role="presentation"> · </span><a class="_2vom">Reply</a><span> · </span><i></i><span>3</span><span> · </span><abbr class="UFISutroCommentTimestamp livetimestamp" data-utime="{stamp}">3y</abbr></div></div></div>{replies}</div>""",
        """<div class="_3-8y _5nz1 clearfix" direction="left"><div class="UFIImageBlockContent"><div class="_30o4"><span class="_5mdd">This comment was deleted.</span></div></div>{replies}</div>""",
        '<div class="_44ri _2pis"><div class="UFIReplyList">{items}</div></div>',
        badge='<span class="_35f3">Top fan</span>',
    ),
    "Drupal": Platform(
        """<section class="comments" id="comments"><h2 class="title">Comments</h2>{thread}<h2 class="title comment-form">Add new comment</h2><form class="comment-form"><label>Your name</label></form></section>""",
        """<a id="comment-{id}"></a><div class="comment comment-by-anonymous clearfix"><h3 class="comment-title"></h3><div class="submitted">Submitted by <span class="username">{author}</span> on {date}</div><div class="content"><div class="field field-name-comment-body">{text}</div></div><ul class="links inline"><li class="comment-reply"><a href="#">reply</a></li></ul></div>{replies}""",
        """<div class="comment clearfix"><div class="content"><p>This comment has been removed.</p></div></div>{replies}""",
        '<div class="indented">{items}</div>',
        shown=lambda said: f"Sun, 0{said.month}/{said.day:02}/2020 - 10:00",
    ),
    "Joomla, K2": Platform(
        """<div class="itemComments" id="itemCommentsAnchor"><h3 class="itemCommentsCounter"><span>5</span> comments</h3><ul class="itemCommentsList comments">{thread}</ul><div class="itemCommentsForm"><h3>Leave a comment</h3><form><p class="itemCommentsFormNotes">Fill in the fields.</p></form></div></div>""",
        """<li class="even comment" id="comment-{id}"><span class="commentLink"><a href="#">Comment Link</a></span><img alt="{author}" src="a.png"><span class="commentDate">{date} 10:00</span><span class="commentAuthorName">posted by <a href="#">{author}</a></span><p class="commentText">{plain}</p><span class="commentToolbar"></span></li>{replies}""",
        """<li class="even comment"><p class="commentText">[deleted]</p></li>{replies}""",
        flat=True,
    ),
    "Typepad": Platform(
        """<div class="comments" id="comments-container"><h3 class="comments-header">Comments</h3><div class="comments-body"><div class="comments-content">{thread}</div></div><h3 class="comments-closed">The comments to this entry are closed.</h3></div>""",
        """<div class="comment comment-odd font-entrybody" id="comment-6a{id}"><div class="comment-avatar"><img alt="" src="a.png"></div><div class="comment-content">{text}</div><p class="comment-footer">Posted by: <a rel="nofollow" href="#">{author}</a> | <a href="#">{date} at 10:00 AM</a></p></div>{replies}""",
        """<div class="comment"><div class="comment-content"><p>[deleted]</p></div></div>{replies}""",
        flat=True,
    ),
    "IntenseDebate": Platform(
        """<div id="idc-container" class="idc"><h3>Comments (5)</h3>{thread}<div id="idc-commentreply">Post a new comment</div></div>""",
        """<div id="IDComment{id}" class="idc-c"><div class="idc-c-h"><div class="idc-c-h-inner"><p class="idc-author-name comment-author"><a href="#">{author}</a></p><p class="idc-time"><a class="idc-comment-date time-ago" title="{date} at 10:00">83 weeks ago</a></p></div></div><div class="idc-c-t"><div class="idc-c-t-inner">{text}</div></div><div class="idc-c-m"><a class="reply">Reply</a></div>{replies}</div>""",
        """<div id="IDComment{id}" class="idc-c"><div class="idc-c-t">[deleted]</div>{replies}</div>""",
        '<div class="idc-thread replies">{items}</div>',
    ),
    "Coral": Platform(
        """<div id="coral-embed-stream" class="coral coral-stream comments"><div class="coral-counts"><span>All Comments</span> <span>5</span></div>{thread}<button class="coral-loadMore">Load more</button></div>""",
        """<article class="coral coral-comment" data-testid="comment-{id}" aria-level="{level}"><div class="coral-comment-topBar"><button class="coral-username coral-comment-username"><span class="coral-comment-username">{author}</span></button><time class="coral-timestamp" datetime="{iso}" title="{date}">3 years ago</time>{badge}</div><div class="coral-comment-content">{text}</div><div class="coral-comment-actions"><span>Respect</span></div></article>{replies}""",
        """<article class="coral coral-comment" aria-level="{level}"><p>This comment has been deleted.</p></article>{replies}""",
        badge='<span class="coral-badge">Staff</span>',
    ),
    "Isso": Platform(
        """<section id="isso-thread" data-title="Zinc"><h4 class="isso-thread-heading">5 Comments</h4><div class="isso-postbox"><div class="isso-form-wrapper"><label>Name (optional)</label></div></div><div id="isso-root">{thread}</div></section>""",
        """<div class="isso-comment" id="isso-{id}"><div class="isso-avatar"><svg></svg></div><div class="isso-text-wrapper"><div class="isso-comment-header"><span class="isso-author">{author}</span> <span class="isso-spacer">•</span> <a class="isso-permalink" href="#isso-{id}"><time title="{date}" datetime="{iso}">5 years ago</time></a></div>
        <div class="isso-text">{text}</div><div class="isso-comment-footer"><span class="isso-votes">1</span><a class="isso-upvote" href="#"></a><span class="isso-spacer">|</span><a class="isso-reply" href="#">Reply</a></div><div class="isso-follow-up">{replies}</div></div></div>""",
        """<div class="isso-comment" id="isso-{id}"><div class="isso-text-wrapper"><div class="isso-text"><p>Comment deleted.</p></div><div class="isso-follow-up">{replies}</div></div></div>""",
    ),
    "Remark42": Platform(
        """<div id="remark42"><div class="root"><div class="root__info">5 comments</div><div class="root__threads" role="list">{thread}</div></div></div>""",
        """<div class="thread" role="list listitem"><article class="comment" id="remark42__comment-{id}"><div class="comment__info"><img class="comment__avatar" alt="{author}"><span class="comment__username" title="{author}">{author}</span><a class="comment__time" href="#">{date}, 10:00</a><span class="comment__vote-count">3</span></div><div class="comment__body"><div class="comment__text raw-content">{text}</div>
        <div class="comment__actions"><button>Reply</button></div></div></article>{replies}</div>""",
        """<div class="thread"><article class="comment" id="remark42__comment-{id}"><div class="comment__text">This comment was deleted</div></article>{replies}</div>""",
        '<div class="thread_indented">{items}</div>',
    ),
    "Commento": Platform(
        """<div id="commento"><div class="commento-root" id="commento-root"><div class="commento-main-area"><div class="commento-comments">{thread}</div></div></div></div>""",
        """<div class="commento-card" id="commento-comment-card-{id}"><div class="commento-header"><div class="commento-avatar">A</div><div class="commento-name">{author}</div><div class="commento-subtitle"><div class="commento-score">3 points</div><div class="commento-timeago" title="{date} 10:00:00">5 years ago</div></div></div>
        <div><div class="commento-body" id="commento-comment-text-{id}">{text}</div><div class="commento-options"><button>Reply</button></div><div class="commento-card-children">{replies}</div></div></div>""",
        """<div class="commento-card" id="commento-comment-card-{id}"><div class="commento-body">[deleted]</div><div class="commento-card-children">{replies}</div></div>""",
    ),
    "JComments": Platform(
        """<div id="jc"><div id="comments"><h4>Comments</h4><div id="comments-list" class="comments-list">{thread}</div><div id="comments-list-footer"><a class="refresh">Refresh comments list</a></div></div></div>""",
        """<div class="even" id="comment-item-{id}"><div class="rbox"><div class="comment-box"><span class="comments-vote"><span>+3</span></span><a class="comment-anchor" href="#">#1</a> <span class="comment-author">{author}</span> <span class="comment-date">{date} 10:00</span><div class="comment-body" id="comment-body-{id}">{plain}</div><span class="comments-buttons"><a href="#">Quote</a></span></div></div></div>
        <div class="comments-list" id="comments-list-{id}">{replies}</div>""",
        """<div class="odd" id="comment-item-{id}"><div class="comment-box"><div class="comment-body">[deleted]</div></div></div>{replies}""",
        flat=True,
    ),
    "data-parent-id": Platform(
        """<div class="comments" id="comments">{thread}</div>""",
        """<div class="comment" data-id="{id}" data-parent-id="{parent}"><span class="comment-author">{author}</span><span class="comment-date">{date}</span><div class="comment-text">{text}</div></div>{replies}""",
        """<div class="comment" data-id="{id}" data-parent-id="{parent}"><div class="comment-text">[deleted]</div></div>{replies}""",
    ),
    "schema.org": Platform(
        """<section class="discussion">{thread}</section>""",
        """<div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><span itemprop="author">{author}</span> <time itemprop="dateCreated" datetime="{iso}">{date}</time><div itemprop="text">{text}</div>{replies}</div>""",
        """<div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><div itemprop="text">[deleted]</div>{replies}</div>""",
        shown=ago,
    ),
}  # fmt: skip
