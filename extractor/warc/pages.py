"""Which records of a WARC file are pages, and those as sources.

Read is each answer with status 2xx and HTML in it. In a file that `extractor.fetch` wrote, it is exactly what was read when it was written:
plain text too, but no robots.txt and no page that only sent its reader on.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import urllib3
from warcio.recordloader import ArcWarcRecord

from extractor.answer import ASKED, ON_THE_WAY, Answer, content_type, is_good, opened_answer, stated_kind
from extractor.errors import ExtractorError, FetchError, MediaTypeError, SourceError
from extractor.source import Source, open_file, printable
from extractor.warc.payload import payload
from extractor.warc.records import check_whole, records

_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")


def read_warc(path: str | os.PathLike[str]) -> Iterator[Source]:
    """One source for each page in a WARC file, plain or gzipped, in the order of the file, one in memory at a time.

    A page that cannot be read is a source that raises when it is opened. So is, as the last, the rest of a broken file.
    """
    name = printable(os.fspath(path))
    try:
        with open_file(os.fspath(path), name) as file:
            for record in records(file, name):
                source = _page(record, name)
                if source is not None:
                    yield source
    except ExtractorError as error:
        yield Source.ready(name, error)


def _page(record: ArcWarcRecord, name: str) -> Source | None:
    """The page in a record; None where it holds none.

    Raises:
        SourceError: the record is broken.
    """
    if record.rec_type != "response" or record.http_headers is None:
        return None
    asked = record.rec_headers.get_header(ASKED)
    url = record.rec_headers.get_header("WARC-Target-URI")
    status = record.http_headers.get_statuscode()
    if asked == ON_THE_WAY or not (status.isdecimal() and is_good(int(status))):
        return None
    date = _DATE.match(record.rec_headers.get_header("WARC-Date") or "")
    headers = urllib3.HTTPHeaderDict(record.http_headers.headers)
    try:
        stated_kind(content_type(headers.get("Content-Type"))[0], url)  # before the body is unpacked
        body = payload(record.raw_stream, headers)
        opened = opened_answer(Answer(url, int(status), headers, body, f"{date[0]}Z" if date else None), asked or url)
    except MediaTypeError:
        return None
    except FetchError as error:
        return Source.ready(asked or url, SourceError(error.message, asked or url))
    except urllib3.exceptions.DecodeError:
        return Source.ready(asked or url, SourceError("the body is not compressed as it says", asked or url))
    check_whole(record, name)
    return Source.ready(asked or url, opened) if asked or opened.kind == "html" else None
