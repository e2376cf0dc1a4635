"""An HTTP answer, had from the net or from a WARC file, and what it is as a source's content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from hashlib import sha256
from typing import Literal

from extractor.errors import MediaTypeError
from extractor.source import Opened, content_kind

HTML = {"text/html", "application/xhtml+xml"}
TEXT = {"text/plain", "text/markdown"}
UNTOLD = {"application/octet-stream", "binary/octet-stream", "application/unknown", "unknown/unknown"}
# A field of our own in the heads of response records of a WARC file (WARC has room for such): the URL that the user asked for, where the
# answer is the page that was read for it.
ASKED = "X-Health-Claims-Asked"
ON_THE_WAY = "-"


@dataclass(frozen=True)
class Answer:
    """One answer to one request.

    Attributes:
        url: what was requested; after redirects, that of the last of them.
        headers: names are looked up in any case.
        body: out of transfer and content encoding.
        fetched_at: UTC, "2026-01-31T12:00:00Z".
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    fetched_at: str | None


def is_good(status: int) -> bool:
    """An answer with something in it."""
    return 200 <= status < 300


def opened_answer(answer: Answer, asked: str) -> Opened:
    """The content of a page that was asked for as `asked`.

    Raises:
        MediaTypeError: neither HTML nor plain text.
    """
    media_type, charset = content_type(answer.headers.get("Content-Type"))
    stated = stated_kind(media_type, asked)
    if stated == "text" and answer.body[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html")):
        stated = "html"  # many servers say text/plain of an HTML file
    kind = content_kind(answer.body, asked, stated)
    return Opened(
        asked,
        answer.body,
        kind,
        url=asked,
        final_url=answer.url,
        status=answer.status,
        media_type=media_type or ("text/html" if kind == "html" else "text/plain"),
        charset=charset,
        fetched_at=answer.fetched_at,
        sha256=sha256(answer.body).hexdigest(),
    )


def content_type(header: str | None) -> tuple[str | None, str | None]:
    """Media type and charset as a Content-Type header states them; a header that makes no sense states nothing."""
    if not header:
        return None, None
    message = Message()
    message["content-type"] = header.split(",")[0]
    media_type = message.get_content_type() if "/" in header.split(";")[0] else None
    return media_type, message.get_content_charset()


def stated_kind(media_type: str | None, url: str) -> Literal["html", "text"] | None:
    """What a media type says of the content; None where it says nothing.

    Raises:
        MediaTypeError: it says that it is neither HTML nor plain text.
    """
    if media_type in HTML:
        return "html"
    if media_type in TEXT:
        return "text"
    if media_type is None or media_type in UNTOLD:
        return None
    raise MediaTypeError(f"{media_type}, neither HTML nor plain text", url)
