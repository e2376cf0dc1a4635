"""The language step: pages in, the same pages with mentions, claims, hedges, promotions and spam filled in.

Terms and cues are matched over the whole text. Parsing is what costs most, so only those sentences are parsed that can hold a claim or a
hedge, and where a passage has claims those that may name who says them. Where a sentence with a hedge can hold no claim and names no
condition, a quick parser skims it. Batches run across pages. Results do not depend on what else is in the batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc

from extractor.language.assemble import assemble
from extractor.language.attribution import AttributionFinder, EvidenceFinder
from extractor.language.catalogue import DetailFinder
from extractor.language.claims import ClaimFinder, FoundClaim
from extractor.language.given import take_trees
from extractor.language.grammar import refuse_own
from extractor.language.hedges import HedgeFinder
from extractor.language.learned import LearnedClaim, LearnedClaimFinder
from extractor.language.lexicon import Term
from extractor.language.mentions import Matcher
from extractor.language.modality import Modality
from extractor.language.offers import tie
from extractor.language.pipeline import Pipeline
from extractor.language.products import ProductFinder, repeat
from extractor.language.promotions import PromotionFinder
from extractor.language.quotations import quoted, signature
from extractor.language.reading import Reading, units_of
from extractor.language.spam import SpamFinder
from extractor.language.states import StateFinder
from extractor.language.units import Unit, place_mentions, set_entities
from extractor.language.verb_names import without_verbs
from extractor.page import Page
from extractor.report import Comment, Passage
from extractor.rulebook import Rulebook

BATCH = 16  # pages whose sentences are parsed together


class Analyser:
    """Everything the language step needs, loaded once.

    Args:
        rulebook: the rules in force.
        terms: the user's own vocabulary.
        pipeline: None for the shipped parser, or a spaCy pipeline or its name.
    """

    def __init__(self, rulebook: Rulebook, terms: Iterable[Term] = (), pipeline: str | Language | None = None) -> None:
        refuse_own(rulebook)
        self.pipeline = Pipeline(rulebook, pipeline)
        vocab = self.pipeline.nlp.vocab
        self.matcher = Matcher(rulebook, terms)
        self.products = ProductFinder(vocab, rulebook)
        self.details = DetailFinder(vocab, rulebook)
        self.states = StateFinder(vocab, rulebook)
        self.hedges = HedgeFinder(vocab, rulebook)
        self.modality = Modality(vocab, rulebook)
        self.claims = ClaimFinder(rulebook)
        self.learned = LearnedClaimFinder(rulebook, self.modality)
        self.attribution = AttributionFinder(rulebook)
        self.evidence = EvidenceFinder(vocab, rulebook)
        self.promotions = PromotionFinder(vocab, rulebook)
        self.spam = SpamFinder(vocab, rulebook)

    @property
    def name(self) -> str:
        """Pipeline name and version, as reports give it."""
        return self.pipeline.name

    def annotate(self, pages: Iterable[Page]) -> Iterator[Page]:
        """Fills the passages of the pages, in order; the page objects are the ones handed in. Nothing is kept of their words."""
        for batch in _batches(pages):
            with self.pipeline.memory_zone():
                self._annotate(batch)
            yield from batch

    def readings(self, pages: Iterable[Page]) -> Iterator[tuple[Page, list[Reading]]]:
        """The pages annotated, each with the readings of its passages."""
        for batch in _batches(pages):
            yield from zip(batch, self._annotate(batch), strict=True)

    def _annotate(self, batch: Sequence[Page]) -> list[list[Reading]]:
        """Fills the passages of a few pages and gives their readings, page by page."""
        readings = [[self.read(passage) for passage in (page.article, *page.comments)] for page in batch]
        self.parse(reading for group in readings for reading in group)
        for page, group in zip(batch, readings, strict=True):
            self._fill(group)
            page.offers = tie(page.article, page.goods)
        return readings

    def annotate_doc(self, passage: Passage, doc: Doc) -> None:
        """Fills a passage whose text is a spaCy doc's, by the doc's tokens, and by its sentences and trees where it has them."""
        with self.pipeline.memory_zone():
            reading = self.read(passage, doc)
            take_trees(doc, reading.units)
            self.parse([reading])
            self._fill([reading])

    def read(self, passage: Passage, doc: Doc | None = None) -> Reading:
        """Tokens, sentences and mentions of one passage; nothing is parsed yet. `doc` has the tokens, if they are there already."""
        reading = Reading(passage, self.pipeline.tokenise(passage.text) if doc is None else doc)
        found = self.matcher.find(passage.text)
        reading.units = units_of(self.pipeline, passage, reading.doc, found)
        for unit in reading.units:
            place_mentions(unit, found)
        products = [product for unit in reading.units for product in self.products.find(unit, passage.blocks[unit.block].links)]
        if products:
            taken = {i for mention in found for i in range(mention.start, mention.end)}
            known = [product for product in repeat(products, passage.text) if taken.isdisjoint(range(product.start, product.end))]
            found = sorted([*found, *known], key=lambda mention: mention.start)
            for unit in reading.units:
                unit.mentions.clear()
                place_mentions(unit, found)
        reading.mentions = found
        for unit in reading.units:
            for placed, state in self.states.find(unit).items():
                placed.state = reading.states[placed.found] = state
        return reading

    def parse(self, readings: Iterable[Reading]) -> None:
        """Parses the units that can hold a claim or a hedge, the latter alone with the quick parser."""
        units = [unit for reading in readings for unit in reading.units]
        self.pipeline.parse([unit for unit in units if self.wants_parse(unit)])
        self.pipeline.skim([unit for unit in units if not unit.parsed and self.hedges.wants_parse(unit)])

    def _fill(self, group: Sequence[Reading]) -> None:
        """Finds and assembles what the passages of one page hold."""
        for reading in group:
            self.find(reading)
        assemble(group, self.modality, self.evidence)
        for unit in (unit for reading in group for unit in reading.units):
            unit.following = None  # else unit and neighbour keep each other, and their words, until the garbage is collected

    def find(self, reading: Reading) -> None:
        """Runs the finders over a passage whose units have been parsed, as far as they ask for it."""
        open_quote, number, block = False, 0, -1
        self._free_verbs(reading)
        for unit in reading.units:
            reading.hedges[unit] = self.hedges.find(unit)
            promotion = self.promotions.find(unit, reading.passage)
            if promotion is not None:
                reading.promotions[unit] = promotion
            reading.details += self.details.find(unit)
            if unit.block != block:
                open_quote, block, number = False, unit.block, number + 1
            touched, open_quote = quoted(unit, open_quote)
            if touched:
                reading.quotation[unit] = number
            elif unit.previous in reading.quotation and signature(unit) is not None:
                reading.quotation[unit] = reading.quotation[unit.previous]
            if self.searches(unit):
                claims = self._claims(unit)
                unit.claiming = bool(claims)
                reading.claims += claims
        if reading.claims:
            self.pipeline.parse([unit for unit in reading.units if self.attribution.wants_parse(unit)])
            reading.sources = {unit: self.attribution.find(unit) for unit in reading.units if unit.parsed}
        if isinstance(reading.passage, Comment):
            reading.spam_reasons = self._spam_reasons(reading.passage, reading)

    def _claims(self, unit: Unit) -> list[FoundClaim | LearnedClaim]:
        """The claims of a unit: what the rules find, and on the pairs that they leave what the classifier finds."""
        by_rule, weighed = self.claims.weigh(unit)
        claims: list[FoundClaim | LearnedClaim] = [*by_rule, *self.learned.find(unit, by_rule, weighed)]
        return [claim for claim in claims if not _said_in_lead(claim) and self.modality.suppressor(claim.trigger.head) is None]

    def _free_verbs(self, reading: Reading) -> None:
        """Takes the verbs of their sentences out of the names that took them in."""
        for unit in reading.units:
            renamed = without_verbs(unit, self.matcher.find, self.claims.triggers.acts) if unit.parsed and self.can_claim(unit) else {}
            for placed in unit.mentions:
                if placed.found in renamed:
                    placed.found, placed.start = renamed[placed.found], placed.start + 1
            if renamed:
                set_entities(unit)
                reading.mentions = [renamed.get(found, found) for found in reading.mentions]

    def can_claim(self, unit: Unit) -> bool:
        """Whether a unit can hold a claim, as far as its words tell."""
        return self.claims.wants_parse(unit) and not self.modality.lists_references(unit)

    def searches(self, unit: Unit) -> bool:
        """Whether claims are looked for in a unit."""
        return unit.parsed and self.can_claim(unit)

    def wants_parse(self, unit: Unit) -> bool:
        """Whether a unit can hold a claim, or names a condition and can hold a hedge."""
        return self.can_claim(unit) or (names_condition(unit) and self.hedges.wants_parse(unit))

    def _spam_reasons(self, comment: Comment, reading: Reading) -> list[str]:
        """Ids of the rules that make a comment spam."""
        author = self.pipeline.tokenise(comment.author) if comment.author else None
        return self.spam.judge(comment, reading.doc, author, reading.mentions)


def names_condition(unit: Unit) -> bool:
    """Whether a unit has a mention of a condition."""
    return any(placed.kind == "condition" for placed in unit.mentions)


def _batches(pages: Iterable[Page]) -> Iterator[list[Page]]:
    stream = iter(pages)
    while batch := list(islice(stream, BATCH)):
        yield batch


def _said_in_lead(claim: FoundClaim | LearnedClaim) -> bool:
    """A claim read off the lead-in line alone: it is the same for every item below, and counts once, where the lead-in itself stands."""
    lead = claim.unit.lead
    listed = claim.subject in claim.unit.mentions and claim.subject.start >= lead
    return bool(lead) and claim.object.end <= lead and not listed
