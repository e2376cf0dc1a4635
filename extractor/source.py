"""What a user may hand in, and what opening it gives.

A `Source` is a small value: it names a page and travels to worker processes. `Source.open` reads it into an `Opened`, the raw content and
all that is known of where it came from. How a URL is had is the caller's affair (`extractor.fetch.Fetcher`): nothing here needs a network.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Literal

from extractor.errors import MediaTypeError, MissingExtraError, SourceError
from extractor.extras import needs
from extractor.report import SourceInfo

MAX_BYTES = 20_000_000  # of one page, decompressed: the longest article seen in the wild has a tenth of it

_TOO_LARGE = f"larger than {MAX_BYTES // 1_000_000} MB"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_SURROGATES = re.compile("[\ud800-\udfff]")
_SUFFIXES: dict[str, Literal["html", "text"]] = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".xht": "html", ".shtml": "html", ".txt": "text", ".text": "text", ".md": "text",
}  # fmt: skip


@dataclass(frozen=True)
class Opened:
    """A source's content as it came, not yet decoded.

    Attributes:
        name: the source in words, for messages.
        content: bytes as they lay in the file or came from the server, or the string that was handed in.
        kind: how to read it.
        url: what was asked for: a URL, or for a file its path as it was given.
        final_url: the URL after all redirects; relative links are relative to it.
        charset: as the HTTP header states it, else None.
        fetched_at: UTC, "2026-01-31T12:00:00Z", for what came over the network.
        sha256: of the raw bytes, in hex; of its UTF-8 form for a string.
    """

    name: str
    content: bytes | str
    kind: Literal["html", "text"]
    url: str | None = None
    final_url: str | None = None
    status: int | None = None
    media_type: str | None = None
    charset: str | None = None
    fetched_at: str | None = None
    sha256: str = ""

    def info(self, charset: str | None = None) -> SourceInfo:
        """The report's account of the source. `charset` is the one that the content was read with in the end."""
        return SourceInfo(
            url=self.url,
            final_url=self.final_url,
            status=self.status,
            media_type=self.media_type,
            charset=charset or self.charset,
            fetched_at=self.fetched_at,
            sha256=self.sha256,
        )


@dataclass(frozen=True)
class Source:
    """One page to read, or a WARC file with many.

    Made by `Source.url`, `.html`, `.file`, `.text`, `.warc` or, from a command line's word, `.guess`.
    """

    kind: Literal["url", "html", "text", "file", "warc", "data", "ready"]
    value: str | bytes | Opened | Exception
    address: str | None = None  # where the page was had from, if anywhere, or the name of what is ready

    @classmethod
    def url(cls, url: str) -> Source:
        """A page on the web (http or https)."""
        return cls("url", url)

    @classmethod
    def html(cls, html: str | bytes, url: str | None = None) -> Source:
        """A page already at hand. `url` is where it came from; relative links are relative to it."""
        return cls("html", html, url)

    @classmethod
    def text(cls, text: str) -> Source:
        """An article as plain text."""
        return cls("text", text)

    @classmethod
    def file(cls, path: str | os.PathLike[str]) -> Source:
        """A file with HTML or plain text in it. Which it is, its content tells where its name does not."""
        return cls("file", os.fspath(path))

    @classmethod
    def warc(cls, path: str | os.PathLike[str]) -> Source:
        """A WARC file, plain or gzipped: as many sources as it has pages, for `Extractor.pipe`."""
        return cls("warc", os.fspath(path))

    @classmethod
    def ready(cls, name: str, outcome: Opened | Exception) -> Source:
        """A source that somebody opened before, or failed to."""
        return cls("ready", outcome, name)

    @classmethod
    def guess(cls, argument: str, stdin: BinaryIO | None = None) -> Source:
        """What a word on a command line means: a URL if it has a scheme, standard input if it is "-", else a path.

        A path that ends in .warc or .warc.gz is a WARC file.
        Standard input is read at once, so that the source is whole wherever it is opened.
        """
        if argument == "-":
            return cls("data", (stdin or sys.stdin.buffer).read(MAX_BYTES + 1), "<stdin>")
        if _SCHEME.match(argument):
            return cls.url(argument)
        return cls.warc(argument) if is_warc(argument) else cls.file(argument)

    @property
    def name(self) -> str:
        """The source in words: its URL or path, or "<html>", "<text>", "<stdin>"."""
        if self.kind in ("url", "file", "warc"):
            return printable(str(self.value))
        return self.address or f"<{self.kind}>"

    def pages(self) -> Iterator[Source]:
        """The source itself; for a WARC file one source for each page, read as they are asked for."""
        if self.kind != "warc":
            yield self
            return
        try:
            with needs("warcio", "research", "reading a WARC file"):
                from extractor.warc.pages import read_warc
        except MissingExtraError as error:
            yield Source.ready(self.name, error)
        else:
            yield from read_warc(str(self.value))

    def open(self, fetch: Callable[[str], Opened]) -> Opened:
        """Read the source.

        Args:
            fetch: gets a URL, such as an `extractor.fetch.Fetcher`. Only a URL needs it.

        Raises:
            SourceError: a file that is missing, unreadable or a folder; anything larger than 20 MB; a WARC file, which is no one page.
            FetchError, MediaTypeError: from `fetch`.
        """
        if isinstance(self.value, Exception):
            raise self.value
        if isinstance(self.value, Opened):
            return self.value
        if self.kind == "url":
            return fetch(str(self.value))
        if self.kind == "warc":
            raise SourceError("a WARC file has many pages; `extract` (`Extractor.pipe`) reads them", self.name)
        if self.kind == "file":
            return opened(self.name, _read_file(str(self.value), self.name), _SUFFIXES.get(Path(str(self.value)).suffix.lower()), self.name)
        if isinstance(self.value, bytes) and len(self.value) > MAX_BYTES:
            raise SourceError(_TOO_LARGE, self.name)
        if self.kind == "data":
            return opened(self.name, self.value)
        made = opened(self.name, self.value, "html" if self.kind == "html" else "text", self.address)
        return replace(made, final_url=self.address)


