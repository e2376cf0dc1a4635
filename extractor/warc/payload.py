"""The body of an answer in a WARC record, out of its transfer and content encoding."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import urllib3
from warcio.limitreader import LimitReader

from extractor.fetch.body import read_body
from extractor.fetch.deadline import Deadline
from extractor.source import MAX_BYTES

SECONDS = 30.0  # to unpack one body
_CHUNK = 65_536
_SIZE = re.compile(rb"\s*([0-9a-fA-F]{1,15})\s*(?:;[^\r\n]*)?\r?\n")
_SIZE_LINE = 1024


def payload(stream: LimitReader, headers: urllib3.HTTPHeaderDict) -> bytes:
    """The body, of at most 20 MB.

    Raises:
        FetchError: larger, an encoding that is not read, or it takes too long.
        urllib3.exceptions.DecodeError: not compressed as the headers say.
    """
    chunked = headers.get("Transfer-Encoding", "").strip().lower().endswith("chunked")
    parts = _dechunked(stream) if chunked else iter(lambda: stream.read(_CHUNK), b"")
    packed = {"Content-Encoding": headers.get("Content-Encoding", "")}
    raw = urllib3.HTTPResponse(io.BufferedReader(_Parts(parts)), packed, preload_content=False)
    return read_body(raw, MAX_BYTES, Deadline(SECONDS))


def _dechunked(stream: LimitReader) -> Iterator[bytes]:
    """The data of a chunked body. One that is said to be chunked and is not, as some crawlers write it, comes as it is."""
    line = stream.readline(_SIZE_LINE)
    if not _SIZE.fullmatch(line):
        yield line
        yield from iter(lambda: stream.read(_CHUNK), b"")
        return
    while (size := _SIZE.fullmatch(line)) and int(size[1], 16):
        left = int(size[1], 16)
        while left and (data := stream.read(min(left, _CHUNK))):
            left -= len(data)
            yield data
        stream.readline(_SIZE_LINE)  # the line end after the data
        line = stream.readline(_SIZE_LINE)


class _Parts(io.RawIOBase):
    """Byte strings as a file."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._rest or next((part for part in self._parts if part), b"")
        size = min(len(data), len(buffer))
        buffer[:size], self._rest = data[:size], data[size:]
        return size
