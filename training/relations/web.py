"""Pairs from ordinary web texts that claim nothing: what the rules leave on pages that are not about health."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path

from extractor.errors import ExtractorError
from extractor.language.analyser import Analyser
from extractor.page import read_text

from .data import Example, example, pairs

MOST_CLAIMS = 2  # on a page that is not about health


def unclaimed(file: Path, analyser: Analyser, held_out: bool) -> Iterator[Example]:
    """The pairs of the half of the pages of WCXB's `gold.jsonl.gz` that is, or is not, `held_out` from training."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            page = json.loads(line)
            if (zlib.crc32(page["id"].encode()) % 2 == 1) == held_out:
                yield from _of_page(page["main_content"], analyser, f"wcxb:{page['id']}")


def _of_page(text: str, analyser: Analyser, where: str) -> Iterator[Example]:
    try:
        reading = analyser.read(read_text(text).article)
    except ExtractorError:
        return
    units = [unit for unit in reading.units if analyser.can_claim(unit)]
    analyser.parse([reading])
    claims = [claim for unit in units for claim in analyser.claims.find(unit)]
    if len(claims) > MOST_CLAIMS:
        return
    claimed = {(claim.subject, claim.object) for claim in claims}
    for unit in units:
        yield from (example(unit, *pair, where) for pair in pairs(unit) if pair not in claimed)
