"""Title, author, date, site, language and address, from each place that pages put them in."""

# ruff: noqa: E501 - pages and texts are easier to read unbroken

import json

import pytest

from extractor.page import read_page
from extractor.report import Article
from tests.page.pages import article, page, paragraphs


def read(head: str = "", inner: str = "", before: str = "", url: str | None = None) -> Article:
    html = page(f"<article><h1>Zinc and the skin</h1>{before}{paragraphs()}{inner}</article>", head)
    return read_page(html, url).article


def ld(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


@pytest.mark.parametrize(
    "head",
    [
        ld({"@type": "Article", "author": {"@type": "Person", "name": "Ann Lee"}, "datePublished": "2020-05-17T08:00:00Z"}),
        ld(
            {
                "@graph": [
                    {"@type": ["BlogPosting"], "author": {"@id": "#a"}, "datePublished": "2020-05-17"},
                    {"@id": "#a", "@type": "Person", "name": "Ann Lee"},
                ]
            }
        ),
        ld([{"@type": "NewsArticle", "author": ["Ann Lee"], "datePublished": "May 17, 2020"}]),
        '<script type="application/ld+json">{"@type": "Article", "author": "Ann Lee", "datePublished": "2020-05-17",}</script>',
        '<meta name="author" content="Ann Lee"><meta property="article:published_time" content="2020-05-17T08:00:00Z">',
        '<meta name="DC.Creator" content="By Ann Lee"><meta name="dc.date" content="2020-05-17">',
        '<meta name="citation_author" content="Lee, Ann"><meta name="citation_publication_date" content="2020/05/17">',
    ],
)
def test_declared_author_and_date(head: str) -> None:
    found = read(head)
    assert (found.byline, found.published) == ("Ann Lee", "2020-05-17")


@pytest.mark.parametrize(
    "shown",
    [
        "<p>By Ann Lee</p><p>May 17, 2020</p>",
        "<p>Posted by Ann Lee on May 17, 2020</p>",
        '<div class="post-meta"><span class="author-name">Ann Lee</span> <time datetime="2020-05-17">last spring</time></div>',
        '<span itemprop="author" itemscope><span itemprop="name">Ann Lee</span></span> <span itemprop="datePublished" content="2020-05-17"></span>',
        '<p>Written by <a href="/author/ann-lee/">Ann Lee</a></p><p>Published on 17 May 2020</p>',
        "<p>Written by</p><p>Ann Lee</p><p>Last updated: May 17th, 2020</p>",
        '<a rel="author" href="/ann">Ann Lee</a><p class="entry-date">17 May 2020</p>',
        '<p><a href="/authors/ann">Ann Lee</a></p><p>Sunday, May 17, 2020</p>',
    ],
)
def test_shown_author_and_date(shown: str) -> None:
    found = read(before=shown)
    assert (found.byline, found.published) == ("Ann Lee", "2020-05-17")
    assert "Ann Lee" not in found.text
    assert "2020" not in found.text


def test_a_person_shown_is_better_than_the_site_declared() -> None:
    head = ld({"@type": "Article", "author": {"@type": "Organization", "name": "Zinc Weekly"}})
    assert read(head, before="<p>By Ann Lee</p>").byline == "Ann Lee"
    assert read(head).byline == "Zinc Weekly"


def test_several_authors() -> None:
    head = ld({"@type": "Article", "author": [{"name": "Ann Lee"}, {"name": "Bob Hill"}]})
    assert read(head).byline == "Ann Lee, Bob Hill"


def test_the_name_over_a_comment_is_no_byline() -> None:
    thread = '<ol class="comment-list"><li class="comment"><cite class="comment-author">Troll</cite><time datetime="2021-01-01">x</time><p>First!</p></li></ol>'
    found = read(inner=thread)
    assert found.byline is None
    assert found.published is None


def test_the_date_in_the_address() -> None:
    assert read(url="https://a.example/2020/05/17/zinc").published == "2020-05-17"


def test_publication_comes_before_change() -> None:
    head = ld({"@type": "Article", "dateModified": "2022-01-01", "datePublished": "2020-05-17"})
    assert read(head, before="<p>Updated January 1, 2022</p>").published == "2020-05-17"
    assert read(head).modified == "2022-01-01"


def test_a_declared_change_is_no_publication() -> None:
    found = read(ld({"@type": "Article", "dateModified": "2022-01-01"}))
    assert (found.published, found.modified) == (None, "2022-01-01")


def test_a_change_is_taken_for_the_publication_where_the_page_shows_no_other_date() -> None:
    found = read(before="<p>Updated January 1, 2022</p>")
    assert (found.published, found.modified) == ("2022-01-01", "2022-01-01")


@pytest.mark.parametrize(
    "shown",
    [
        "<p>Published: May 17, 2020 · Modified: January 1, 2022</p>",
        '<div><time class="updated" datetime="2022-01-01">January 1</time> <time class="published" datetime="2020-05-17">May 17</time></div>',
        '<p>Updated <time datetime="2022-01-01">New Year</time></p><p>May 17th, 2020</p>',
        "<p>Last updated on January 1, 2022</p><p>Posted on the 17/05/2020 at 19:00 by Ann</p>",
    ],
)
def test_shown_publication_and_change(shown: str) -> None:
    found = read(before=shown)
    assert (found.published, found.modified) == ("2020-05-17", "2022-01-01")


@pytest.mark.parametrize(("shown", "day"), [("May 17, 2020", "2020-05-17"), ("June 1, 2023", "2021-06-01")])
def test_the_earlier_of_the_dates_declared_and_shown(shown: str, day: str) -> None:
    head = ld({"@type": "Article", "datePublished": "2021-06-01"})
    assert read(head, before=f"<p>{shown}</p>").published == day


def test_the_date_of_another_article_is_not_taken() -> None:
    other = '<section><h2>More to read</h2><div><time datetime="2019-02-02">x</time><p>Iron and hair</p></div></section>'
    assert read(inner=other, before="<p>May 17, 2020</p>").published == "2020-05-17"


@pytest.mark.parametrize(("attrs", "day"), [(' lang="en-GB"', "2020-04-03"), (' lang="en-US"', "2020-03-04"), ("", "2020-03-04")])
def test_dates_in_digits_go_by_the_region(attrs: str, day: str) -> None:
    html = page(f"<article><h1>Zinc and the skin</h1><p>03/04/2020</p>{paragraphs()}</article>", attrs=attrs)
    assert read_page(html).article.published == day


@pytest.mark.parametrize("name", ["w-published-date", "published", "DC.date.issued", "article:published_time", "pubdate", "citation_date"])
def test_meta_names_of_dates(name: str) -> None:
    assert read(f'<meta name="{name}" content="17 May 2020">').published == "2020-05-17"


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("<p>By Ann Lee, DVM. Reviewed by Bob Hill, DVM</p>", "Ann Lee, DVM"),
        ("<p>Medically reviewed by Bob Hill, MD</p><p>Written by Ann Lee</p>", "Ann Lee"),
        ("<p>Medically reviewed by Bob Hill, MD</p>", "Bob Hill, MD"),
        ("<p>Ann Lee, MD, MPH; Bob Hill, PhD</p>", "Ann Lee, MD, MPH; Bob Hill, PhD"),
        ("<p>By Ann LeeUpdated: Jan 1, 2022</p>", "Ann Lee"),
        ("<p>by Ann Lee ● May 17, 2020</p>", "Ann Lee"),
        ("<p>By the Zinc Weekly Team</p>", "the Zinc Weekly Team"),
        ("<p>17/05/2020 by Ann Lee, Nurse</p>", "Ann Lee, Nurse"),
        ("<div>Insights from</div><div>Ann Lee</div>", "Ann Lee"),
        ("<div>Ann Lee</div><div>May 17, 2020</div>", "Ann Lee"),
        ('<span class="author-name">Ann Lee May 17, 2020</span>', "Ann Lee"),
        ('<span class="author-name">The Author</span><p>Published August 7, 2023 by Ann Lee</p>', "Ann Lee"),
        ('<a href="https://social.example/profile/zincweekly">Bluesky</a>', None),
        ("<p>Snow is white, and MD a state.</p>", None),
    ],
)
def test_shown_names(shown: str, name: str | None) -> None:
    assert read(before=shown, url="https://a.example/zinc").byline == name


