"""Reading a body within bounds."""

from __future__ import annotations

from urllib3.response import BaseHTTPResponse

from extractor.errors import FetchError
from extractor.fetch.deadline import Deadline

_CHUNK = 65_536


def read_body(raw: BaseHTTPResponse, limit: int, deadline: Deadline, cut: bool = False) -> bytes:
    """The body, decompressed.

    Args:
        limit: in bytes, after decompression.
        cut: give the first `limit` bytes of a longer one.

    Raises:
        FetchError: longer than `limit`, an encoding that is not read, or the deadline is over.
    """
    # Encodings stacked on each other, or one that no request of ours offers, are how bombs are built.
    encoding = raw.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise FetchError(f"content encoding {encoding[:40]!r} is not read")
    too_large = FetchError(f"larger than {limit / 1_000_000:g} MB")
    if not cut and (raw.length_remaining or 0) > limit:
        raise too_large
    body = bytearray()
    while chunk := raw.read1(_CHUNK, decode_content=True):  # what is there, without waiting for a full chunk
        body += chunk
        if len(body) > limit:
            if not cut:
                raise too_large
            raw.close()
            return bytes(body[:limit])
        deadline.check()
    return bytes(body)
