"""Names of commercial products, found by their form and what stands around them, never from a list of brands (`rules/products`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pydantic import field_validator, model_validator
from spacy.vocab import Vocab

from extractor.language.cues import Cue, CueFinder, CueRule, check_regex
from extractor.language.mentions import Found
from extractor.language.pattern_matcher import PatternMatcher
from extractor.language.units import Unit
from extractor.report import Link
from extractor.rulebook import Rulebook

FOLDER = "products"
LONGEST_NAME = 6  # words
SHORTEST_NAME = 3  # letters


class ProductRule(CueRule):
    """Patterns whose bracketed words are a product's name; `near` are words of which one must stand in the sentence.

    `href` is a regular expression for addresses: the text of a link to such a one is a name, if every word of weight has a capital.
    """

    patterns: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    href: str | None = None

    @field_validator("href")
    @classmethod
    def _compiles_href(cls, href: str | None) -> str | None:
        return check_regex(href)

    @model_validator(mode="after")
    def _looks_at_something(self) -> ProductRule:
        if not (self.patterns or self.href):
            raise ValueError("expected patterns or an href")
        return self


class ProductFinder:
    """Finds product names in units."""

    def __init__(self, vocab: Vocab, rulebook: Rulebook) -> None:
        rules = rulebook.rules(FOLDER, ProductRule)
        self._cues = CueFinder(vocab, rules)
        self._linked = [(rule, re.compile(rule.href), PatternMatcher(vocab, [rule.unless])) for rule in rules if rule.href]

    def find(self, unit: Unit, links: Sequence[Link] = ()) -> list[Found]:
        """Products with their offsets in the passage; nothing that overlaps a known mention. `links` are those of the unit's block."""
        return [found for found, _ in self.with_rules(unit, links)]

    def with_rules(self, unit: Unit, links: Sequence[Link] = ()) -> list[tuple[Found, ProductRule]]:
        """Products, each with the rule that found it."""
        taken = {i for placed in unit.mentions for i in range(placed.start, placed.end)}
        found = []
        for cue in sorted([*self._cues.find(unit.doc, overlap=True), *self._in_links(unit, links)], key=lambda cue: cue.start - cue.end):
            if cue.rule.near and not any(token.lower_ in cue.rule.near for token in unit.doc):
                continue
            if taken.intersection(range(cue.start, cue.end)):
                continue
            taken.update(range(cue.start, cue.end))
            start, end = unit.span(cue.start, cue.end)
            found.append((Found(start, end, "product", unit.doc[cue.start : cue.end].text, None, f"rule {cue.rule.id}"), cue.rule))
        return sorted(found, key=lambda item: item[0].start)

    def _in_links(self, unit: Unit, links: Sequence[Link]) -> Iterator[Cue[ProductRule]]:
        for rule, address, unless in self._linked if links else ():
            blocked = {i for hit in unless.find(unit.doc) for i in range(hit.start, hit.end)}
            for link in links:
                inside = [i for i, offset in enumerate(unit.offsets) if link.start <= offset < link.end]
                if not inside or len(inside) > LONGEST_NAME or not address.search(link.href) or blocked.intersection(inside):
                    continue
                words = [unit.doc[i] for i in inside if not unit.doc[i].is_stop and unit.doc[i].is_alpha]
                if words and all(word.text[0].isupper() for word in words):
                    yield Cue(rule, inside[0], inside[-1] + 1)


def repeat(products: list[Found], text: str) -> list[Found]:
    """The same names wherever else they stand in the passage, in the same casing, and the first words of longer ones for the whole."""
    spans: dict[int, Found] = {product.start: product for product in products}
    taken = {i for product in products for i in range(product.start, product.end)}

    def add(match: re.Match[str], name: str, why: str) -> None:
        if taken.isdisjoint(range(*match.span())):
            spans[match.start()] = Found(*match.span(), "product", name, None, why)
            taken.update(range(*match.span()))

    for name in sorted({product.name for product in products}, key=len, reverse=True):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            add(match, name, "a product's name elsewhere in the text")
    for short, name in _short_names(products, text):
        # behind a small letter, so that the capital tells; before another capital it begins another name
        for match in re.finditer(rf"(?<=[a-z,;] ){re.escape(short)}(?!\w)(?! [A-Z])", text):
            add(match, name, "a product's short name")
    return [spans[start] for start in sorted(spans)]


def _short_names(products: list[Found], text: str) -> list[tuple[str, str]]:
    """The first word of each name of several, with the name, unless the text has the word in small letters too."""
    firsts = {product.name.split()[0]: product.name for product in reversed(products) if " " in product.name}
    return [
        (short, name)
        for short, name in firsts.items()
        if len(short) > SHORTEST_NAME and not re.search(rf"(?<!\w){re.escape(short.lower())}(?!\w)", text)
    ]
