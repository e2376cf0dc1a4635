"""Comments as passages of their own, from the threads of the page."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from bs4 import Tag

from extractor.page.clean import squeeze
from extractor.page.dates import iso_date
from extractor.page.lines import closes
from extractor.page.model import Frame, RawBlock, TextBlock, nodes
from extractor.page.passage import join
from extractor.page.rules import PageRules
from extractor.page.threads import FAR, Spot, Thread, part_of
from extractor.report import Comment

_NOISE = frozenset(("comment", "sharing", "metadata", "dateline"))  # roles of lines that are not the commenter's words
_NOT_WORDS = frozenset(("comment_gone", "comment_noise"))
_DATES = ("datetime", "data-utime", "content", "title")  # attributes that hold a date for machines, or in full
_SHORT = 60  # characters: a name, a date


class Draft:
    """A comment while its blocks are being collected."""

    def __init__(self, depth: int = 0) -> None:
        self.author: str | None = None
        self.date: str | None = None
        self.depth = depth
        self.text: list[TextBlock] = []
        self.loose: list[TextBlock] = []  # neither named as text nor as anything else
        self.date_at: int | None = None  # how many of them stand before the date
        self.spare: list[TextBlock] = []  # named as text, but it reads like a button: believed where there is nothing else
        self.gone = False

    @property
    def blocks(self) -> list[TextBlock]:
        """The commenter's words. Where only a note says that they were taken away, a name beside it is none of them."""
        return self.text or ([] if self.gone else self.spare or self.loose)


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
                    depth=draft.depth,
                    text=text,
                    blocks=blocks,
                )
            )
    return found


def _name_by_the_date(draft: Draft) -> None:
    """Where nothing is called the author, a name next to the date is; if the words are elsewhere, the first one before it."""
    if draft.author is not None or draft.date_at is None or len(draft.loose) + len(draft.text) < 2:
        return
    before = range(draft.date_at) if draft.text else (draft.date_at - 1,)
    for at in (*before, draft.date_at):
        if 0 <= at < len(draft.loose) and _like_name(draft.loose[at].text):
            draft.author = draft.loose.pop(at).text
            return


def _like_name(text: str) -> bool:
    return text.count(" ") < 5 and text[0].isalnum() and not closes(text)


def read_comments(blocks: list[RawBlock], rules: PageRules) -> list[Comment]:
    """The comments among a page's blocks, in reading order; blocks with role "comment" are looked at."""
    blocks = [block for block in blocks if block.role == "comment"]
    thread = Thread(blocks)
    drafts: dict[Frame | int, Draft] = {}
    loose: Draft | None = None  # in threads without an element a comment: each author's name begins one
    for n, (block, spot) in enumerate(zip(blocks, thread.spots, strict=True)):
        if spot is None:
            continue
        if spot.item is not None:
            if spot.item not in drafts:
                drafts[spot.item] = Draft(thread.depth(spot.item))
            draft: Draft | None = drafts[spot.item]
        else:
            if _begins(block, spot, blocks[n + 1 : n + 2], rules):
                loose = drafts[n] = Draft()
            draft = loose
        if draft is not None:
            _add(draft, block, spot.part, rules)
    return to_comments(list(drafts.values()), rules.months)


def _begins(block: RawBlock, spot: Spot, after: list[RawBlock], rules: PageRules) -> bool:
    """Whether a block begins a comment in a thread without elements for them: the author's name, or a name over a date."""
    if spot.part == "comment_author" or (spot.part is None and head_of(block.text, rules) is not None):
        return True
    return (
        spot.part is None
        and block.kind != "heading"
        and rules.comment_lines.match(block.text, _NOT_WORDS) is None
        and _like_name(block.text)
        and not any(char.isdigit() for char in block.text)
        and any(_dated(next_one, rules) for next_one in after)
    )


def _dated(block: RawBlock, rules: PageRules) -> bool:
    """Whether a block is a date, or tells the comment's age."""
    if len(block.text) >= _SHORT:
        return False
    return rules.comment_lines.match(block.text, frozenset(("comment_age",))) is not None or bool(iso_date(block.text, rules.months))


def head_of(line: str, rules: PageRules) -> tuple[str, str | None] | None:
    """Name and date in a line such as "Jane said..."; None for other lines."""
    for rule in rules.lines.all("comment_head"):
        match = rule.match(line) if len(line) < 120 else None
        if match:
            return (match["author"] or match["author2"]).strip(), match["date"] or match["date2"]
    return None


def _signed(line: str, rules: PageRules) -> tuple[str, str | None] | None:
    """Name and date in a line such as "Posted by Jane on May 3, 2019"; None for other lines."""
    found = rules.comment_lines.match(line, frozenset(("comment_sign",)))
    if found is None:
        return None
    told = {name.rstrip("234"): value for name, value in found[1].groupdict().items() if value}
    return told["author"], told.get("date")


def _add(draft: Draft, block: RawBlock, part: str | None, rules: PageRules) -> None:
    if part == "comment_noise":
        return
    found = rules.comment_lines.match(block.text, _NOT_WORDS) if part != "comment_author" else None
    if found:
        draft.gone = draft.gone or found[0].role == "comment_gone"
        if part == "comment_text":
            draft.spare.append(block)
        return
    head = (_signed(block.text, rules) or head_of(block.text, rules)) if part in (None, "comment_author", "comment_date") else None
    if part == "comment_author" or (head and draft.author is None):
        name, date = head or (block.text, None)
        draft.author = draft.author or squeeze(name).rstrip(":").strip()
        draft.date = draft.date or date
    elif part == "comment_date" or (part is None and not draft.date and _dated(block, rules)):
        _add_date(draft, block, rules)
    elif part == "comment_text":
        draft.text.append(block)
    elif not rules.lines.match(block.text, _NOISE):
        draft.loose.append(block)


def _add_date(draft: Draft, block: RawBlock, rules: PageRules) -> None:
    if not _dated(block, rules) and draft.author is None and _like_name(block.text) and not any(char.isdigit() for char in block.text):
        draft.author = block.text  # a name in the line of the date, without a class of its own
        return
    draft.date = draft.date or _machine_date(block.frame, rules) or block.text
    draft.date_at = len(draft.loose) if draft.date_at is None else draft.date_at


def _machine_date(frame: Frame, rules: PageRules) -> str | None:
    """The first date in an attribute (`<time datetime>`, a link's title), where the visible one may be "3 days ago"."""
    # with more blocks in it, the element holds the name as well
    inside = [node for node in nodes(frame.tag, 12) if isinstance(node, Tag)] if frame.blocks == 1 else []
    tags = [*inside, *(around.tag for around in islice(frame.up(), 3))]
    values = (str(tag.get(name)) for tag in tags for name in _DATES if tag.get(name))
    return next((value for value in values if iso_date(value, rules.months)), None)


def splitter() -> Callable[[Frame], bool]:
    """Tells the block reader which inline elements inside comments are blocks of their own: names, dates, "reply"."""

    def apart(frame: Frame) -> bool:
        return part_of(frame) is not None and any(
            rule.role in ("comment", "comment_item") for around in islice(frame.up(), FAR) for rule in around.rules
        )

    return apart
