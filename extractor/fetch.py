"""Polite, bounded HTTP: one page over http or https, whatever the server does.

requests does the work and urllib3 the retries. What is added is bounds: on time (a whole fetch, not only each wait for the next bytes), on
size (of what comes out of decompression, redirects and error pages included) and on how long a server may bid us wait.
"""

from __future__ import annotations

import io
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import suppress
from datetime import datetime, timezone
from email.message import Message
from hashlib import sha256
from http import HTTPStatus
from socket import gaierror
from typing import TYPE_CHECKING, Any, Literal

import requests
import urllib3.exceptions as urllib3_errors
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

from extractor import __version__
from extractor.errors import FetchError, MediaTypeError
from extractor.source import MAX_BYTES, Opened, content_kind

if TYPE_CHECKING:
    from typing_extensions import Self

USER_AGENT = f"health-claim-extractor/{__version__} (+https://pypi.org/project/health-claim-extractor/)"
MAX_REDIRECTS = 10
LONGEST_WAIT = 30.0  # seconds: a server that asks for more (Retry-After) is not asked again

_HTML = {"text/html", "application/xhtml+xml"}
_TEXT = {"text/plain", "text/markdown"}
_UNTOLD = {"application/octet-stream", "binary/octet-stream", "application/unknown", "unknown/unknown"}
_CHUNK = 65_536


class Fetcher:
    """Gets pages, one at a time: `Fetcher()(url) -> Opened`. Connections are kept for the next page of a host; cookies are not.

    Args:
        connect_timeout: seconds for a connection to stand.
        read_timeout: seconds of silence from the server.
        deadline: seconds for the whole fetch, retries and redirects included.
        max_bytes: of the body after decompression.
        retries: further tries after a failed connection, silence, or status 429, 500, 502, 503 or 504, with growing pauses.
    """

    def __init__(
        self,
        connect_timeout: float = 10,
        read_timeout: float = 20,
        deadline: float = 60,
        max_bytes: int = MAX_BYTES,
        retries: int = 2,
    ) -> None:
        self.connect_timeout = connect_timeout
        self.read_timeout = read_timeout
        self.deadline = deadline
        self.max_bytes = max_bytes
        self.retries = retries
        self._session: requests.Session | None = None

    def __call__(self, url: str) -> Opened:
        """Fetch one page.

        Raises:
            FetchError: no such host, refused, time-out, TLS trouble, an HTTP error status, too many redirects, too large, not http(s).
            MediaTypeError: the content is neither HTML nor plain text.
        """
        url = url.strip()
        if not url.lower().startswith(("http://", "https://")):
            raise FetchError("only http and https URLs can be fetched", url)
        # A server that drips the bytes of a header or a handshake resets every time-out there is, so the whole is bounded from outside.
        task = _Task(self, url)
        threading.Thread(target=task.run, daemon=True, name="health-claims-fetch").start()
        try:
            return task.done.result(self.deadline + 0.5)
        except FutureTimeout:
            self._session = None  # still in use over there
            task.abandon()
            raise FetchError(_too_slow(self.deadline), url) from None

    def session(self) -> requests.Session:
        """The session of this fetcher, without cookies of earlier pages: what a page is must not depend on what was read before it."""
        if self._session is None:
            self._session = _session(self.retries)
        self._session.cookies.clear()
        return self._session


