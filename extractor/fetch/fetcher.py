"""`Fetcher`: the options of fetching, and a deadline around each fetch."""

from __future__ import annotations

import os
import threading
from concurrent.futures import Future, wait
from typing import TYPE_CHECKING

from extractor.errors import ExtractorError, FetchError, MediaTypeError
from extractor.fetch.deadline import Deadline, Limits
from extractor.source import MAX_BYTES, Opened

if TYPE_CHECKING:
    from extractor.fetch.visit import Web

_GRACE = 0.5  # seconds for a fetch to end by itself when its time is over


class Fetcher:
    """Gets pages: `Fetcher()(url) -> Opened`. Threads may share one; requests is imported with the first page.

    Through a proxy (`HTTP_PROXY`, `HTTPS_PROXY`), it is the proxy that resolves names: then only addresses written in a URL, and localhost,
    are refused, and the proxy has to keep from private hosts. The proxy itself may have any address.

    Args:
        connect_timeout: seconds for a connection to stand.
        read_timeout: seconds of silence from the server.
        deadline: seconds for the whole fetch, retries and redirects included, waiting for the host's turn not.
        max_bytes: of the body after decompression.
        retries: further tries after a refused or broken connection, or status 429, 500, 502, 503 or 504, with growing pauses.
        robots: obey robots.txt. What cannot be had for a server's fault disallows everything there (RFC 9309).
        interval: seconds between the pages asked of one host; a Crawl-delay in robots.txt may make it longer, up to 30.
        allow_private: connect to private, loopback and link-local addresses too.
        cache: a folder where answers are kept, to be used again for as long as their headers allow, else a day, and then asked for again
            conditionally. Needs requests-cache.
        save_warc: a file that every request and answer is appended to; gzipped if its name ends in .gz. Needs warcio.

    Raises:
        MissingExtraError: the package for `cache` or `save_warc` is not installed.
        SourceError: `cache` or `save_warc` cannot be written.
    """

    def __init__(
        self,
        connect_timeout: float = 10,
        read_timeout: float = 15,
        deadline: float = 45,
        max_bytes: int = MAX_BYTES,
        retries: int = 2,
        *,
        robots: bool = True,
        interval: float = 1,
        allow_private: bool = False,
        cache: str | os.PathLike[str] | None = None,
        save_warc: str | os.PathLike[str] | None = None,
    ) -> None:
        self._limits = Limits(connect_timeout, read_timeout, deadline, max_bytes, retries)
        self._options = (robots, interval, allow_private, cache, save_warc)
        self._lock = threading.Lock()
        self._web: Web | None = None
        if cache is not None or save_warc is not None:
            self.web()  # so that what is wrong with them shows now

    def __call__(self, url: str) -> Opened:
        """Fetch one page.

        Raises:
            FetchError: no such host, a private address, refused, time-out, TLS trouble, an HTTP error status, too many redirects, too
                large, not http(s), disallowed by robots.txt.
            MediaTypeError: the content is neither HTML nor plain text.
        """
        url = url.strip()
        # A server that drips the bytes of a header or a handshake resets every time-out there is, so the whole is bounded from outside.
        task = _Task(self.web(), url, Deadline(self._limits.deadline))
        threading.Thread(target=task.run, daemon=True, name="health-claims-fetch").start()
        return task.outcome()

    def web(self) -> Web:
        """What all fetches share; made when it is first wanted."""
        from extractor.fetch.visit import make_web

        with self._lock:
            if self._web is None:
                self._web = make_web(self._limits, *self._options)
            return self._web


class _Task:
    """One fetch, run in a thread of its own."""

    def __init__(self, web: Web, url: str, deadline: Deadline) -> None:
        from extractor.fetch.connection import Line

        self._web = web
        self._url = url
        self._deadline = deadline
        self._line = Line()
        self._done: Future[Opened] = Future()

    def run(self) -> None:
        from extractor.fetch.visit import Visit

        self._line.watch()
        try:
            result = Visit(self._web, self._deadline)(self._url)
        except BaseException as error:
            self._done.set_exception(error)
        else:
            self._done.set_result(result)

    def outcome(self) -> Opened:
        """Wait for it; no longer than it may take."""
        while not self._done.done():
            left = self._deadline.left() + _GRACE  # it may be put off meanwhile
            if left <= 0:
                self._line.cut()
                raise FetchError(self._deadline.error().message, self._url)
            wait([self._done], left)
        try:
            return self._done.result()
        except ExtractorError as error:
            kind = MediaTypeError if isinstance(error, MediaTypeError) else FetchError
            raise kind(error.message, self._url) from error
