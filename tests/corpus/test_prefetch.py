from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from extractor.corpus.prefetch import FETCHES, prefetched
from extractor.errors import FetchError
from extractor.source import Opened, Source


def test_in_order_and_at_once() -> None:
    together = threading.Barrier(FETCHES, timeout=20)

    def fetch(url: str) -> Opened:
        together.wait()  # all of them are under way, or none gets further
        time.sleep(0.02 * (int(url[-1]) % 3))
        return Opened(url, url, "text")

    urls = [f"http://a.example/{n}" for n in range(FETCHES)]
    found = list(prefetched([Source.url(url) for url in urls], fetch))
    assert [source.name for source in found] == urls
    assert [source.open(fetch).content for source in found] == urls


def test_what_fails_fails_when_opened() -> None:
    def fetch(url: str) -> Opened:
        raise FetchError("gone", url) if "gone" in url else ZeroDivisionError(url)

    first, second, third = prefetched([Source.url("http://gone"), Source.text("Zinc."), Source.url("http://b")], fetch)
    with pytest.raises(FetchError, match="gone"):
        first.open(fetch)
    assert second.open(fetch).content == "Zinc."
    with pytest.raises(ZeroDivisionError):
        third.open(fetch)


def test_reads_no_further_than_it_must() -> None:
    taken = 0

    def endless() -> Iterator[Source]:
        nonlocal taken
        while True:
            taken += 1
            yield Source.text("Zinc.")

    sources = prefetched(endless(), lambda url: Opened(url, "", "text"))
    next(sources)
    next(sources)
    assert taken <= FETCHES + 1
