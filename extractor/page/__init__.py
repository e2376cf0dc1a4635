"""HTML or plain text to an article, its comments and what was dropped. Needs no network and no model.

`read_page` reads HTML, `read_text` plain text; both give a `Page`. See `blocks`, `roles`, `comments`, `metadata` and `text` for the steps.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html import unescape

from extractor.collector import collecting_later
from extractor.decode import HEAD, decode, refuse, sniff
from extractor.errors import PageError
from extractor.page.blocks import read_blocks
from extractor.page.classifier import MANY_BLOCKS, classify
from extractor.page.clean import squash
from extractor.page.comments import read_comments
from extractor.page.dates import iso_date
from extractor.page.embedded import as_html
from extractor.page.features import features
from extractor.page.language import check_english
from extractor.page.metadata import Metadata
from extractor.page.model import RawBlock, TextBlock
from extractor.page.parse import parse
from extractor.page.parts import read_parts
from extractor.page.passage import join
from extractor.page.products import Goods, read_goods
from extractor.page.roles import is_shop, trim
from extractor.page.rules import PageRules, page_rules
from extractor.page.text import split_text
from extractor.report import Article, Comment, Offer
from extractor.rulebook import Rulebook

_ENOUGH = 60  # letters that tell whether a text stands on the page
_MOSTLY_EMBEDDED = 3  # times the words shown: a page with so many more in its data is rendered by a script

__all__ = ["Page", "read_page", "read_text"]


@dataclass
class Page:
    """What a page holds. `removed` counts the blocks that were dropped, by role; `charset` is what the bytes were decoded with.

    `goods` are for sale around the text; the language step makes `offers` of those that matter to it.
    """

    article: Article
    comments: list[Comment] = field(default_factory=list)
    removed: dict[str, int] = field(default_factory=dict)
    charset: str | None = None
    goods: list[Goods] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)

    @property
    def body(self) -> str:
        """The article's text without its title."""
        blocks = self.article.blocks
        if blocks and blocks[0].kind == "title":
            return self.article.text[blocks[1].start :] if len(blocks) > 1 else ""
        return self.article.text


def read_page(html: str | bytes, url: str | None = None, *, charset: str | None = None, rulebook: Rulebook | None = None) -> Page:
    """Reads an HTML page.

    Args:
        html: the page; bytes are decoded by byte order mark, header, meta tag or guess.
        url: where it came from; links are made absolute with it, and errors name it.
        charset: from the HTTP header, if any.
        rulebook: the rules to go by; the shipped ones by default.

    Raises:
        PageError: nothing to read: empty, no article in it, or too large.
        LanguageError: the article is not in English.
        MediaTypeError: bytes of a PDF, an image or another binary file.
    """
    with collecting_later():
        return _read(html, url, charset, page_rules(rulebook))


def _read(html: str | bytes, url: str | None, charset: str | None, rules: PageRules) -> Page:
    source = url or "<html>"
    if isinstance(html, bytes):
        html, charset = decode(html, charset, source)
    else:
        refuse(sniff(html[:HEAD].encode("utf-8", "replace")), source)
        charset = None
    if not html.strip():
        raise PageError("the page is empty", source)
    blocks, frames, meta = read_parts(html, url, rules)
    if len(blocks) <= MANY_BLOCKS:
        asked = [n for n, block in enumerate(blocks) if block.role is None]
        classify(blocks, asked, features(blocks, frames, rules, meta.title, meta.kinds, asked))
    trim(blocks)
    if meta.title:
        _take_title(blocks, meta.title)
    _drop_shown_byline([block for block in blocks if block.role is None], meta, rules.months)
    kept: list[TextBlock] = [block for block in blocks if block.role is None]
    if meta.body and sum(block.words for block in kept) * _MOSTLY_EMBEDDED < meta.body.count(" "):
        kept = _embedded(meta.body, url, rules)
    if meta.description and is_shop(meta.kinds) and not _is_shown(meta.description, blocks):
        kept = [*_embedded(meta.description, url, rules), *kept]
    if not kept:
        raise PageError("no article on the page", source)
    check_english("\n".join(block.text for block in kept), meta.language, rules, source)
    comments = read_comments(blocks, rules)
    removed = Counter(block.role for block in blocks if block.role not in (None, "title"))
    counts = dict(sorted((str(role), count) for role, count in removed.items()))
    return Page(_article(kept, meta, blocks), comments, counts, charset, read_goods(blocks, meta.nodes, meta.title, rules))


def _is_shown(text: str, blocks: list[RawBlock]) -> bool:
    """Whether a text of the page's data stands on the page, too, and no script has to put it there."""
    return squash(text)[:_ENOUGH] in squash(" ".join(block.text for block in blocks))


def _embedded(body: str, url: str | None, rules: PageRules) -> list[TextBlock]:
    """The blocks of a text in JSON-LD. Their elements are not the page's, so they have no path."""
    html = as_html(body)
    if html is None:
        return split_text(unescape(unescape(body)), rules).blocks
    blocks, _ = read_blocks(parse(html), url, rules.elements.match)
    return [TextBlock(block.kind, block.level, block.text, block.links) for block in blocks]


def _take_title(blocks: list[RawBlock], title: str) -> None:
    name = squash(title)
    for block in blocks:
        if (block.kind == "heading" or (block.kind == "paragraph" and block.role is None)) and squash(block.text) == name:
            block.role = "title"


def _drop_shown_byline(body: list[RawBlock], meta: Metadata, months: dict[str, int]) -> None:
    """The line above the text with the author's name, the date or both; its mark-up did not give it away, the metadata does."""
    name = squash(meta.byline)
    for block in body:
        if block.words > 12:
            return
        rest = squash(block.text).replace(name, "", 1) if name else squash(block.text)
        dated = meta.published is not None and iso_date(block.text, months) == meta.published
        if (dated and len(rest) <= 20) or (name and rest in ("", "by", "writtenby", "postedby")):
            block.role = "byline"


def _article(kept: list[TextBlock], meta: Metadata, blocks: list[RawBlock]) -> Article:
    if meta.title:
        place = next((block for block in blocks if block.role == "title" and block.kind == "heading"), None)
        if place is not None:
            title: TextBlock = place
            title.kind, title.level = "title", None
        else:
            title = TextBlock("title", None, meta.title)
        kept = [title, *kept]
    text, done = join(kept)
    return Article(
        text=text,
        blocks=done,
        title=meta.title,
        byline=meta.byline,
        published=meta.published,
        modified=meta.modified,
        site_name=meta.site_name,
        language=meta.language if (meta.language or "").lower().startswith("en") else "en",
        canonical_url=meta.canonical_url,
    )


PLAIN_BLANKS = " \t\r\n\f\v"


def read_text(text: str, *, rulebook: Rulebook | None = None) -> Page:
    """Reads plain text: an article, perhaps scraped with the page's chrome, an author's note and comments around it.

    A text whose only characters are ones that show nothing (a no-break space, as tables of sentences hold them for a gap) is an article
    without words; one without any characters, or with plain blanks alone, is refused.

    Raises:
        PageError: the text is empty.
        LanguageError: the text is not in English.
    """
    rules = page_rules(rulebook)
    if not text.strip(PLAIN_BLANKS):
        raise PageError("the text is empty", "<text>")
    found = split_text(text, rules)
    check_english("\n".join(block.text for block in found.blocks), None, rules, "<text>")
    whole, done = join(found.blocks)
    article = Article(text=whole, blocks=done, title=found.title, byline=found.byline, published=found.published, language="en")
    return Page(article, found.comments, found.removed, None)
