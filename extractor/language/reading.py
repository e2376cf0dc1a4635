"""A passage being read: its units, and what the finders find in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from extractor.language.attribution import Attributed
from extractor.language.catalogue import FoundDetail
from extractor.language.claims import FoundClaim
from extractor.language.grammar import word_class
from extractor.language.hedges import FoundHedge
from extractor.language.learned import LearnedClaim
from extractor.language.mentions import Found
from extractor.language.pipeline import Pipeline
from extractor.language.promotions import FoundPromotion
from extractor.language.sentences import END_MARKS
from extractor.language.tree import GERUND
from extractor.language.units import Unit, begun, make_unit
from extractor.report import EXPOSURE_KINDS, OBJECT_KINDS, Block, Passage, State

Piece = tuple[str, bool, int]  # a token's text, whether a blank follows, its offset in the passage

MYTHS = frozenset(word_class("myths"))
LONGEST_ITEM = 12  # words of a list item that its mark-up does not show as one


@dataclass(eq=False)
class Reading:
    """One passage being read: its units in order, its mentions, and what was found, unit by unit.

    `quotation` numbers the paragraphs whose units stand in a quotation: a speaker named in one of them speaks for the others.
    """

    passage: Passage
    doc: Doc
    units: list[Unit] = field(default_factory=list)
    mentions: list[Found] = field(default_factory=list)
    claims: list[FoundClaim | LearnedClaim] = field(default_factory=list)
    hedges: dict[Unit, list[FoundHedge]] = field(default_factory=dict)
    promotions: dict[Unit, FoundPromotion] = field(default_factory=dict)
    states: dict[Found, State] = field(default_factory=dict)
    sources: dict[Unit, list[Attributed]] = field(default_factory=dict)
    quotation: dict[Unit, int] = field(default_factory=dict)
    details: list[FoundDetail] = field(default_factory=list)
    spam_reasons: list[str] = field(default_factory=list)


def units_of(pipeline: Pipeline, passage: Passage, doc: Doc, found: Sequence[Found] = ()) -> list[Unit]:
    """A passage's sentences, list items (with the line that leads into them) and table cells (with the first of their row), in order.

    `doc` holds the passage's tokens, `found` are its mentions.
    """
    ends = frozenset(mention.end for mention in found)
    units: list[Unit] = []
    heading: Unit | None = None
    outline: list[tuple[int, Unit]] = []  # the headings that the next one may stand under, with their levels
    section: str | None = None
    previous: Unit | None = None
    lead: list[Piece] = []
    row: list[Piece] = []
    for index, sentences in pipeline.sentences(doc, passage.blocks):
        block = passage.blocks[index]
        if block.kind in ("heading", "title"):
            outline = [(level, above) for level, above in outline if level < (block.level or 0)]
            previous = None
            directly = units and units[-1].block == index - 1 and _tells_myths(lead)
            if not directly:
                lead = _announced(passage, outline[-1][1], block, found) if outline else []
        if block.kind == "table_row":
            sentences = _cells(sentences)
        named = False
        for number, tokens in enumerate(sentences):
            pieces = [(token.text, bool(token.whitespace_), token.idx) for token in tokens if not token.is_space]
            if not pieces:
                continue
            start, end = pieces[0][2], pieces[-1][2] + len(pieces[-1][0])
            if block.kind == "table_row":
                joined = [] if number == 0 else row
                row = pieces if number == 0 else row
            else:
                under_heading = bool(units) and units[-1] is heading
                listed = block.kind in ("heading", "list_item") or (not under_heading and _continues(tokens, len(sentences)))
                worded = any(text.isalpha() for text, _, _ in pieces)  # not the number of a heading or an item
                joined = lead if worded and not named and listed and not (lead and _stands_alone(pieces, lead, found)) else []
                named = named or worded
            unit = make_unit(
                pipeline.nlp.vocab, [*joined, *pieces], start=start, end=end, block=index, kind=block.kind, section=section,
                heading=heading, previous=previous, lead=len(joined),
            )  # fmt: skip
            if units:
                units[-1].following, unit.preceding = unit, units[-1]
            units.append(unit)
            previous = unit
        if block.kind in ("heading", "title") and units and units[-1].block == index:
            if block.kind == "heading":
                section = passage.text[block.start : block.end]
            heading, previous = units[-1], None
            outline.append((block.level or 0, heading))
        if units and units[-1].block == index and block.kind != "list_item" and (block.kind == "heading" or not units[-1].lead):
            lead = _lead_in(units[-1], ends)
    return units


def _stands_alone(item: Sequence[Piece], lead: Sequence[Piece], found: Sequence[Found]) -> bool:
    """Whether an item with an exposure before its own colon says all there is to say of it, so that the line above adds nothing.

    "Wild yam: does nothing for hot flushes" under "Which supplements are worth trying?" or "Supplements for hot flushes:", but not "Wild
    yam: hardly any" under the latter.
    """
    colon = next((offset for text, _, offset in item if text == ":"), None)
    inside = found[begun(found, item[0][2]) : begun(found, item[-1][2] + 1)]
    if colon is None or not inside or inside[0].kind not in EXPOSURE_KINDS or inside[0].start > item[0][2] or inside[0].end > colon:
        return False
    above = found[begun(found, lead[0][2]) : begun(found, lead[-1][2] + 1)]
    names = {mention.name for mention in above if mention.kind in OBJECT_KINDS}
    return not names or not names.isdisjoint(mention.name for mention in inside)


def _continues(tokens: list[Token], sentences: int) -> bool:
    """Whether a paragraph behind a lead-in line is an item of its list, as in scraped text: one short phrase without a full stop."""
    words = [token for token in tokens if not token.is_space]
    return sentences == 1 and len(words) <= LONGEST_ITEM and words[-1].text not in END_MARKS | {":"}


def _announced(passage: Passage, above: Unit, block: Block, found: Sequence[Found]) -> list[Piece]:
    """The heading above a short one, as its lead-in, if it names the one exposure that the short one speaks of, or calls it a myth.

    "3. May lower blood pressure" under "10 benefits of kefir". A deed ("Feeding your skin") is a topic of its own; "Bloating" is none.
    """
    title = _pieces(above)
    text = passage.text[block.start : block.end]
    if _tells_myths(title) and (above.kind != "title" or text[0].isdigit()):  # not all that an article on myths has to say
        return _anew(title, complete=True)
    words = [word for word in text.split() if word.isalpha()]
    if len(words) > LONGEST_ITEM or text[-1] in END_MARKS | {":"}:
        return []
    inside = found[begun(found, block.start) : begun(found, block.end)]
    begins_with_mention = bool(words and inside) and passage.text.startswith(words[0], inside[0].start)
    if words and words[0].endswith(GERUND) and not begins_with_mention:
        return []
    own, over = (
        {mention.name for mention in mentions if mention.kind in EXPOSURE_KINDS}
        for mentions in (inside, found[begun(found, above.start) : begun(found, above.end)])
    )
    if own or len(over) != 1:
        return []
    return _anew(title, complete=True)


def _tells_myths(line: Sequence[Piece]) -> bool:
    """Whether a line announces wrong beliefs: "5 myths about eggs"."""
    return any(text.lower() in MYTHS for text, _, _ in line)


def _lead_in(unit: Unit, ends: frozenset[int]) -> list[Piece]:
    """The line before a list, if it ends in a colon or is a heading: its tokens, with a colon where an item begins anew behind it.

    An item goes on where the line breaks off ("Zinc may:", "Good for:"); behind one that ends in a mention (of `ends`), or behind a
    heading, it begins anew ("Foods that trigger acne:").
    """
    if not len(unit.doc) or unit.kind not in ("paragraph", "heading") or (unit.doc[-1].text != ":" and unit.kind != "heading"):
        return []
    pieces = _pieces(unit)
    return _anew(pieces, complete=unit.doc[-1].text != ":" or any(offset + len(text) in ends for text, _, offset in pieces[-1:]))


def _pieces(unit: Unit) -> list[Piece]:
    """A unit's own tokens, without the lead-in and the mark at the end."""
    pieces = list(zip((token.text for token in unit.doc), (bool(token.whitespace_) for token in unit.doc), unit.offsets, strict=True))
    return pieces[unit.lead : -1 if pieces[-1][0] in END_MARKS | {":"} else None]


def _anew(pieces: list[Piece], complete: bool) -> list[Piece]:
    """A line's tokens as a lead-in; behind a complete one a colon, behind which the item begins anew."""
    if not pieces:
        return []
    *tokens, (text, _, offset) = pieces
    return [*tokens, (text, not complete, offset), *([(":", True, offset + len(text))] if complete else [])]


def _cells(sentences: list[list[Token]]) -> list[list[Token]]:
    """A table row's cells, each a sentence of its own: the first is read as the lead-in of the others."""
    cells: list[list[Token]] = [[]]
    for token in (token for sentence in sentences for token in sentence):
        if token.text == "|":
            cells.append([])
        else:
            cells[-1].append(token)
    return [cell for cell in cells if cell]
