"""Sessions of requests whose answers come whole and within bounds."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import requests
import urllib3
import urllib3.exceptions as urllib3_errors
from requests.adapters import BaseAdapter, HTTPAdapter
from requests.utils import select_proxy
from urllib3.util.retry import Retry

from extractor import __version__
from extractor.answer import Answer, is_good
from extractor.errors import FetchError
from extractor.fetch.addresses import check_unresolved
from extractor.fetch.body import read_body
from extractor.fetch.connection import pool_classes
from extractor.fetch.deadline import Deadline, Limits
from extractor.fetch.reasons import explained
from extractor.fetch.robots import TOKEN

if TYPE_CHECKING:
    from typing_extensions import Self

    from extractor.fetch.cache import Cache

USER_AGENT = f"{TOKEN}/{__version__} (+https://pypi.org/project/{TOKEN}/)"
LONGEST_WAIT = 30.0  # seconds: a server that asks for more (Retry-After) is not asked again

_FETCHED_AT = "X-Health-Claims-Fetched-At"  # put to the headers, so that the cache keeps it

Check = Callable[[requests.Response], None]


@dataclass(frozen=True)
class Exchange:
    """A request and its answer. `location` is the target of a redirect, as the server wrote it."""

    answer: Answer
    request_headers: Mapping[str, str]
    location: str | None


class Transport:
    """Makes sessions. Connections are kept for the next page of a host; cookies are not. Threads may share one.

    Args:
        allow_private: connect to private, loopback and link-local addresses too.
        cache: where answers are kept, if anywhere.
    """

    def __init__(self, limits: Limits, allow_private: bool = False, cache: Cache | None = None) -> None:
        self.limits = limits
        self.allow_private = allow_private
        self.cache = cache
        self.adapter = _Adapter(limits.retries, allow_private)

    def channel(self, deadline: Deadline, max_bytes: int, cut: bool = False, check: Check | None = None) -> Channel:
        """A session for one page.

        Args:
            max_bytes: of one body; `cut` takes the beginning of a longer one.
            check: looks at the headers of a good answer before its body is read, and raises if it is not wanted.
        """
        session = self.cache.session() if self.cache else requests.Session()
        session.auth = _no_credentials
        session.headers.update(
            {
                "User-Agent": USER_AGENT,
                "Accept": "text/html,application/xhtml+xml,text/plain;q=0.8,*/*;q=0.1",
                "Accept-Language": "en",
                "Accept-Encoding": "gzip, deflate",
            }
        )
        bounded = _Bounded(self, deadline, max_bytes, cut, check)
        session.mount("https://", bounded)
        session.mount("http://", bounded)
        return Channel(session, self.limits, max_bytes)


class Channel:
    """One session, with cookies of its own: what a page is must not depend on what was read before it."""

    def __init__(self, session: requests.Session, limits: Limits, max_bytes: int) -> None:
        self._session = session
        self._limits = limits
        self._max_bytes = max_bytes

    def get(self, url: str) -> Exchange:
        """One request; a redirect is not followed.

        Raises:
            FetchError: in any trouble short of an HTTP error status.
            MediaTypeError: from the check, if there is one.
        """
        try:
            response = self._session.get(url, stream=True, allow_redirects=False, timeout=self._limits.read_timeout)
            self._session.cookies.update(response.cookies)
            location = self._session.get_redirect_target(response)
            body = response.content
        except (requests.RequestException, urllib3_errors.HTTPError, OSError, ValueError, sqlite3.Error) as error:
            raise explained(error, self._limits) from error  # ValueError: odd URLs and headers
        if len(body) > self._max_bytes:  # from a cache that was filled under another limit
            raise FetchError(f"larger than {self._max_bytes / 1_000_000:g} MB")
        fetched_at = response.headers.pop(_FETCHED_AT, None)
        answer = Answer(url, response.status_code, response.headers, body, fetched_at)
        return Exchange(answer, response.request.headers, location)


class _Adapter(HTTPAdapter):
    """Keeps the connections, and tries again."""

    def __init__(self, retries: int, allow_private: bool) -> None:
        self._classes = pool_classes(allow_private)
        patience = _Retry(
            total=retries,
            other=0,  # TLS and the like: the same the next time
            status_forcelist=(429, 500, 502, 503, 504),
            allowed_methods=("GET",),
            backoff_factor=0.5,
            raise_on_status=False,
        )
        super().__init__(max_retries=patience)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._classes


class _Bounded(BaseAdapter):
    """Reads each body as it comes, so that neither the cache nor anybody else meets one without bounds."""

    def __init__(self, transport: Transport, deadline: Deadline, max_bytes: int, cut: bool, check: Check | None) -> None:
        super().__init__()
        self._transport = transport
        self._deadline = deadline
        self._max_bytes = max_bytes
        self._cut = cut
        self._check = check

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        url = request.url or ""
        if not self._transport.allow_private and select_proxy(url, kwargs.get("proxies")):
            check_unresolved(urllib3.util.parse_url(url).host or "")
        limits = self._transport.limits
        kwargs["timeout"] = (limits.connect_timeout, limits.read_timeout)
        response = self._transport.adapter.send(request, *args, **kwargs)
        body = b""
        try:
            if is_good(response.status_code):  # any other body need not have an end, and nothing is in it
                if self._check:
                    self._check(response)
                body = read_body(response.raw, self._max_bytes, self._deadline, self._cut)
        finally:
            response.raw.close()
        response.raw = _read(response.raw, body)
        if response.status_code != HTTPStatus.NOT_MODIFIED:  # its headers replace those of the answer that is still good
            response.headers[_FETCHED_AT] = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        return response

    def close(self) -> None:
        """The connections live on for the next page."""


def _read(raw: urllib3.BaseHTTPResponse, body: bytes) -> urllib3.HTTPResponse:
    """The same response with its body at hand, decoded."""
    headers = urllib3.HTTPHeaderDict(raw.headers)
    for name in ("Content-Encoding", "Transfer-Encoding", "Content-Length"):
        headers.discard(name)
    return urllib3.HTTPResponse(
        io.BytesIO(body),
        headers,
        raw.status,
        raw.version,
        reason=raw.reason,
        preload_content=False,
        decode_content=False,
        original_response=getattr(raw, "_original_response", None),
    )


class _Retry(Retry):
    """urllib3's retries, less those in vain, and without reading an error page to its end, which need not have one."""

    def increment(
        self, method: Any = None, url: Any = None, response: Any = None, error: Any = None, _pool: Any = None, _stacktrace: Any = None
    ) -> Self:
        if response is not None:
            if (self.get_retry_after(response) or 0) > LONGEST_WAIT:
                raise urllib3_errors.MaxRetryError(_pool, url, None)
            response.close()
        elif isinstance(error, (urllib3_errors.NameResolutionError, urllib3_errors.TimeoutError)):
            raise urllib3_errors.MaxRetryError(_pool, url, error)  # who was silent once will be so again, and has cost enough
        return super().increment(method, url, response, error, _pool, _stacktrace)

    def get_retry_after(self, response: Any) -> float | None:
        try:
            return super().get_retry_after(response)
        except (urllib3_errors.InvalidHeader, ValueError, OverflowError):
            return None


def _no_credentials(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """In the place of what requests would find in ~/.netrc: a page could send us to a host named there."""
    return request
