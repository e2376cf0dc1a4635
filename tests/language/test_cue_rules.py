"""Runs every example and counter-example of the rules for hedges, promotions, products and comment spam.

Hedges and products mark their span with square brackets, a link stands as [text](address); a promotion's example must give a promotion
with the rule's id, a spam rule's example must make the rule fire (and a comment that carries its whole weight must be spam).
"""

from __future__ import annotations

import re
from functools import cache

import pytest

from extractor.language.cues import CueRule
from extractor.language.hedges import FOLDER as HEDGES
from extractor.language.hedges import HedgeFinder, HedgeRule
from extractor.language.mentions import Matcher
from extractor.language.patterns import compile_pattern
from extractor.language.pipeline import Pipeline
from extractor.language.products import FOLDER as PRODUCTS
from extractor.language.products import ProductFinder, ProductRule
from extractor.language.promotions import FOLDER as PROMOTIONS
from extractor.language.promotions import PromotionFinder, PromotionRule
from extractor.language.spam import FOLDER as SPAM
from extractor.language.spam import SpamFinder, SpamRule
from extractor.language.units import Unit, make_unit, place_mentions
from extractor.report import Block, Comment, Link, Passage
from extractor.rulebook import Rule, Rulebook

MARK = re.compile(r"\[(?P<text>[^\[\]]+)\](?:\((?P<href>https?://[^()\s]+)\))?")
RULEBOOK = Rulebook()
FOLDERS: dict[str, type[CueRule]] = {HEDGES: HedgeRule, PROMOTIONS: PromotionRule, PRODUCTS: ProductRule, SPAM: SpamRule}


class Finders:
    """The finders, loaded once; the parser is never needed."""

    def __init__(self) -> None:
        self.pipeline = Pipeline(RULEBOOK)
        vocab = self.pipeline.nlp.vocab
        self.terms = Matcher(RULEBOOK)
        self.hedges = HedgeFinder(vocab, RULEBOOK)
        self.promotions = PromotionFinder(vocab, RULEBOOK)
        self.products = ProductFinder(vocab, RULEBOOK)
        self.spam = SpamFinder(vocab, RULEBOOK)

    def units(self, text: str) -> list[Unit]:
        """The sentences of a text with their mentions, products included."""
        doc = self.pipeline.tokenise(text)
        block = Block(kind="paragraph", start=0, end=len(text))
        units = []
        for _, sentences in self.pipeline.sentences(doc, [block]):
            for tokens in sentences:
                pieces = [(token.text, bool(token.whitespace_), token.idx) for token in tokens if not token.is_space]
                start, end = pieces[0][2], pieces[-1][2] + len(pieces[-1][0])
                units.append(make_unit(doc.vocab, pieces, start=start, end=end, block=0, kind="paragraph"))
        mentions = self.terms.find(text)
        for unit in units:
            place_mentions(unit, [found for found in mentions if found.start < unit.end and unit.start < found.end])
            self.pipeline.parse([unit] if self.hedges.wants_parse(unit) else [])
        return units


@cache
def finders() -> Finders:
    return Finders()


def unmark(text: str) -> tuple[str, list[tuple[int, int]], Passage]:
    """The text without marks, what was marked, and a passage of it with its links."""
    bare, spans, links, last = "", [], [], 0
    for match in MARK.finditer(text):
        bare += text[last : match.start()]
        spans.append((len(bare), len(bare) + len(match["text"])))
        if match["href"]:
            links.append(Link(start=spans[-1][0], end=spans[-1][1], href=match["href"]))
        bare, last = bare + match["text"], match.end()
    bare += text[last:]
    return bare, spans, Passage(text=bare, blocks=[Block(kind="paragraph", start=0, end=len(bare), links=links)])


def hedge_spans(rule: Rule, passage: Passage) -> list[tuple[int, int]]:
    tools = finders()
    found = [(unit, hedge) for unit in tools.units(passage.text) for hedge in tools.hedges.find(unit)]
    return [unit.span(hedge.start, hedge.end) for unit, hedge in found if hedge.rule.id == rule.id]


