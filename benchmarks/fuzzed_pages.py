"""Ten thousand broken pages: `python -m benchmarks.fuzzed_pages [--pages 10000] [--seconds 60] [--seed 1]`.

Prints how they ended, the slowest and the peak of memory. Fails if a page took more than five seconds of processor time, or ended in
anything but a page or a typed error. The page that failed is written to a file of its own.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks.mutations import mutated
from extractor import read_page
from extractor.errors import ExtractorError

MOST_SECONDS = 5.0


def outcome(html: bytes) -> str:
    """How a page ended: "page", or the kind of its error; an error of another sort by its name, with a "!"."""
    try:
        article = read_page(html, "https://a.example/zinc").article
    except ExtractorError as error:
        return f"error: {error.kind}"
    except Exception as error:
        return f"! {type(error).__name__}"
    right = "\n\n".join(article.text[block.start : block.end] for block in article.blocks) == article.text
    return "page" if right else "! offsets"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="stop after so long")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    outcomes: Counter[str] = Counter()
    times: list[float] = []
    failed: list[Path] = []
    began = time.monotonic()
    for number, html in enumerate(mutated(args.pages, args.seed)):
        start = time.process_time()
        end = outcome(html)
        times.append(time.process_time() - start)
        outcomes[end] += 1
        if end.startswith("!") or times[-1] > MOST_SECONDS:
            failed.append(Path(tempfile.gettempdir()) / f"fuzzed-{args.seed}-{number}.html")
            failed[-1].write_bytes(html)
            print(f"{failed[-1]}: {end}, {times[-1]:.1f} s", file=sys.stderr)
        if time.monotonic() - began > args.seconds:
            break
    for name, count in outcomes.most_common():
        print(f"{name:28s} {count}")
    print(f"pages                        {len(times)} in {sum(times):.0f} s of processor time")
    print(f"slowest                      {max(times):.2f} s, median {sorted(times)[len(times) // 2] * 1000:.0f} ms")
    print(f"peak memory                  {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
