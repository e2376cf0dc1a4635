"""Where the text sells: plugs, calls to act, offers, disclosures, testimonials, newsletters (`rules/promotions`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spacy.vocab import Vocab

from extractor.language.cues import CueFinder, CueRule
from extractor.language.units import Unit
from extractor.report import Block, PromotionKind
from extractor.rulebook import Rulebook

FOLDER = "promotions"


class PromotionRule(CueRule):
    """Patterns that sell. `requires`: what must also be in the sentence; `first_person`: patterns hold only together with it."""

    kind: PromotionKind
    requires: Literal["product", "link", "exposure"] | None = None


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

    def find(self, unit: Unit, block: Block) -> FoundPromotion | None:
        """The unit's promotion, or None."""
        hits = [cue.rule for cue in self._cues.find(unit.doc, overlap=True) if self._allowed(cue.rule, unit, block)]
        if not hits:
            return None
        links = [link for link in block.links if link.start < unit.end and unit.start < link.end]
        first = min(hits, key=lambda rule: self._rank[rule.id])
        return FoundPromotion(unit, first, frozenset(rule.id for rule in hits), links[0].href if links else None)

    @staticmethod
    def _allowed(rule: PromotionRule, unit: Unit, block: Block) -> bool:
        if rule.requires == "product":
            return any(placed.kind == "product" for placed in unit.mentions)
        if rule.requires == "exposure":
            return any(placed.kind in ("product", "supplement", "nutrient", "food") for placed in unit.mentions)
        if rule.requires == "link":
            return any(link.start < unit.end and unit.start < link.end for link in block.links)
        return True