@pytest.mark.parametrize("name", ["Webmaster", "admin", "user83hfk2lq0x", "text: Ann, design: Bob", "https://a.example/ann", "July"])
def test_what_is_no_name(name: str) -> None:
    assert read(f'<meta name="author" content="{name}">').byline is None


def test_all_authors_of_meta_tags() -> None:
    assert (
        read('<meta name="citation_author" content="Lee, Ann"><meta name="citation_author" content="Hill, Bob">').byline
        == "Ann Lee, Bob Hill"
    )


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Zinc and the skin - Zinc Weekly</title>", "Zinc and the skin"),
        ('<meta property="og:title" content="ZINC AND THE SKIN: all you need">', "Zinc and the skin"),
        ("<title>All about zinc and skin</title>", "Zinc and the skin"),
        (
            "<title>Twelve ways to grow roses</title><meta property='og:title' content='Twelve ways to grow roses'>",
            "Twelve ways to grow roses",
        ),
    ],
)
def test_the_main_heading_is_the_title(head: str, title: str) -> None:
    assert read(head).title == title


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ('<meta property="og:title" content="Zinc &amp; skin"><meta property="og:site_name" content="Zinc Weekly">', "Zinc & skin"),
        ("<title>Zinc and skin | Zinc Weekly</title><meta property='og:site_name' content='Zinc Weekly'>", "Zinc and skin"),
        ("<title>Zinc Weekly: Zinc - and skin</title><meta property='og:site_name' content='Zinc Weekly'>", "Zinc Weekly: Zinc - and skin"),
        (ld({"@type": "Article", "headline": "Zinc and skin"}) + "<title>zinc-weekly.example</title>", "Zinc and skin"),
    ],
)
def test_the_title_where_only_the_head_has_it(head: str, title: str) -> None:
    assert read_page(page(paragraphs(), head)).article.title == title


