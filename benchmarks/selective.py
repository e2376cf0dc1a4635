"""Whether parsing only the sentences that matter changes any report: `python -m benchmarks.selective [--data DIR] [--limit 200]`.

Each page is read twice: as always, and with every sentence parsed and, but for lists of references, searched for claims. The hedges of
sentences that the quick parser alone reads are in both its own. DIR holds `*.html` or `*.html.gz`; without it the pages of `fixtures/` are
read. The exit code is 1 if any report differs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.mutations import FIXTURES
from benchmarks.pages import page_bytes
from extractor import Page, read_page
from extractor.errors import ExtractorError
from extractor.language import Analyser
from extractor.language.analyser import names_condition
from extractor.language.hedges import FoundHedge
from extractor.language.reading import Reading
from extractor.language.units import Unit
from extractor.report import Passage
from extractor.rulebook import Rulebook


@dataclass(frozen=True)
class Comparison:
    """One page read both ways: sentences parsed, skimmed alone, and there in all; and the passages that differ."""

    parsed: int
    skimmed: int
    units: int
    differing: list[tuple[Passage, Passage]]


class ThoroughAnalyser(Analyser):
    """Parses everything, and looks for claims everywhere; hedges of sentences that are but skimmed are still those of the quick parser."""

    def __init__(self, rulebook: Rulebook) -> None:
        super().__init__(rulebook)
        self._skimmed: dict[Unit, list[FoundHedge]] = {}

    def searches(self, unit: Unit) -> bool:
        return not self.modality.lists_references(unit)

    def parse(self, readings: Iterable[Reading]) -> None:
        units = [unit for reading in readings for unit in reading.units]
        rest = [unit for unit in units if not names_condition(unit) and not self.can_claim(unit)]
        self.pipeline.skim(rest)
        self._skimmed = {unit: self.hedges.find(unit) for unit in rest}
        self.pipeline.parse(units)

    def find(self, reading: Reading) -> None:
        super().find(reading)
        reading.hedges = {unit: self._skimmed.get(unit, found) for unit, found in reading.hedges.items()}


def compare(make_pages: Iterable[Callable[[], Page]]) -> Iterator[Comparison]:
    """Reads each page both ways. A page is filled in place, so each is made twice."""
    sparing, thorough = Analyser(Rulebook()), ThoroughAnalyser(Rulebook())
    for make in make_pages:
        ((one, readings),) = sparing.readings([make()])
        ((other, _),) = thorough.readings([make()])
        units = [unit for reading in readings for unit in reading.units]
        pairs = zip((one.article, *one.comments), (other.article, *other.comments), strict=True)
        parsed = sum(unit.parsed for unit in units)
        skimmed = sum(unit.skimmed and not unit.parsed for unit in units)
        yield Comparison(parsed, skimmed, len(units), [pair for pair in pairs if pair[0] != pair[1]])


def _readable(pages: Iterable[bytes]) -> Iterator[Callable[[], Page]]:
    for html in pages:
        try:
            read_page(html)
        except ExtractorError:
            continue
        yield lambda html=html: read_page(html)  # type: ignore[misc]


def _found(passage: Passage) -> Iterator[str]:
    for found in (*passage.mentions, *passage.claims, *passage.hedges, *passage.promotions):
        yield found.model_dump_json()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=FIXTURES, help="a folder of pages")
    parser.add_argument("--limit", type=int, default=200, help="pages at most")
    args = parser.parse_args()
    results = []
    for result in compare(_readable(page_bytes(args.data, args.limit))):
        results.append(result)
        for sparing, thorough in result.differing:
            print("\n".join(f"differs: {line}" for line in sorted(set(_found(sparing)) ^ set(_found(thorough)))))
    units = sum(result.units for result in results)
    parsed, skimmed = sum(one.parsed for one in results) / max(units, 1), sum(one.skimmed for one in results) / max(units, 1)
    differing = sum(bool(result.differing) for result in results)
    print(
        f"{len(results)} pages, {units} sentences, {parsed:.0%} parsed, {skimmed:.0%} skimmed; {differing} reports differ from parsing all"
    )
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
