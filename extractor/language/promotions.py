"""Where the text sells: plugs, calls to act, offers, disclosures, testimonials, newsletters (`rules/promotions`).

Words sell, and so do links: to a shop's pages, through affiliate networks, with a partner's tag.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pydantic import Field, field_validator, model_validator
from spacy.vocab import Vocab

from extractor.language.cues import CueFinder, TextRule, check_patterns, check_regex
from extractor.language.pattern_matcher import PatternMatcher
from extractor.language.patterns import compile_pattern
from extractor.language.units import Unit
from extractor.report import EXPOSURE_KINDS, Link, Passage, PromotionKind
from extractor.rulebook import Rulebook

FOLDER = "promotions"
NAME = compile_pattern("@Brand").words[0]


class PromotionRule(TextRule):
    """Words that sell, as patterns or a regular expression, or a link that does.

    `requires`: what must also be in the sentence: a product's name, a link, any exposure, or a word that tells of a name. `beside`:
    patterns of which one must also be in the sentence ("renowned" sells only beside "for those who …"). `times`: how many different cues
    it takes. `href`: a regular expression for the address of a link in the sentence. `whole`: `regex` is held against the block, and the
    whole block sells.
    """

    kind: PromotionKind
    requires: Literal["product", "link", "exposure", "name"] | None = None
    beside: tuple[str, ...] = ()
    times: int = Field(default=1, ge=1)
    href: str | None = None
    whole: bool = False

    @field_validator("href")
    @classmethod
    def _compiles_href(cls, href: str | None) -> str | None:
        return check_regex(href)

    @model_validator(mode="after")
    def _looks_at_something(self) -> PromotionRule:
        if not (self.patterns or self.regex or self.href):
            raise ValueError("expected patterns, a regex or an href")
        if self.whole and not self.regex:
            raise ValueError("expected a regex where the whole block sells")
        check_patterns(self.beside)
        return self


@dataclass(eq=False)
class FoundPromotion:
    """A selling sentence: the rule that stands for it, all rules that fired, and where its first link leads."""

    unit: Unit
    rule: PromotionRule
    fired: frozenset[str]
    url: str | None


@lru_cache(maxsize=16)
def _occurs(regex: re.Pattern[str], block: str) -> bool:
    """Whether a block has the words, asked once for all of its units."""
    return regex.search(block) is not None


class PromotionFinder:
    """Finds the promotions of units; of several rules in one sentence the first in the files stands."""

    def __init__(self, vocab: Vocab, rulebook: Rulebook) -> None:
        self.rules = rulebook.rules(FOLDER, PromotionRule)
        self._rank = {rule.id: rank for rank, rule in enumerate(self.rules)}
        self._cues = CueFinder(vocab, self.rules)
        self._beside = PatternMatcher(vocab, [rule.beside for rule in self.rules])
        self._regexes = [(rule, re.compile(rule.regex, re.IGNORECASE)) for rule in self.rules if rule.regex]
        self._hrefs = [(rule, re.compile(rule.href, re.IGNORECASE)) for rule in self.rules if rule.href]

    def find(self, unit: Unit, passage: Passage) -> FoundPromotion | None:
        """The promotion in a unit of the passage, or None."""
        block = passage.blocks[unit.block]
        text = unit.doc.text if unit.lead else passage.text[unit.start : unit.end]  # the same, and faster
        links = [link for link in block.links if link.start < unit.end and unit.start < link.end]
        fired = [*self._worded(unit), *(rule for rule, regex in self._regexes if not rule.whole and regex.search(text))]
        whole = passage.text[block.start : block.end]
        fired += [rule for rule, regex in self._regexes if rule.whole and _occurs(regex, whole)]
        fired += [rule for rule, regex in self._hrefs if any(regex.search(link.href) for link in links)]
        hits = self._in_company(unit, [rule for rule in fired if self._allowed(rule, unit, links)])
        if not hits:
            return None
        first = min(hits, key=lambda rule: self._rank[rule.id])
        return FoundPromotion(unit, first, frozenset(rule.id for rule in hits), links[0].href if links else None)

    def _worded(self, unit: Unit) -> list[PromotionRule]:
        """The rules whose patterns fire, with as many different cues as they ask for."""
        cues: dict[str, set[str]] = {}
        rules = {}
        for cue in self._cues.find(unit.doc, overlap=True):
            rules[cue.rule.id] = cue.rule
            cues.setdefault(cue.rule.id, set()).add(unit.doc[cue.start : cue.end].text.lower())
        return [rule for rule in rules.values() if len(cues[rule.id]) >= rule.times]

    def _in_company(self, unit: Unit, rules: list[PromotionRule]) -> list[PromotionRule]:
        """Those whose `beside` patterns hold as well."""
        if not any(rule.beside for rule in rules):
            return rules
        present = {self.rules[hit.rule].id for hit in self._beside.find(unit.doc)}
        return [rule for rule in rules if not rule.beside or rule.id in present]

    @staticmethod
    def _allowed(rule: PromotionRule, unit: Unit, links: list[Link]) -> bool:
        if rule.requires == "link":
            return bool(links)
        if rule.requires == "name":
            return any(NAME.fits(token) for token in unit.doc)
        if rule.requires == "product":
            return any(placed.kind == "product" for placed in unit.mentions)
        return rule.requires is None or any(placed.kind in EXPOSURE_KINDS for placed in unit.mentions)
