"""Pages a second beside trafilatura, and where our time goes: `python -m benchmarks.pages_speed [--data DIR] [--rounds 3]`.

Both read the same pages in turn in one process, so that what else the machine does falls on both alike. DIR holds `*.html` or `*.html.gz`;
without it the pages of `fixtures/` are read.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lxml.html
import trafilatura

from benchmarks.mutations import FIXTURES
from benchmarks.pages import page_bytes
from extractor import read_page
from extractor.decode import decode
from extractor.errors import ExtractorError
from extractor.page.blocks import read_blocks
from extractor.page.comments import splitter
from extractor.page.metadata import read_metadata
from extractor.page.parse import parse
from extractor.page.rules import page_rules


def timed(spent: Counter[str], name: str, step: Callable[..., Any], *args: Any) -> Any:
    """What the step gives; its processor time is added to `spent`."""
    start = time.process_time()
    try:
        return step(*args)
    except ExtractorError:
        return None
    finally:
        spent[name] += time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=FIXTURES, help="a folder of pages")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    pages = page_bytes(args.data)
    spent: Counter[str] = Counter()
    rules = page_rules()
    read_page(pages[0]), trafilatura.bare_extraction(pages[0])  # neither pays for its start here
    for _ in range(args.rounds):
        for page in pages:
            timed(spent, "read_page", read_page, page)
            timed(spent, "trafilatura", lambda html: trafilatura.bare_extraction(html, with_metadata=True), page)
            decoded = timed(spent, "decode", decode, page)
            timed(spent, "lxml alone", lxml.html.document_fromstring, page)
            if decoded and decoded[0].strip():
                soup = timed(spent, "BeautifulSoup", parse, decoded[0])
                blocks, frames = timed(spent, "blocks", read_blocks, soup, None, rules.elements.match, splitter())
                timed(spent, "metadata", read_metadata, soup, blocks, frames, None, rules)
    count = len(pages) * args.rounds
    for name in ("read_page", "trafilatura"):
        print(f"{name:28s} {count / spent[name]:.1f} pages a second")
    print(f"{'ratio':28s} {spent['trafilatura'] / spent['read_page']:.2f}")
    spent["roles and the rest"] = spent["read_page"] - sum(spent[name] for name in ("decode", "BeautifulSoup", "blocks", "metadata"))
    for name in ("decode", "BeautifulSoup", "blocks", "metadata", "roles and the rest"):
        print(f"  {name:26s} {spent[name] / count * 1000:.1f} ms a page, {spent[name] / spent['read_page']:.0%}")
    print(f"  {'(lxml without the soup':26s} {spent['lxml alone'] / count * 1000:.1f} ms a page)")


if __name__ == "__main__":
    main()
