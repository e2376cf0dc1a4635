"""Where the text sells: plugs, calls to act, offers, disclosures, testimonials, newsletters (`rules/promotions`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pydantic import model_validator
from spacy.vocab import Vocab

from extractor.language.cues import CueFinder, TextRule, check_patterns
from extractor.language.patterns import PatternMatcher
from extractor.language.units import Unit
from extractor.report import EXPOSURE_KINDS, Block, PromotionKind
from extractor.rulebook import Rulebook

FOLDER = "promotions"


class PromotionRule(TextRule):
    """Words that sell, as patterns or a regular expression.

    `requires`: what must also be in the sentence, a product's name, a link, or any exposure. `beside`: patterns of which one must also be
    in the sentence ("renowned" sells only beside "for those who …").
    """

    kind: PromotionKind
    requires: Literal["product", "link", "exposure"] | None = None
    beside: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _looks_at_something(self) -> PromotionRule:
        if not (self.patterns or self.regex):
            raise ValueError("expected patterns or a regex")
        check_patterns(self.beside)
        return self


@dataclass(eq=False)
class FoundPromotion:
    """A selling sentence: the rule that stands for it, all rules that fired, and where its first link leads."""

    unit: Unit
    rule: PromotionRule
    fired: frozenset[str]
    url: str | None


class PromotionFinder:
    """Finds the promotions of units; of several rules in one sentence the first in the files stands."""

    def __init__(self, vocab: Vocab, rulebook: Rulebook) -> None:
        self.rules = rulebook.rules(FOLDER, PromotionRule)
        self._rank = {rule.id: rank for rank, rule in enumerate(self.rules)}
        self._cues = CueFinder(vocab, self.rules)
        self._beside = PatternMatcher(vocab, [rule.beside for rule in self.rules])
        self._regexes = [(rule, re.compile(rule.regex, re.IGNORECASE)) for rule in self.rules if rule.regex]

    def find(self, unit: Unit, block: Block) -> FoundPromotion | None:
        """The unit's promotion, or None."""
        fired = {cue.rule.id: cue.rule for cue in self._cues.find(unit.doc, overlap=True)}
        text = unit.doc.text
        fired |= {rule.id: rule for rule, regex in self._regexes if regex.search(text)}
        if not fired:
            return None
        hits = self._in_company(unit, [rule for rule in fired.values() if self._allowed(rule, unit, block)])
        if not hits:
            return None
        links = [link for link in block.links if link.start < unit.end and unit.start < link.end]
        first = min(hits, key=lambda rule: self._rank[rule.id])
        return FoundPromotion(unit, first, frozenset(rule.id for rule in hits), links[0].href if links else None)

    def _in_company(self, unit: Unit, rules: list[PromotionRule]) -> list[PromotionRule]:
        """Those whose `beside` patterns hold as well."""
        if not any(rule.beside for rule in rules):
            return rules
        present = {self.rules[hit.rule].id for hit in self._beside.find(unit.doc)}
        return [rule for rule in rules if not rule.beside or rule.id in present]

    @staticmethod
    def _allowed(rule: PromotionRule, unit: Unit, block: Block) -> bool:
        if rule.requires == "link":
            return any(link.start < unit.end and unit.start < link.end for link in block.links)
        if rule.requires == "product":
            return any(placed.kind == "product" for placed in unit.mentions)
        return rule.requires is None or any(placed.kind in EXPOSURE_KINDS for placed in unit.mentions)
