"""Comments as passages of their own, from the threads of the page."""

from __future__ import annotations

from collections.abc import Callable

from bs4 import Tag

from extractor.page.clean import squeeze
from extractor.page.dates import iso_date
from extractor.page.lines import closes
from extractor.page.model import Frame, RawBlock, TextBlock, nodes
from extractor.page.passage import join
from extractor.page.roles import COMMENT_PARTS
from extractor.page.rules import PageRules
from extractor.report import Comment

_NOISE = frozenset(("comment", "sharing", "metadata", "dateline"))  # roles of lines that are not the commenter's words


def comment_part(frame: Frame) -> str | None:
    """Which part of a comment the element is by its name; None outside comments."""
    return next((rule.role for rule in frame.rules if rule.role in COMMENT_PARTS), None)


class Draft:
    """A comment while its blocks are being collected."""

    def __init__(self) -> None:
        self.author: str | None = None
        self.date: str | None = None
        self.text: list[TextBlock] = []
        self.loose: list[TextBlock] = []  # neither named as text nor as anything else
        self.date_at: int | None = None  # how many of them stand before the date

    @property
    def blocks(self) -> list[TextBlock]:
        return self.text or self.loose


def to_comments(drafts: list[Draft], months: dict[str, int]) -> list[Comment]:
    """The comments that have a text. Empty ones (deleted, or nothing but a link that was cut away) say nothing and are left out."""
    found: list[Comment] = []
    for draft in drafts:
        _name_by_the_date(draft)
        text, blocks = join(draft.blocks)
        if text:
            found.append(
                Comment(
                    id=f"comment-{len(found) + 1}",
                    author=draft.author or None,
                    published=iso_date(draft.date, months),
                    text=text,
                    blocks=blocks,
                )
            )
    return found


def _name_by_the_date(draft: Draft) -> None:
    """Where nothing is called the author, a name next to the date is."""
    if draft.author is not None or draft.date_at is None or len(draft.loose) + len(draft.text) < 2:
        return
    for at in (draft.date_at - 1, draft.date_at):
        if 0 <= at < len(draft.loose) and _like_name(draft.loose[at].text):
            draft.author = draft.loose.pop(at).text
            return


def _like_name(text: str) -> bool:
    return text.count(" ") < 5 and text[0].isalnum() and not closes(text)


def read_comments(blocks: list[RawBlock], rules: PageRules) -> list[Comment]:
    """The comments among a page's blocks, in reading order; blocks with role "comment" are looked at."""
    drafts: dict[Frame | int, Draft] = {}
    loose: Draft | None = None  # in threads without an element a comment: each author's name begins one
    for n, block in enumerate(blocks):
        if block.role != "comment":
            continue
        item, part = _place(block.frame)
        if item is None:
            if part == "comment_author" or (part is None and head_of(block.text, rules)):
                loose = drafts[n] = Draft()
            elif part is None:
                continue
        draft = drafts.setdefault(item, Draft()) if item is not None else loose
        if draft is not None:
            _add(draft, block, part, rules)
    return to_comments(list(drafts.values()), rules.months)


def _place(frame: Frame) -> tuple[Frame | None, str | None]:
    """The comment that an element belongs to, and the innermost part that it is of."""
    part: str | None = None
    for around, _ in zip(frame.up(), range(60), strict=False):
        if any(rule.role == "comment_item" for rule in around.rules):
            return around, part
        part = part or comment_part(around)
    return None, part


def head_of(line: str, rules: PageRules) -> tuple[str, str | None] | None:
    """Name and date in a line such as "Jane said..."; None for other lines."""
    for rule in rules.lines.all("comment_head"):
        match = rule.match(line) if len(line) < 120 else None
        if match:
            return (match["author"] or match["author2"]).strip(), match["date"] or match["date2"]
    return None


def _add(draft: Draft, block: RawBlock, part: str | None, rules: PageRules) -> None:
    head = head_of(block.text, rules) if part in (None, "comment_author") else None
    if part == "comment_author" or (head and draft.author is None):
        name, date = head or (block.text, None)
        draft.author = draft.author or squeeze(name).rstrip(":").strip()
        draft.date = draft.date or date
    elif part == "comment_date" or (part is None and len(block.text) < 60 and not draft.date and iso_date(block.text, rules.months)):
        dated = iso_date(_machine_date(block.frame), rules.months) or iso_date(block.text, rules.months)
        if draft.author is None and not dated and _like_name(block.text) and not any(char.isdigit() for char in block.text):
            draft.author = block.text  # a name in the line of the date, without a class of its own
        else:
            draft.date = draft.date or _machine_date(block.frame) or block.text
            draft.date_at = len(draft.loose)
    elif part == "comment_text":
        draft.text.append(block)
    elif part is None and not rules.lines.match(block.text, _NOISE):
        draft.loose.append(block)


def _machine_date(frame: Frame) -> str | None:
    """The date in an attribute (`<time datetime>`, a link's title), where the visible one may be "3 days ago"."""
    if frame.blocks == 1:  # with more blocks in it, the element holds the name as well
        inner = next((node for node in nodes(frame.tag, 12) if isinstance(node, Tag) and node.name == "time"), None)
        if inner is not None and inner.get("datetime"):
            return str(inner.get("datetime"))
    for around, _ in zip(frame.up(), range(3), strict=False):
        value = around.tag.get("datetime") or around.tag.get("content") or around.tag.get("title")
        if value:
            return str(value)
    return None


def splitter() -> Callable[[Frame], bool]:
    """Tells the block reader which inline elements inside comments are blocks of their own: names, dates, "reply"."""

    def apart(frame: Frame) -> bool:
        return comment_part(frame) is not None and any(
            rule.role in ("comment", "comment_item") for around, _ in zip(frame.up(), range(12), strict=False) for rule in around.rules
        )

    return apart
