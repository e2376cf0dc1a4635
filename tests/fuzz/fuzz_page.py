"""Coverage-guided fuzzing of `read_page` (libFuzzer's options): `pip install .[fuzz]`, then

    python -m tests.fuzz.fuzz_page -max_total_time=60 -timeout=5 -rss_limit_mb=2000 -max_len=100000 [FOLDER OF PAGES]

Without atheris: `python -m benchmarks.fuzzed_pages --seconds 60`, which mutates at random.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["extractor.page", "bs4"]):
    from benchmarks.fuzzed_pages import outcome


def one_input(data: bytes) -> None:
    """Fails, and libFuzzer keeps the input, where a page ends in anything but a page or a typed error."""
    end = outcome(data)
    if end.startswith("!"):
        raise AssertionError(end)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
