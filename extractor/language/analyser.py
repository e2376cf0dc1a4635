"""The language step: pages in, the same pages with mentions, claims, hedges, promotions and spam filled in.

Terms and cues are matched over the whole text; only sentences that can hold a claim, or whose hedges need it, are parsed. Batches run
across pages. Results do not depend on what else is in the batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc, Token

from extractor.language.assemble import assemble
from extractor.language.attribution import AttributionFinder, EvidenceFinder
from extractor.language.claims import ClaimFinder
from extractor.language.hedges import HedgeFinder
from extractor.language.lexicon import Term
from extractor.language.mentions import Found, Matcher
from extractor.language.modality import Modality
from extractor.language.pipeline import Pipeline
from extractor.language.products import ProductFinder, repeat
from extractor.language.promotions import PromotionFinder
from extractor.language.sentences import END_MARKS
from extractor.language.spam import SpamFinder
from extractor.language.states import StateFinder
from extractor.language.units import Unit, make_unit, place_mentions
from extractor.page import Page
from extractor.report import EXPOSURE_KINDS, Comment, Passage
from extractor.rulebook import Rulebook

BATCH = 16  # pages whose sentences are parsed together
LONGEST_ITEM = 12  # words of a list item that its mark-up does not show as one


@dataclass(eq=False)
class Reading:
    """One passage being read: its units in order and its mentions."""

    passage: Passage
    units: list[Unit] = field(default_factory=list)
    mentions: list[Found] = field(default_factory=list)


class Analyser:
    """Everything the language step needs, loaded once.

    Args:
        rulebook: the rules in force.
        terms: the user's own vocabulary.
        pipeline: None for the shipped parser, or a spaCy pipeline or its name.
    """

    def __init__(self, rulebook: Rulebook, terms: Iterable[Term] = (), pipeline: str | Language | None = None) -> None:
        self.pipeline = Pipeline(rulebook, pipeline)
        vocab = self.pipeline.nlp.vocab
        self.matcher = Matcher(rulebook, terms)
        self.products = ProductFinder(vocab, rulebook)
        self.states = StateFinder(vocab, rulebook)
        self.hedges = HedgeFinder(vocab, rulebook)
        self.modality = Modality(vocab, rulebook)
        self.claims = ClaimFinder(rulebook)
        self.attribution = AttributionFinder(rulebook)
        self.evidence = EvidenceFinder(vocab, rulebook)
        self.promotions = PromotionFinder(vocab, rulebook)
        self.spam = SpamFinder(vocab, rulebook)

    @property
    def name(self) -> str:
        """Pipeline name and version, as reports give it."""
        return self.pipeline.name

    def annotate(self, pages: Iterable[Page]) -> Iterator[Page]:
        """Fills the passages of the pages, in order; the page objects are the ones handed in."""
        stream = iter(pages)
        while batch := list(islice(stream, BATCH)):
            readings = [[self.read(passage) for passage in (page.article, *page.comments)] for page in batch]
            self.pipeline.parse([unit for group in readings for reading in group for unit in reading.units if self._wants_parse(unit)])
            for page, group in zip(batch, readings, strict=True):
                assemble(self, page, group)
                yield page

    def read(self, passage: Passage) -> Reading:
        """Tokens, sentences and mentions of one passage; nothing is parsed yet."""
        reading = Reading(passage)
        doc = self.pipeline.tokenise(passage.text)
        reading.units = self._units(doc, passage)
        found = self.matcher.find(passage.text)
        for unit in reading.units:
            place_mentions(unit, found)
        products = [product for unit in reading.units for product in self.products.find(unit)]
        if products:
            known = [
                product
                for product in repeat(products, passage.text)
                if not any(m.start < product.end and product.start < m.end for m in found)
            ]
            found = sorted([*found, *known], key=lambda mention: mention.start)
            for unit in reading.units:
                unit.mentions.clear()
                place_mentions(unit, found)
        reading.mentions = found
        return reading

    def _units(self, doc: Doc, passage: Passage) -> list[Unit]:
        units: list[Unit] = []
        heading: Unit | None = None
        section: str | None = None
        previous: Unit | None = None
        lead: list[tuple[str, bool, int]] = []
        row: list[tuple[str, bool, int]] = []
        for index, sentences in self.pipeline.sentences(doc, passage.blocks):
            block = passage.blocks[index]
            if block.kind in ("heading", "title"):
                previous, lead = None, []
            if block.kind == "table_row":
                sentences = _cells(sentences)
            for number, tokens in enumerate(sentences):
                pieces = [(token.text, bool(token.whitespace_), token.idx) for token in tokens if not token.is_space]
                if not pieces:
                    continue
                start, end = pieces[0][2], pieces[-1][2] + len(pieces[-1][0])
                if block.kind == "table_row":
                    joined = [] if number == 0 else row
                    row = pieces if number == 0 else row
                else:
                    listed = block.kind == "list_item" or self._continues(tokens, len(sentences))
                    joined = lead if number == 0 and lead and listed else []
                unit = make_unit(
                    doc.vocab, [*joined, *pieces], start=start, end=end, block=index, kind=block.kind, section=section,
                    heading=heading, previous=previous, lead=len(joined),
                )  # fmt: skip
                units.append(unit)
                previous = unit
            if block.kind in ("heading", "title") and units and units[-1].block == index:
                if block.kind == "heading":
                    section = passage.text[block.start : block.end]
                heading, previous = units[-1], None
            if units and units[-1].block == index and block.kind != "list_item" and not units[-1].lead:
                lead = self._lead_in(units[-1])
        return units

    @staticmethod
    def _continues(tokens: list[Token], sentences: int) -> bool:
        """Whether a paragraph behind a lead-in line is an item of its list, as in scraped text: one short phrase without a full stop."""
        words = [token for token in tokens if not token.is_space]
        return sentences == 1 and len(words) <= LONGEST_ITEM and words[-1].text not in END_MARKS | {":"}

    @staticmethod
    def _lead_in(unit: Unit) -> list[tuple[str, bool, int]]:
        """The line before a list, if it ends in a colon: its tokens without the colon."""
        if unit.kind not in ("paragraph", "heading") or not len(unit.doc) or unit.doc[-1].text != ":":
            return []
        tokens = [(token.text, bool(token.whitespace_), offset) for token, offset in zip(unit.doc, unit.offsets, strict=True)][:-1]
        if tokens:
            tokens[-1] = (tokens[-1][0], True, tokens[-1][2])
        return tokens

    def _wants_parse(self, unit: Unit) -> bool:
        kinds = {placed.kind for placed in unit.mentions}
        exposures = sum(placed.kind in EXPOSURE_KINDS for placed in unit.mentions)
        if exposures >= 2 or (kinds and not kinds <= EXPOSURE_KINDS):
            return True
        return self.attribution.wants_parse(unit) or self.hedges.wants_parse(unit)

    def spam_reasons(self, comment: Comment, mentions: Sequence[Found]) -> list[str]:
        """Ids of the rules that make a comment spam."""
        author = self.pipeline.tokenise(comment.author) if comment.author else None
        return self.spam.judge(comment, self.pipeline.tokenise(comment.text), author, len(mentions))


def _cells(sentences: list[list[Token]]) -> list[list[Token]]:
    """A table row's cells, each a sentence of its own: the first is read as the lead-in of the others."""
    cells: list[list[Token]] = [[]]
    for token in (token for sentence in sentences for token in sentence):
        if token.text == "|":
            cells.append([])
        else:
            cells[-1].append(token)
    return [cell for cell in cells if cell]
