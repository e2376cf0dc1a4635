"""Many sources over several processes: in order, a bounded way ahead, and no worker's death takes more than its own source along."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from time import monotonic
from typing import Any

from extractor.corpus.prefetch import prefetched
from extractor.errors import PipelineError
from extractor.extractor import Extractor, failure
from extractor.report import Failure, Report
from extractor.source import Opened, Source, all_pages

CHUNK = 8  # sources that go to a worker together
CHUNK_SECONDS = 2  # … fewer where they are slow to come, so that what is read is soon seen
AHEAD = 2  # chunks that wait for each worker

Results = list[Report | Failure]

_extractor: Extractor | None = None  # in a worker process


def pipe_in_workers(
    arguments: tuple[Any, ...], sources: Iterable[Source], workers: int, fetch: Callable[[str], Opened]
) -> Iterator[Report | Failure]:
    """`Extractor.pipe` over processes, each with an `Extractor(*arguments)` of its own. URLs and WARC files are opened in this one.

    Raises:
        PipelineError: processes that do not start, or arguments that cannot be sent to them.
    """
    try:
        pickle.dumps(arguments)
    except Exception as error:
        raise PipelineError(f"the pipeline cannot be sent to worker processes ({error}); give its name instead") from None
    return _pipe(arguments, _chunks(prefetched(all_pages(sources), fetch), _chunk_size(sources, workers)), workers)


def _chunk_size(sources: Iterable[Source], workers: int) -> int:
    """So that every worker has something to do where there are few."""
    if isinstance(sources, Sequence) and not any(isinstance(source, Source) and source.kind == "warc" for source in sources):
        return max(1, min(CHUNK, -(-len(sources) // workers)))
    return CHUNK


def _chunks(sources: Iterator[Source], size: int) -> Iterator[list[Source]]:
    chunk: list[Source] = []
    began = monotonic()
    for source in sources:
        chunk.append(source)
        if len(chunk) == size or monotonic() - began > CHUNK_SECONDS:
            yield chunk
            chunk, began = [], monotonic()
    if chunk:
        yield chunk


def _pipe(arguments: tuple[Any, ...], chunks: Iterator[list[Source]], workers: int) -> Iterator[Report | Failure]:
    pool = _Pool(arguments, workers)
    waiting: deque[tuple[list[Source], Future[Results]]] = deque()
    try:
        while True:
            while len(waiting) < workers * AHEAD and not (waiting and waiting[0][1].done()) and (chunk := next(chunks, [])):
                waiting.append((chunk, pool.submit(chunk)))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            try:
                results = future.result()
            except BrokenExecutor:
                pool.restart()
                yield from _one_by_one(pool, chunk)
                # The death took along whatever else was under way.
                waiting = deque((chunk, future if _is_well(future) else pool.submit(chunk)) for chunk, future in waiting)
            except Exception:  # such as results that cannot be pickled
                yield from _one_by_one(pool, chunk)
            else:
                yield from results
    finally:
        pool.stop()


def _one_by_one(pool: _Pool, chunk: list[Source]) -> Iterator[Report | Failure]:
    """With nothing else under way, so that a worker's death tells which source was its cause."""
    for source in chunk:
        try:
            yield from pool.submit([source]).result()
        except BrokenExecutor:
            yield Failure(source=source.name, kind="internal", message="the worker process died over it; out of memory?")
            pool.restart()
        except Exception as error:
            yield failure(source, error)


def _is_well(future: Future[Results]) -> bool:
    return future.done() and future.exception() is None


class _Pool:
    """A pool of workers that can be replaced once it has broken."""

    def __init__(self, arguments: tuple[Any, ...], workers: int) -> None:
        self._arguments = arguments
        self._workers = workers
        self._start()

    def _start(self) -> None:
        context = get_context("spawn")
        self._ends = context.Pipe(duplex=False)  # nothing is ever sent: workers end when our end of it closes, as when we die
        self._pool = ProcessPoolExecutor(self._workers, context, _start_worker, (self._arguments, self._ends[0]))

    def restart(self) -> None:
        """Raises PipelineError if workers die before they have been given any source."""
        self.stop()
        self._start()
        try:
            self._pool.submit(_is_ready).result()
        except BrokenExecutor:
            raise PipelineError(
                'worker processes die at the start; does the script guard its main part with `if __name__ == "__main__":`?'
            ) from None

    def submit(self, chunk: list[Source]) -> Future[Results]:
        try:
            return self._pool.submit(_work, chunk)
        except BrokenExecutor as error:  # it broke since we last looked
            broken: Future[Results] = Future()
            broken.set_exception(error)
            return broken

    def stop(self) -> None:
        """End the workers, also in the middle of a page."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        for end in self._ends:
            end.close()


def _start_worker(arguments: tuple[Any, ...], parent: Connection) -> None:
    global _extractor
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C reaches the whole group: workers end without a word, the parent reports
    _extractor = Extractor(*arguments)


def _end_with(parent: Connection) -> None:
    with suppress(EOFError, OSError):
        parent.recv()
    os._exit(0)


def _is_ready() -> bool:
    return _extractor is not None


def _work(chunk: list[Source]) -> Results:
    assert _extractor is not None
    return list(_extractor.pipe(chunk))
