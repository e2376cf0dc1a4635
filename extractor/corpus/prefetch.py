"""Fetching ahead: the next few URLs of a run, by a thread each."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future

from extractor.source import Opened, Source

FETCHES = 8  # under way at once; how often one host is asked is the fetcher's affair


def prefetched(sources: Iterable[Source], fetch: Callable[[str], Opened]) -> Iterator[Source]:
    """The same sources in the same order, those that are URLs fetched, or failed to be. Eight sources are read ahead."""
    under_way: deque[Future[Source]] = deque()
    for source in sources:
        under_way.append(_begin(source, fetch))
        if len(under_way) == FETCHES:
            yield under_way.popleft().result()
    while under_way:
        yield under_way.popleft().result()


def _begin(source: Source, fetch: Callable[[str], Opened]) -> Future[Source]:
    done: Future[Source] = Future()
    if source.kind != "url":
        done.set_result(source)
        return done

    def run() -> None:
        try:
            done.set_result(Source.ready(source.name, source.open(fetch)))
        except Exception as error:
            done.set_result(Source.ready(source.name, error))

    # No pool: its threads would be waited for at the end of Python, though nobody wants what they fetch any more.
    threading.Thread(target=run, daemon=True, name="health-claims-prefetch").start()
    return done
