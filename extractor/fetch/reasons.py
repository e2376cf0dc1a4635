"""What went wrong, in one line for a person."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from http import HTTPStatus
from socket import gaierror
from typing import Any

import requests
import urllib3.exceptions as urllib3_errors

from extractor.errors import FetchError
from extractor.fetch.deadline import Limits


class HostError(FetchError):
    """The host is not one to connect to, or cannot be connected to: no other URL there would fare better."""


Say = Callable[[Any, Limits], str]
Kinds = type[BaseException] | tuple[type[BaseException], ...]

# By the class of what lies beneath an error; the first that fits counts.
_REASONS: tuple[tuple[Kinds, type[FetchError], Say], ...] = (
    (requests.exceptions.ProxyError, HostError, lambda e, f: "no connection to the proxy"),
    ((requests.exceptions.InvalidURL, urllib3_errors.LocationParseError, UnicodeError), HostError, lambda e, f: "not a valid URL"),
    (gaierror, HostError, lambda e, f: "host name not resolved"),
    (ssl.SSLCertVerificationError, HostError, lambda e, f: f"TLS certificate not valid: {e.verify_message}"),
    (ssl.SSLError, HostError, lambda e, f: f"TLS failed: {e.reason or e}"),
    (ConnectionRefusedError, HostError, lambda e, f: "connection refused"),
    (urllib3_errors.ReadTimeoutError, FetchError, lambda e, f: f"timed out: no answer within {f.read_timeout:g} s"),
    (urllib3_errors.NewConnectionError, HostError, lambda e, f: "no connection"),
    (urllib3_errors.ConnectTimeoutError, HostError, lambda e, f: f"timed out: no connection within {f.connect_timeout:g} s"),
    (urllib3_errors.DecodeError, FetchError, lambda e, f: "the body is not compressed as it says"),
    ((ConnectionResetError, BrokenPipeError), FetchError, lambda e, f: "connection reset by the server"),
    (urllib3_errors.ProtocolError, FetchError, lambda e, f: "the server broke off or does not speak HTTP"),
)


def explained(error: BaseException, limits: Limits) -> FetchError:
    """The error to raise for one of requests, urllib3 or the system."""
    causes = list(_causes(error))
    for kinds, result, say in _REASONS:
        for cause in causes:
            if isinstance(cause, kinds):
                return result(say(cause, limits))
    return FetchError(f"{type(error).__name__}: {' '.join(str(error).split())[:200]}")


def phrase(status: int) -> str:
    """ "Not Found" for 404; empty for a status that is none of HTTP's."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


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
