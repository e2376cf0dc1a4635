"""From one URL to its page: robots rules, pace, redirects of both kinds, errors."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import requests

from extractor.answer import Answer, content_type, is_good, opened_answer, stated_kind
from extractor.errors import FetchError
from extractor.extras import needs
from extractor.fetch import robots
from extractor.fetch.deadline import Deadline, Limits
from extractor.fetch.pace import Pace
from extractor.fetch.reasons import explained, phrase
from extractor.fetch.refresh import refresh_target
from extractor.fetch.transport import Exchange, Transport
from extractor.source import Opened

if TYPE_CHECKING:
    from extractor.fetch.archive import Archive

MAX_REDIRECTS = 10
_ROBOTS_REDIRECTS = 5  # as RFC 9309 asks


@dataclass(frozen=True)
class Web:
    """What the fetches of one run share.

    Attributes:
        robots: None where robots.txt is not asked for.
        interval: seconds between the pages of one host; a Crawl-delay may make it longer.
        archive: where exchanges are written down, if anywhere.
    """

    transport: Transport
    robots: robots.Robots | None
    pace: Pace
    interval: float
    archive: Archive | None


def make_web(
    limits: Limits,
    robots_txt: bool,
    interval: float,
    allow_private: bool,
    cache: str | os.PathLike[str] | None,
    save_warc: str | os.PathLike[str] | None,
) -> Web:
    """What the options of an `extractor.fetch.Fetcher` ask for."""
    kept = written = None
    if cache is not None:
        with needs("requests-cache", "research", "a cache"):
            from extractor.fetch.cache import Cache
        kept = Cache(cache)
    if save_warc is not None:
        with needs("warcio", "research", "writing a WARC file"):
            from extractor.fetch.archive import Archive
        written = Archive(save_warc)
    return Web(Transport(limits, allow_private, kept), robots.Robots() if robots_txt else None, Pace(), interval, written)


class Visit:
    """One page's fetch."""

    def __init__(self, web: Web, deadline: Deadline) -> None:
        self._web = web
        self._deadline = deadline
        self._hosts: set[str] = set()

    def __call__(self, asked: str) -> Opened:
        """Fetch a page.

        Raises:
            FetchError, MediaTypeError: as `extractor.fetch.Fetcher`.
        """

        def check(response: requests.Response) -> None:
            stated_kind(content_type(response.headers.get("Content-Type"))[0], asked)

        channel = self._web.transport.channel(self._deadline, self._web.transport.limits.max_bytes, check=check)
        seen = set()
        url = self._fetchable(asked)
        for _ in range(MAX_REDIRECTS + 1):
            self._be_polite(url)
            exchange = channel.get(url)
            seen.add(url)
            target = exchange.location and urljoin(url, exchange.location)
            opened = opened_answer(exchange.answer, asked) if is_good(exchange.answer.status) else None
            if opened and opened.kind == "html":
                target = refresh_target(exchange.answer.body, opened.charset, url)
                target = None if target in seen else target  # pages that send each other to and fro are read as they are
            self._write(exchange, asked if opened and not target else None)
            if not target:
                if opened is None:
                    raise FetchError(f"HTTP {exchange.answer.status} {phrase(exchange.answer.status)}".rstrip())
                return opened
            url = self._fetchable(target, "redirected to an address that is not http or https")
        raise FetchError(f"more than {MAX_REDIRECTS} redirects")

    def _be_polite(self, url: str) -> None:
        """Obey robots.txt, and wait until the host's turn; once for each host, since redirects and robots.txt belong to the page."""
        interval = self._web.interval
        if self._web.robots:
            rules = self._web.robots.rules(url, self._robots_txt)
            rules.check(url)
            interval = max(interval, rules.interval())
        host = urlsplit(url).hostname or ""
        if host not in self._hosts:
            self._hosts.add(host)
            self._deadline.pause(self._web.pace.turn(host, interval))

    def _robots_txt(self, url: str) -> Answer:
        channel = self._web.transport.channel(self._deadline, robots.MAX_BYTES, cut=True)
        for _ in range(_ROBOTS_REDIRECTS + 1):
            exchange = channel.get(url)
            self._write(exchange, None)
            if not exchange.location:
                break
            url = self._fetchable(urljoin(url, exchange.location), "it redirects to an address that is not http or https")
        return exchange.answer

    def _write(self, exchange: Exchange, asked: str | None) -> None:
        if self._web.archive:
            self._web.archive.write(exchange, asked)

    def _fetchable(self, url: str, otherwise: str = "only http and https URLs can be fetched") -> str:
        """The URL as it will be requested: quoted, its host in ASCII."""
        if not url.lower().startswith(("http://", "https://")):
            raise FetchError(otherwise)
        try:
            url = requests.Request("GET", url).prepare().url or ""
            if urlsplit(url).username is not None:
                raise FetchError("a URL with a user name or password in it is not fetched")
        except ValueError as error:  # all that requests says of a URL is one
            raise explained(error, self._web.transport.limits) from error
        return url
