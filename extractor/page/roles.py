"""What each block is to the page: main text (role None), or navigation, related posts, sharing, comment …

Three kinds of evidence, in this order: names (tags, class and id names, ARIA and microdata, by the element rules), place (the part of the
tree that holds the prose), and the line itself (by the line rules, and how much of it is link). Names lie, so a name alone may not take
away most of what there is to read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from extractor.page.clean import squash
from extractor.page.container import container
from extractor.page.model import Frame, RawBlock
from extractor.page.rules import ElementRule, PageRules

_KEEPING = frozenset(("body", "article"))
_KINDS = frozenset(("forum", "post", "post_author", "review", "legal", "description"))  # they tell of the page, or weigh in `features`
# Names that alone drop nothing; nor do those of comments and their parts.
_NO_REASON = _KEEPING | _KINDS | {"author_name", "author_link"}
_OWN_LOOK = frozenset(("byline", "dateline", "comment_head"))  # line roles that other modules ask for
_REPEATED_WORDS = 8  # a block of so many words does not come twice by intent
_LONG_PROSE = 25  # words; a paragraph of so many is no teaser
_MUCH = 0.2  # of the page's prose: a doubtful name that takes as much in sum is the name of the site's own building blocks
_DOUBTFUL = frozenset(("product", "sidebar", "popup", "hidden", "contents", "promo_banner", "metadata", "credit", "search", "form"))
_SHOP_TALK = frozenset(("hidden", "product", "contents", "popup", "sidebar", "metadata"))  # what a shop calls its own words
_WAY = 400  # elements up from a block; no real page is as deep
_LEAD_BLOCKS = 25
_LEAD_WORDS = 12
_MOST = 0.4  # of the page's prose: what a name alone cannot take away
_REVIEWS = 0.95  # of the page's prose: all that may go as customers' reviews


def assign(
    blocks: list[RawBlock], frames: list[Frame], rules: PageRules, title: str | None = None, kinds: frozenset[str] = frozenset()
) -> None:
    """Gives every block its role, in place."""
    _count(blocks, frames)
    total = sum(block.prose for block in blocks)
    _by_name(frames, total, kinds)
    for block in blocks:
        block.role = block.frame.role
    _rescue(blocks)
    main = container(blocks, frames)
    for block in blocks:
        if block.role is None and main and block.frame not in main:
            block.role = "outside"
    _lead_in(blocks, title)
    _by_line([block for block in blocks if block.role is None], rules)
    _by_repeat([block for block in blocks if block.role is None])
    _by_links([block for block in blocks if block.role is None])
    trim(blocks)


def is_shop(kinds: frozenset[str]) -> bool:
    """Whether the page is there to sell a product, by the kinds that its mark-up states."""
    return "product" in kinds and "article" not in kinds


def _count(blocks: Iterable[RawBlock], frames: list[Frame]) -> None:
    for block in blocks:
        frame = block.frame
        frame.blocks += 1
        frame.words += block.words
        frame.prose += block.prose
        frame.chars += len(block.text)
        frame.link_chars += block.link_chars
    for frame in reversed(frames):  # children come after their parents
        frame.has_h1 = frame.has_h1 or frame.name == "h1"
        if frame.parent is not None:
            parent = frame.parent
            parent.has_h1 = parent.has_h1 or frame.has_h1
            parent.blocks += frame.blocks
            parent.words += frame.words
            parent.prose += frame.prose
            parent.chars += frame.chars
            parent.link_chars += frame.link_chars


def _overdone(frames: list[Frame], total: int) -> set[str]:
    """Rules with a doubtful name that would take away much of the prose, bit by bit."""
    taken: dict[str, int] = {}
    under: dict[Frame, set[str]] = {}
    for frame in frames:
        above = under.get(frame.parent, set()) if frame.parent is not None else set()
        new = {
            rule.id
            for rule in frame.rules
            if rule.role in _DOUBTFUL and not frame.inline and rule.most is not None and frame.prose <= rule.most
        } - above
        for name in new:
            taken[name] = taken.get(name, 0) + frame.prose
        under[frame] = above | new if new else above
    return {name for name, amount in taken.items() if amount > total * _MUCH}


@dataclass(frozen=True)
class _Names:
    """What a page as a whole tells of the names in it.

    `total`: its words of prose; `shop`: whether it is there to sell a product; `overdone`: rules whose names would take away too much.
    """

    total: int
    shop: bool
    overdone: set[str]

    def role(self, frame: Frame, held: bool, described: bool) -> str | None:
        """What an element's names say that it is. `held`: in the article; `described`: in a product's description."""
        names = [rule.role for rule in frame.rules]
        if frame.inline or not names:
            return None
        apart = next((name for name in names if name in ("review", "legal")), None) if self.shop else None
        if apart and frame.prose < self.total * _REVIEWS and "description" not in names:
            return apart
        comment = "comment" in names or "comment_item" in names
        if comment and self.total - frame.prose >= min(60, self.total * 0.2):
            return "comment"
        if "body" in names or frame.name in ("body", "html") or frame.tag.get("itemprop") == "articleBody":
            return None
        if self.total and frame.prose > self.total * _MOST:
            return None
        return next((rule.role for rule in frame.rules if self._is_reason(rule, frame, held, described)), None)

    def _is_reason(self, rule: ElementRule, frame: Frame, held: bool, described: bool) -> bool:
        """Whether a name is reason enough to take an element away."""
        name = rule.role
        if rule.most is not None and (frame.prose > rule.most or (frame.prose and rule.id in self.overdone)):
            return False
        if name in _NO_REASON or name.startswith("comment"):
            return False
        if self.shop and name in _SHOP_TALK and (described or (frame.link_chars < frame.chars * 0.2 and frame.words > 15)):
            return False
        return not (name == "header" and (held or frame.has_h1))


def _by_name(frames: list[Frame], total: int, kinds: frozenset[str]) -> None:
    """Gives elements the role that their names say, and what stands in them the same."""
    page = _Names(total, is_shop(kinds), _overdone(frames, total))
    inside: set[Frame] = set()  # of the article
    described: set[Frame] = set()  # by which a product is described
    for frame in frames:
        parent, held = frame.parent, frame.parent in inside
        names = frame.roles
        if "description" in names or parent in described:
            described.add(frame)
        if held or (names & _KEEPING and frame.prose > 0):
            inside.add(frame)
        if parent is not None and parent.role is not None:
            frame.role = parent.role
        else:
            frame.role = page.role(frame, held, frame in described) or frame.role


def _rescue(blocks: list[RawBlock]) -> None:
    """Where names took away all prose, those that mean only a doubtful place are not believed."""
    if any(block.role is None and block.prose for block in blocks):
        return
    for block in blocks:
        if block.role in ("hidden", "header", "sidebar", "form", "promo_banner", "popup", "product", "metadata", "author"):
            block.role = None


def _lead_in(blocks: list[RawBlock], title: str | None) -> None:
    """The lead under the title belongs to the article, though many sites keep it in the header."""
    first = next((n for n, block in enumerate(blocks) if block.role is None and block.prose), -1)
    head = next((n for n in range(first, -1, -1) if blocks[n].kind == "heading" and _same_line(blocks[n].text, title)), None)
    if head is None or first - head > _LEAD_BLOCKS:
        return
    for block in blocks[head + 1 : first]:
        if block.role == "outside" and block.words >= _LEAD_WORDS and block.link_density < 0.2 and block.kind != "list_item":
            block.role = None


def _by_line(blocks: list[RawBlock], rules: PageRules) -> None:
    prose = [n for n, block in enumerate(blocks) if block.prose]
    first, last = (prose[0], prose[-1]) if prose else (0, len(blocks) - 1)
    rest = sum(block.prose for block in blocks)
    total = rest
    section: tuple[str, int, Frame | None] | None = None  # role, level of its heading, element that bounds it
    ended: str | None = None
    for n, block in enumerate(blocks):
        if section and _section_ends(block, section, rest, total):
            section = None
        found = rules.lines.match(block.text)
        if found and found[0].role == "signature" and block.kind == "quote":
            found = None  # the source of a quotation
        if (found and found[0].role not in _OWN_LOOK) or (found and n < first):
            rule = found[0]
            tail = rest <= total * 0.35
            if (rule.where == "head" and n > first) or (rule.where == "tail" and not tail and n < last):
                found = None
            elif rule.drops == "end" and tail:
                ended = rule.role
            elif rule.drops == "section" and _leads_away(blocks, n, rest, total):
                section = (rule.role, (block.level or 6) if block.kind == "heading" else 6, _box(block.frame, total))
            if found:
                block.role = rule.role
        if ended:
            block.role = ended
        elif section:
            block.role = section[0]
        rest -= block.prose


def _box(frame: Frame, total: int) -> Frame | None:
    """The largest element around a heading that holds little of the page's prose."""
    box = None
    for around in islice(frame.up(), _WAY):
        if around.prose > total * 0.25:
            break
        box = around
    return box if box is not None and box.blocks > 1 else None


