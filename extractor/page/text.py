"""Plain text to an article, its comments and what was dropped.

Text that was scraped or copied from a page brings the page's chrome along: the site's title and menu above, buttons, an author's note,
teasers and comments below. Chrome is looked for only above the first and below the last prose of the article; what stands in between is
the article's, and a text without prose is left as it is.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from extractor.page.clean import squash
from extractor.page.comments import Draft, head_of, to_comments
from extractor.page.dates import iso_date
from extractor.page.layout import in_title_case, looks_like_heading, text_blocks
from extractor.page.lines import closes
from extractor.page.model import TextBlock
from extractor.page.rules import PageRules
from extractor.report import Comment

_PROSE_WORDS = 8
_HEAD_BLOCKS = 40  # blocks before the prose that may be a menu
_NOISE = frozenset(("comment", "navigation", "footer"))  # in and under comments
_BETWEEN = frozenset(("advertisement",))  # chrome that is believed inside the article too


@dataclass
class TextParts:
    """What a plain text holds; see `Page`."""

    blocks: list[TextBlock] = field(default_factory=list)
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    comments: list[Comment] = field(default_factory=list)
    removed: dict[str, int] = field(default_factory=dict)


def split_text(text: str, rules: PageRules) -> TextParts:
    """The parts of a plain text. Whatever the text, something is kept of it unless it is blank."""
    blocks = text_blocks(text)
    prose = [n for n, block in enumerate(blocks) if _is_prose(block)]
    if len(blocks) < 3 or not prose:
        return TextParts(blocks)
    parts = TextParts()
    end = _end_of_article(blocks, prose[0], rules, parts)
    if end < len(blocks):
        parts.comments = _comments(blocks[end:], rules)
    prose = [n for n in prose if n < end]
    _read_head(blocks[: prose[0]], rules, parts)
    _read_tail(blocks[prose[-1] + 1 : end], rules)
    for block in blocks[prose[0] : prose[-1] + 1]:
        found = rules.lines.match(block.text, _BETWEEN) if block.role is None and len(block.text) < 60 else None
        if found:
            block.role = found[0].role
    parts.blocks = [block for block in blocks if block.role is None]
    if parts.title:
        parts.blocks.insert(0, TextBlock("title", None, parts.title))
    parts.removed = dict(sorted(Counter(block.role for block in blocks if block.role not in (None, "title")).items(), key=str))
    return parts


def _is_prose(block: TextBlock) -> bool:
    return block.kind == "paragraph" and block.words >= _PROSE_WORDS and closes(block.text)


# --- above the article -------------------------------------------------------------------------------------------------------


def _read_head(head: list[TextBlock], rules: PageRules, parts: TextParts) -> None:
    """Finds title, byline and date above the first prose, and marks what else is chrome there."""
    for block in head[-_HEAD_BLOCKS:]:
        found = rules.lines.match(block.text)
        if found:
            rule, match = found
            block.role = rule.role
            if rule.role == "byline":
                parts.byline = parts.byline or match["author"] or match["author2"]
            if "date" in match.groupdict():
                parts.published = parts.published or iso_date(match["date"], rules.months)
    free = [block for block in head if block.role is None]
    counts = Counter(squash(block.text) for block in free)
    again = [block for block in free if counts[squash(block.text)] > 1 and block.words > 2]
    if again:
        _repeated_title(free, again, parts)
        return
    title = next(
        (block for block in free if looks_like_heading(block.text) and (block.words > 2 or block is free[-1] or len(free) == 1)), None
    )
    if title is None or title.kind == "list_item":
        return
    parts.title, title.role = title.text, "title"
    for block in free[: free.index(title)]:
        block.role = "header"


def _repeated_title(free: list[TextBlock], again: list[TextBlock], parts: TextParts) -> None:
    """A page's heading comes twice where the tab's title or a banner was scraped along: up to the last copy all is chrome."""
    name = squash(again[0].text)
    copies = [n for n, block in enumerate(free) if squash(block.text) == name]
    parts.title = again[0].text
    for n, block in enumerate(free[: copies[-1] + 1]):
        block.role = "title" if n in copies else "header"
        if (
            n > copies[0]
            and n not in copies
            and parts.byline is None
            and block.words <= 6
            and in_title_case(block.text)
            and not closes(block.text)
        ):
            parts.byline, block.role = block.text, "byline"


# --- below the article -------------------------------------------------------------------------------------------------------


def _end_of_article(blocks: list[TextBlock], first: int, rules: PageRules, parts: TextParts) -> int:
    """Where comments begin or the author signs; everything from there on is given a role."""
    heads = [n for n, block in enumerate(blocks) if n > first and head_of(block.text, rules)]
    comments = heads[0] if heads and (len(heads) > 1 or blocks[heads[0]].text.endswith(("...", "…"))) else len(blocks)
    end, role = comments, "comment"
    for n in range(first + 1, comments):
        found = rules.lines.match(blocks[n].text)
        if found is None or found[0].drops == "block":
            continue
        rule, match = found
        if rule.drops == "section" and not _only_teasers(blocks[n + 1 : comments]):
            continue
        if rule.role == "signature":
            if not _signs_off(blocks[n + 1 : comments], comments < len(blocks), rules):
                continue
            parts.byline = parts.byline or match["author"]
        end, role = n, rule.role
        break
    for n, block in enumerate(blocks[end:], end):
        block.role = "comment" if n >= comments else "author" if role == "signature" else role
    return end


def _only_teasers(rest: list[TextBlock]) -> bool:
    """Whether nothing but titles and short lines follows."""
    return sum(block.words for block in rest if _is_prose(block) and block.words > 25) == 0


def _signs_off(rest: list[TextBlock], comments: bool, rules: PageRules) -> bool:
    """Whether a name behind dashes ends the article, and is not the source of a quotation in the middle of it."""
    if comments or len(rest) <= 2:
        return True
    return any(
        (found := rules.lines.match(block.text)) and found[0].role in ("related", "author", "comment", "sharing") for block in rest[:6]
    )


def _read_tail(tail: list[TextBlock], rules: PageRules) -> None:
    """Buttons and headings with nothing under them, below the last prose."""
    for block in tail:
        found = rules.lines.match(block.text)
        if found and found[0].where != "head":
            block.role = found[0].role
    for block in reversed(tail):
        if block.role is None and block.kind != "heading":
            return
        block.role = block.role or "footer"


def _comments(blocks: list[TextBlock], rules: PageRules) -> list[Comment]:
    drafts: list[Draft] = []
    for block in blocks:
        head = head_of(block.text, rules)
        if head:
            drafts.append(Draft())
            drafts[-1].author, drafts[-1].date = head
        elif drafts:
            found = rules.lines.match(block.text, _NOISE)
            if found is None:
                drafts[-1].loose.append(
                    TextBlock(
                        "list_item" if block.kind == "list_item" else "paragraph",
                        block.level if block.kind == "list_item" else None,
                        block.text,
                    )
                )
    return to_comments(drafts, rules.months)
