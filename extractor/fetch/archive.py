"""What was asked and answered, written into a WARC file by warcio, from which `extractor.warc.pages` reads the same pages again."""

from __future__ import annotations

import io
import os
import threading
from typing import BinaryIO
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extractor import __version__
from extractor.answer import ASKED, ON_THE_WAY, is_good
from extractor.errors import SourceError
from extractor.fetch.reasons import phrase
from extractor.fetch.transport import Exchange

_ENCODED = {"content-encoding", "transfer-encoding", "content-length"}


class Archive:
    """A WARC file to append to. Threads may share one; the file is closed between exchanges.

    Bodies are written out of their transfer and content encoding, and the headers that spoke of it have the prefix `X-Crawl-`, as in the
    files of Common Crawl. Bodies that were not read (of redirects and errors) are marked as truncated.

    Args:
        path: gzipped, a member a record, if its name ends in .gz.

    Raises:
        SourceError: the file cannot be written.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = os.fspath(path)
        self._lock = threading.Lock()
        with self._lock, self._open() as file:
            if file.tell() == 0:
                writer = self._writer_on(file)
                info = {"software": f"health-claim-extractor/{__version__}", "format": "WARC File Format 1.0"}
                writer.write_record(writer.create_warcinfo_record(os.path.basename(self._path), info))

    def write(self, exchange: Exchange, asked: str | None) -> None:
        """Append a request and its answer.

        Args:
            asked: what the user asked for, if the answer is the page that was read for it; None for what was met on the way there.
        """
        answer = exchange.answer
        fields = {"WARC-Date": answer.fetched_at, ASKED: asked or ON_THE_WAY}
        if not is_good(answer.status):
            fields["WARC-Truncated"] = "unspecified"
        headers = [("X-Crawl-" * (name.lower() in _ENCODED) + name, value) for name, value in answer.headers.items()]
        headers.append(("Content-Length", str(len(answer.body))))
        response = StatusAndHeaders(f"{answer.status} {phrase(answer.status)}", headers, protocol="HTTP/1.1")
        parts = urlsplit(answer.url)
        path = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
        sent = [("Host", parts.netloc), *exchange.request_headers.items()]
        request = StatusAndHeaders(f"{path} HTTP/1.1", sent, protocol="GET", is_http_request=True)
        with self._lock, self._open() as file:
            writer = self._writer_on(file)
            writer.write_request_response_pair(
                writer.create_warc_record(answer.url, "request", http_headers=request),
                writer.create_warc_record(
                    answer.url, "response", payload=io.BytesIO(answer.body), http_headers=response, warc_headers_dict=fields
                ),
            )

    def _open(self) -> BinaryIO:
        try:
            return open(self._path, "ab")
        except OSError as error:
            raise SourceError(f"cannot be written: {error.strerror}", self._path) from None

    def _writer_on(self, file: BinaryIO) -> WARCWriter:
        return WARCWriter(file, gzip=self._path.endswith(".gz"))