def product_spans(rule: Rule, passage: Passage) -> list[tuple[int, int]]:
    tools, links = finders(), passage.blocks[0].links
    found = [item for unit in tools.units(passage.text) for item in tools.products.with_rules(unit, links)]
    return [(product.start, product.end) for product, by in found if by.id == rule.id]


def promotes(rule: Rule, text: str) -> bool:
    tools = finders()
    bare, _, passage = unmark(text)
    units = tools.units(bare)
    for unit in units:
        products = tools.products.find(unit, passage.blocks[0].links)
        known = [placed.found for placed in unit.mentions]
        unit.mentions.clear()
        place_mentions(unit, sorted([*known, *products], key=lambda found: found.start))
    found = [tools.promotions.find(unit, passage) for unit in units]
    return any(promotion is not None and rule.id in promotion.fired for promotion in found)


def is_spam(rule: Rule, text: str) -> bool:
    tools = finders()
    author, colon, said = text.partition(" said: ")
    body = said if colon else text
    comment = Comment(id="comment-1", author=author if colon else None, text=body)
    mentions = tools.terms.find(body)
    fired = tools.spam.weigh(comment, tools.pipeline.tokenise(body), tools.pipeline.tokenise(author) if colon else None, mentions)
    return rule.id in fired


def cases(field: str) -> list[object]:
    return [
        pytest.param(folder, rule, text, id=f"{rule.id}: {text[:50]}")
        for folder, model in FOLDERS.items()
        for rule in RULEBOOK.rules(folder, model)
        for text in getattr(rule, field)
    ]


def fires(folder: str, rule: Rule, text: str) -> bool:
    """Whether the example holds: the marked spans and no others, or a promotion, or a sign of spam from this rule."""
    if folder == PROMOTIONS:
        return promotes(rule, text)
    if folder == SPAM:
        return is_spam(rule, text)
    spans = hedge_spans if folder == HEDGES else product_spans
    _, marked, passage = unmark(text)
    return bool(marked) and spans(rule, passage) == marked


@pytest.mark.parametrize(("folder", "rule", "text"), cases("examples"))
def test_examples(folder: str, rule: Rule, text: str) -> None:
    assert fires(folder, rule, text), _explain(folder, text)


@pytest.mark.xfail(strict=True, reason="known miss")
@pytest.mark.parametrize(("folder", "rule", "text"), cases("todo"))
def test_todo(folder: str, rule: Rule, text: str) -> None:
    assert fires(folder, rule, text)


@pytest.mark.parametrize(("folder", "rule", "text"), cases("counter_examples"))
def test_counter_examples(folder: str, rule: Rule, text: str) -> None:
    if folder == PROMOTIONS:
        assert not promotes(rule, text)
    elif folder == SPAM:
        assert not is_spam(rule, text)
    else:
        assert not (hedge_spans if folder == HEDGES else product_spans)(rule, unmark(text)[2])


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_rule_has_examples(folder: str) -> None:
    rules = RULEBOOK.rules(folder, FOLDERS[folder])
    assert rules
    assert [rule.id for rule in rules if len(rule.examples) < 2 or not rule.counter_examples] == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_pattern_words_are_single_tokens(folder: str) -> None:
    """A word that the tokeniser would split can never match."""
    tokenise = finders().pipeline.nlp.tokenizer
    split = []
    for rule in RULEBOOK.rules(folder, FOLDERS[folder]):
        asked = [word for pattern in (*rule.patterns, *rule.unless) for word in compile_pattern(pattern).words]
        for form in [form for word in asked for form in word.lower or word.text or ()]:
            if len(tokenise(form)) != 1 and form[0] not in "'’":  # "'ve" is a token behind a word
                split.append((rule.id, form))
    assert split == []


def _explain(folder: str, text: str) -> str:
    if folder != HEDGES:
        return text
    bare, _, _ = unmark(text)
    found = [(unit, hedge) for unit in finders().units(bare) for hedge in finders().hedges.find(unit)]
    return f"{text!r}: found {[(hedge.rule.id, unit.doc[hedge.start : hedge.end].text) for unit, hedge in found]}"
