"""The records of a WARC file, one at a time, as long as they are whole."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import BufferedReader
from warcio.limitreader import LimitReader
from warcio.recordloader import ArcWarcRecord

from extractor.errors import SourceError

_LINE = 65_536  # bytes of one line of a head, as in http.client
_LINES = 500  # of one head
_CHUNK = 65_536


def records(file: io.BufferedReader, name: str) -> Iterator[ArcWarcRecord]:
    """The records of a WARC file, gzipped or not, each to be used before the next is asked for.

    Raises:
        SourceError: no WARC file, or broken from here on; what came before is sound.
    """
    found = _Records(_Content(file, name))
    while True:
        try:
            record = found.following()
        except SourceError:
            raise
        except Exception as error:  # whatever the parser stumbles over
            raise _broken(" ".join(str(error).split())[:200], name) from None
        if record is None:
            return
        yield record
        check_whole(record, name)


def check_whole(record: ArcWarcRecord, name: str) -> None:
    """Read a record to its end.

    Raises:
        SourceError: the end comes before it should.
    """
    stream = record.raw_stream
    if not (isinstance(stream, LimitReader) and (record.rec_headers.get_header("Content-Length") or "").strip().isdecimal()):
        raise _broken("a record without a length", name)  # which warcio may take for one of length nought
    while stream.read(_CHUNK):
        pass
    if stream.limit:
        raise _broken("a record breaks off", name)


def _broken(why: str, name: str) -> SourceError:
    return SourceError(f"no WARC file, or broken from here on: {why}", name)


class _Records(ArchiveIterator):  # type: ignore[misc]
    """warcio's reading of records, with bounds on heads, and errors raised, not printed."""

    INC_RECORD = ""  # what it would print of bytes that belong to no record

    def __init__(self, file: _Content) -> None:
        super().__init__(file)
        self.reader = self._lines = _Lines(self.fh, decomp_type=None)

    def following(self) -> ArcWarcRecord | None:
        """The next record; None after the last."""
        if self.record is not None:
            self.read_to_end()
        if self.err_count:
            raise ValueError("bytes between two records")
        self._lines.head = 0
        record = next(self, None)
        if record is None and (self._lines.head or self.next_line):
            raise ValueError("a record breaks off")
        return record


class _Lines(BufferedReader):  # type: ignore[misc]
    head = 0  # lines read of the present record's heads

    def readline(self, length: int | None = None) -> bytes:
        line: bytes = super().readline(min(length or _LINE, _LINE))
        self.head += bool(line)
        if self.head > _LINES or len(line) == _LINE:
            raise ValueError("a head without an end")
        return line


class _Content:
    """What is in a file, unpacked if it is gzipped; trouble is a SourceError, which nothing on the way takes for something else.

    It is not left to warcio to unpack it: where a member is broken it would read on, and print.
    """

    def __init__(self, file: io.BufferedReader, name: str) -> None:
        packed = file.peek(2)[:2] == b"\x1f\x8b"
        self._file = gzip.GzipFile(fileobj=file) if packed else file
        self._name = name

    def read(self, size: int) -> bytes:
        try:
            return self._file.read1(size)
        except (OSError, EOFError, zlib.error) as error:
            raise _broken(str(error), self._name) from None