def _section_ends(block: RawBlock, section: tuple[str, int, Frame | None], rest: int, total: int) -> bool:
    if section[2] is not None and not any(around is section[2] for around in islice(block.frame.up(), _WAY)):
        return True
    if block.kind == "heading" and (block.level or 6) <= section[1]:
        return True
    return block.prose >= _LONG_PROSE and block.link_density < 0.1 and rest > total * 0.1


def _leads_away(blocks: list[RawBlock], at: int, rest: int, total: int) -> bool:
    """Whether what stands under a heading such as "You may also like" is links or the page's tail, not the article going on."""
    following = blocks[at + 1 : at + 5]
    return (
        not following
        or sum(block.link_chars for block in following) >= 0.4 * sum(len(block.text) for block in following)
        or rest <= total * 0.1
    )


def _by_links(blocks: list[RawBlock]) -> None:
    """Runs of blocks that are nothing but links are lists of other pages, or of the sections of this one."""
    last = max((n for n, block in enumerate(blocks) if block.prose), default=len(blocks))
    run: list[RawBlock] = []
    for n, block in enumerate([*blocks, None]):
        if block is not None and block.link_density > 0.85 and block.kind != "table_row":
            run.append(block)
            continue
        if len(run) >= 3 or (run and n > last) or (len(run) == 1 and run[0].kind == "paragraph" and run[0].words >= 4):
            for item in run:
                item.role = "related"
        run = []


def _by_repeat(blocks: list[RawBlock]) -> None:
    """Pages made for several screen sizes hold the same text several times; only the first is read. What comes again beside itself (a
    row of a table, a refrain) does so by intent.
    """
    seen: dict[str, Frame | None] = {}  # text: the element around its first block
    again = False
    for block in blocks:
        known = seen.setdefault(block.text, block.frame.parent) is not block.frame.parent
        if known and (block.words >= _REPEATED_WORDS or again):
            block.role = "duplicate"
        again = known and block.role == "duplicate"


def trim(blocks: list[RawBlock]) -> None:
    """Headings with nothing under them at the end of the main text lead away from it."""
    for block in reversed([block for block in blocks if block.role is None]):
        if block.kind != "heading":
            return
        block.role = "outside"


def _same_line(one: str, other: str | None) -> bool:
    """Whether two lines say the same, punctuation and case aside."""
    return bool(other) and squash(one) == squash(other)