class _Task:
    """One fetch, run in a thread of its own; `done` is its outcome."""

    def __init__(self, fetcher: Fetcher, url: str) -> None:
        self.fetcher = fetcher
        self.url = url
        self.until = time.monotonic() + fetcher.deadline
        self.done: Future[Opened] = Future()
        self.response: requests.Response | None = None

    def run(self) -> None:
        try:
            result = self._fetch()
        except (requests.RequestException, urllib3_errors.HTTPError, OSError, ValueError) as error:  # ValueError: odd URLs and headers
            self.done.set_exception(FetchError(_reason(error, self.fetcher), self.url))
        except BaseException as error:
            self.done.set_exception(error)
        else:
            self.done.set_result(result)

    def abandon(self) -> None:
        """Make the thread's wait end soon; nobody listens any more."""
        if self.response is not None:
            with suppress(Exception):
                self.response.raw.shutdown()

    def _fetch(self) -> Opened:
        limits = (self.fetcher.connect_timeout, self.fetcher.read_timeout)
        with self.fetcher.session().get(self.url, stream=True, timeout=limits) as response:
            self.response = response
            if not 200 <= response.status_code < 300:
                raise FetchError(_status(response), self.url)
            media_type, charset = _content_type(response.headers.get("Content-Type"))
            stated = _stated_kind(media_type, self.url)
            body = self._body(response)
            if stated == "text" and body[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html")):
                stated = "html"  # many servers say text/plain of an HTML file
            kind = content_kind(body, self.url, stated)
            return Opened(
                self.url,
                body,
                kind,
                url=self.url,
                final_url=response.url,
                status=response.status_code,
                media_type=media_type or ("text/html" if kind == "html" else "text/plain"),
                charset=charset,
                fetched_at=datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
                sha256=sha256(body).hexdigest(),
            )

    def _body(self, response: requests.Response) -> bytes:
        # Encodings stacked on each other, or one that we did not offer, are how bombs are built.
        encoding = response.headers.get("Content-Encoding", "").strip().lower()
        if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise FetchError(f"content encoding {encoding[:40]!r} was not asked for", self.url)
        limit = self.fetcher.max_bytes
        too_large = FetchError(f"larger than {limit / 1_000_000:g} MB", self.url)
        if int(response.headers.get("Content-Length") or 0) > limit:
            raise too_large
        body = bytearray()
        while chunk := response.raw.read1(_CHUNK, decode_content=True):  # what is there, without waiting for a full chunk
            body += chunk
            if len(body) > limit:
                raise too_large
            if time.monotonic() > self.until:
                raise FetchError(_too_slow(self.fetcher.deadline), self.url)
        return bytes(body)


class _Retry(Retry):
    """urllib3's retries, less those in vain, and without reading an error page to its end, which need not have one."""

    def increment(
        self, method: Any = None, url: Any = None, response: Any = None, error: Any = None, _pool: Any = None, _stacktrace: Any = None
    ) -> Self:
        if response is not None:
            if (self.get_retry_after(response) or 0) > LONGEST_WAIT:
                raise urllib3_errors.MaxRetryError(_pool, url, None)
            response.close()
        elif any(isinstance(cause, gaierror) for cause in _causes(error)):
            raise urllib3_errors.MaxRetryError(_pool, url, error)
        return super().increment(method, url, response, error, _pool, _stacktrace)

    def get_retry_after(self, response: Any) -> float | None:
        try:
            return super().get_retry_after(response)
        except (urllib3_errors.InvalidHeader, ValueError, OverflowError):
            return None


def _session(retries: int) -> requests.Session:
    session = requests.Session()
    session.max_redirects = MAX_REDIRECTS
    session.headers.update(
        {
            "User-Agent": USER_AGENT,
            "Accept": "text/html,application/xhtml+xml,text/plain;q=0.8,*/*;q=0.1",
            "Accept-Language": "en",
            "Accept-Encoding": "gzip, deflate",
        }
    )
    patience = _Retry(
        total=retries,
        other=0,  # TLS and the like: the same the next time
        status_forcelist=(429, 500, 502, 503, 504),
        allowed_methods=("GET",),
        backoff_factor=0.5,
        raise_on_status=False,
    )
    session.mount("https://", HTTPAdapter(max_retries=patience))
    session.mount("http://", HTTPAdapter(max_retries=patience))

    def drop_body(response: requests.Response, **_: Any) -> None:
        """requests reads the whole body of a redirect before it follows; there is no bound on that, and nothing in it."""
        if response.is_redirect:
            session.cookies.update(response.cookies)
            response.raw.close()
            response.raw = io.BytesIO()

    session.hooks["response"].append(drop_body)
    return session


# What is to be said of an error, by the class of what lies beneath it. The first that fits counts.
_REASONS: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], Callable[[Any, Fetcher], str]], ...] = (
    (requests.TooManyRedirects, lambda e, f: f"more than {MAX_REDIRECTS} redirects"),
    (requests.exceptions.InvalidSchema, lambda e, f: "redirected to an address that is not http or https"),
    ((requests.exceptions.InvalidURL, urllib3_errors.LocationParseError, UnicodeError), lambda e, f: "not a valid URL"),
    (gaierror, lambda e, f: "host name not resolved"),
    (ssl.SSLCertVerificationError, lambda e, f: f"TLS certificate not valid: {e.verify_message}"),
    (ssl.SSLError, lambda e, f: f"TLS failed: {e.reason or e}"),
    (ConnectionRefusedError, lambda e, f: "connection refused"),
    (urllib3_errors.ReadTimeoutError, lambda e, f: f"timed out: no answer within {f.read_timeout:g} s"),
    (urllib3_errors.NewConnectionError, lambda e, f: "no connection"),  # in urllib3 1 it is a kind of the next
    (urllib3_errors.ConnectTimeoutError, lambda e, f: f"timed out: no connection within {f.connect_timeout:g} s"),
    (urllib3_errors.DecodeError, lambda e, f: "the body is not compressed as it says"),
    ((ConnectionResetError, BrokenPipeError), lambda e, f: "connection reset by the server"),
    (urllib3_errors.ProtocolError, lambda e, f: "the server broke off or does not speak HTTP"),
)


def _reason(error: BaseException, fetcher: Fetcher) -> str:
    """One line for a person."""
    causes = list(_causes(error))
    for kind, say in _REASONS:
        for cause in causes:
            if isinstance(cause, kind):
                return say(cause, fetcher)
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error and, outermost first, those it wraps in any of the ways that requests and urllib3 have."""
    seen: set[int] = set()
    queue = [error]
    while queue:
        one = queue.pop(0)
        if isinstance(one, BaseException) and id(one) not in seen:
            seen.add(id(one))
            yield one
            queue += [getattr(one, "reason", None), *one.args, one.__cause__, one.__context__]


def _content_type(header: str | None) -> tuple[str | None, str | None]:
    """Media type and charset as a Content-Type header states them; a header that makes no sense states nothing."""
    if not header:
        return None, None
    message = Message()
    message["content-type"] = header.split(",")[0]
    media_type = message.get_content_type() if "/" in header.split(";")[0] else None
    return media_type, message.get_content_charset()


def _stated_kind(media_type: str | None, url: str) -> Literal["html", "text"] | None:
    if media_type in _HTML:
        return "html"
    if media_type in _TEXT:
        return "text"
    if media_type is None or media_type in _UNTOLD:
        return None
    raise MediaTypeError(f"{media_type}, neither HTML nor plain text", url)


def _status(response: requests.Response) -> str:
    try:
        phrase = " " + HTTPStatus(response.status_code).phrase
    except ValueError:
        phrase = ""
    return f"HTTP {response.status_code}{phrase}"


def _too_slow(seconds: float) -> str:
    return f"timed out: not complete after {seconds:g} s"
