"""robots.txt, as RFC 9309 has it; protego reads the rules."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from extractor.answer import Answer
from extractor.errors import FetchError
from extractor.fetch.reasons import HostError

TOKEN = "health-claim-extractor"  # the name by which robots.txt files know us
MAX_BYTES = 512_000  # of a robots.txt; what comes after is not read
LONGEST_INTERVAL = 30.0  # seconds of Crawl-delay that are honoured
_OVERRIDE = "--ignore-robots (robots=False) fetches it anyway"
_KEPT = 1000  # hosts whose rules are kept
_KEPT_FOR = 24 * 3600.0  # seconds
_TROUBLE_KEPT_FOR = 300.0

Get = Callable[[str], Answer]


@dataclass(frozen=True)
class Rules:
    """What one host's robots.txt says; `trouble` where it cannot be had."""

    parsed: Protego
    address: str
    trouble: str | None = None

    def check(self, url: str) -> None:
        """Raises FetchError for a URL that is not to be fetched."""
        if self.trouble:
            raise FetchError(f"{self.address} cannot be had, so nothing may be fetched there ({self.trouble}); {_OVERRIDE}")
        if not self.parsed.can_fetch(url, TOKEN):
            raise FetchError(f"disallowed for {TOKEN} by {self.address}; {_OVERRIDE}")

    def interval(self) -> float:
        """Seconds that the host wants between requests, thirty at most."""
        return min(self.parsed.crawl_delay(TOKEN) or 0.0, LONGEST_INTERVAL)


class Robots:
    """The rules of many hosts, each asked for once a day. Threads may share one."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[float, Future[Rules]]] = {}
        self._lock = threading.Lock()

    def rules(self, url: str, get: Get) -> Rules:
        """The rules of a URL's host.

        Args:
            get: fetches a robots.txt, redirects followed.

        Raises:
            FetchError: the host cannot be reached at all.
        """
        parts = urlsplit(url)
        address = f"{parts.scheme}://{parts.netloc}/robots.txt"
        with self._lock:
            kept, rules = self._known.get(address, (0.0, None))
            known = rules is not None and kept > time.monotonic()
            if rules is None or not known:
                rules = self._keep(address)
        if not known:
            try:
                rules.set_result(_load(address, get))
            except BaseException as error:
                with self._lock:
                    self._known.pop(address, None)
                rules.set_exception(error)
                raise
            if rules.result().trouble:
                with self._lock:
                    self._known[address] = time.monotonic() + _TROUBLE_KEPT_FOR, rules
        return rules.result()

    def _keep(self, address: str) -> Future[Rules]:
        while len(self._known) >= _KEPT:
            del self._known[next(iter(self._known))]
        rules: Future[Rules] = Future()
        self._known[address] = time.monotonic() + _KEPT_FOR, rules
        return rules


def _load(address: str, get: Get) -> Rules:
    try:
        answer = get(address)
    except HostError:
        raise
    except FetchError as error:
        return Rules(Protego.parse(""), address, error.message)
    if answer.status >= 500:
        return Rules(Protego.parse(""), address, f"HTTP {answer.status}")
    text = answer.body.decode("utf-8-sig", "replace") if 200 <= answer.status < 300 else ""
    return Rules(Protego.parse(text), address)