def test_the_blogs_name_as_main_heading_is_no_title() -> None:
    head = "<title>Zinc Notebook: Iron and hair</title><meta property='og:title' content='Iron and hair'>"
    found = read_page(page(f"<header><h1>Zinc Notebook</h1></header><div><h3>Iron and hair</h3>{paragraphs()}</div>", head)).article
    assert (found.title, found.site_name) == ("Iron and hair", "Zinc Notebook")


def test_a_title_without_mark_up() -> None:
    body = f"<font size=6>Ann's Page</font><div><b>Iron and hair</b><br>by Ann Lee<br>Posted January 14, 2008<br><br>{paragraphs()}</div>"
    found = read_page(page(body, "<title>Iron and hair - Ann's Page</title>")).article
    assert (found.title, found.site_name, found.byline, found.published) == ("Iron and hair", "Ann's Page", "Ann Lee", "2008-01-14")
    assert found.text.startswith("Iron and hair\n\nPoint 1.")


def test_site_language_and_address() -> None:
    found = read(
        '<meta property="og:site_name" content="Zinc Weekly"><link rel="canonical" href="/zinc">', url="https://a.example/zinc?utm=1"
    )
    assert found.site_name == "Zinc Weekly"
    assert found.language == "en"
    assert found.canonical_url == "https://a.example/zinc"


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ('<link rel="canonical" href="https://a.example/"><meta property="og:url" content="/zinc">', "https://a.example/zinc"),
        ('<link rel="canonical" href="https://a.example/">', None),
        ('<link rel="canonical" href="https://b.example/zinc">', "https://b.example/zinc"),
        ('<meta property="og:url" content="https://a.example/zinc">', "https://a.example/zinc"),
    ],
)
def test_the_front_page_is_not_the_address_of_an_article(head: str, address: str | None) -> None:
    assert read(head, url="https://a.example/zinc/amp").canonical_url == address


@pytest.mark.parametrize(("tag", "language"), [("en_GB", "en-GB"), ("de", "en"), ("en-US, en", "en-US")])
def test_the_language_of_an_english_text(tag: str, language: str) -> None:
    assert (
        read_page(page(f"<article><h1>Zinc and the skin</h1>{paragraphs()}</article>", attrs=f' lang="{tag}"')).article.language == language
    )


def test_an_article_without_head_and_body_tags() -> None:
    found = read_page(f"<title>Zinc and the skin</title><article><h1>Zinc and the skin</h1>{paragraphs()}</article><p>Imprint</p>").article
    assert found.title == "Zinc and the skin"
    assert "Point 4." in found.text


def test_what_the_page_does_not_say_is_null() -> None:
    found = read_page(f"<div>{paragraphs()}</div>").article
    assert (found.title, found.byline, found.published, found.modified, found.site_name, found.canonical_url) == (None,) * 6


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{not json</script>',
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
        ld({"@type": 5, "author": {"name": {"a": 1}}, "datePublished": ["x"], "headline": None}),
        ld({"@type": "Article", "author": [None, 3, [], {"name": []}], "publisher": [[]]}),
        '<link rel="canonical" href="http://[bad"><meta name="author" content=""><meta content="x">',
        '<base href="http://[bad">',
    ],
)
def test_broken_declarations_are_passed_over(head: str) -> None:
    assert read_page(article(head=head), "https://a.example/").article.title == "Zinc and the skin"