def is_warc(argument: str) -> bool:
    """Whether `Source.guess` takes it for a WARC file."""
    return not _SCHEME.match(argument) and argument.lower().endswith((".warc", ".warc.gz"))


def all_pages(sources: Iterable[Source]) -> Iterator[Source]:
    """The sources in order, WARC files taken apart.

    Raises:
        TypeError: something else among them.
    """
    for source in sources:
        if not isinstance(source, Source):
            raise TypeError(f"expected a Source, such as Source.url(…) (got {type(source).__name__})")
        yield from source.pages()


def opened(name: str, content: bytes | str, kind: Literal["html", "text"] | None = None, url: str | None = None) -> Opened:
    """An `Opened` for content at hand; what its bytes are is looked up where `kind` does not say.

    Raises:
        MediaTypeError: a PDF, an image, JSON or another file that is neither, whatever `kind` says.
    """
    raw = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    if isinstance(content, str):
        content = _SURROGATES.sub("\ufffd", content)  # half a character: no UTF-8 and so no JSON can hold it
    else:
        kind = content_kind(content, name, kind)
    kind = kind or "text"
    return Opened(
        name, content, kind, url, media_type="text/html" if kind == "html" else "text/plain", sha256=hashlib.sha256(raw).hexdigest()
    )


def content_kind(data: bytes, name: str, stated: Literal["html", "text"] | None = None) -> Literal["html", "text"]:
    """HTML or text: `stated` by a name or a header, unless the bytes are neither; else from the bytes.

    Raises:
        MediaTypeError: a PDF, an image, JSON or another file that is neither.
    """
    from extractor.decode import REFUSED, sniff

    found = sniff(data)
    if found != "html" and found != "text":
        raise MediaTypeError(f"{REFUSED[found]}, neither HTML nor plain text", name)
    return stated or found


def printable(path: str) -> str:
    """A path whose bytes are no UTF-8 in a form that any output can take."""
    return os.fsencode(path).decode("utf-8", "replace") if _SURROGATES.search(path) else path


def _read_file(path: str, name: str) -> bytes:
    with open_file(path, name) as file:
        data = file.read(MAX_BYTES + 1)  # never more, so that /dev/zero and an endless pipe do no harm
    if len(data) > MAX_BYTES:
        raise SourceError(_TOO_LARGE, name)
    return data


@contextmanager
def open_file(path: str, name: str) -> Iterator[io.BufferedReader]:
    """A file to read.

    Raises:
        SourceError: it cannot be opened or read.
    """
    try:
        with open(path, "rb") as file:
            yield file
    except FileNotFoundError:
        raise SourceError("no such file", name) from None
    except IsADirectoryError:
        raise SourceError("a folder, not a file", name) from None
    except PermissionError:
        raise SourceError("no permission to read it", name) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise SourceError(f"cannot be read: {getattr(error, 'strerror', None) or error}", name) from None
