from __future__ import annotations

import hashlib
import io
import os
import pickle
import sys
from pathlib import Path

import pytest

from extractor.errors import MediaTypeError, SourceError
from extractor.source import MAX_BYTES, Opened, Source

HTML = b"<!doctype html><p>Zinc helps acne.</p>"


def no_fetch(url: str) -> Opened:
    raise AssertionError(f"fetched {url}")


@pytest.mark.parametrize(
    ("argument", "kind"),
    [
        ("https://a.example/x", "url"),
        ("HTTP://A.EXAMPLE", "url"),
        ("ftp://a.example/x", "url"),  # refused when fetched, with a better word than "no such file"
        ("a.example/x.html", "file"),
        ("./-", "file"),
        ("C:\\pages\\x.html", "file"),
    ],
)
def test_guess(argument: str, kind: str) -> None:
    source = Source.guess(argument)
    assert (source.kind, source.value, source.name) == (kind, argument, argument)


def test_guess_reads_standard_input_at_once() -> None:
    stdin = io.BytesIO(HTML)
    source = Source.guess("-", stdin)
    stdin.close()
    opened = pickle.loads(pickle.dumps(source)).open(no_fetch)
    assert (opened.content, opened.kind, opened.name, opened.url) == (HTML, "html", "<stdin>", None)


def test_endless_standard_input_is_refused_when_opened() -> None:
    class Zeros(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            assert size > 0
            return b"a" * size

    source = Source.guess("-", Zeros())  # type: ignore[arg-type]
    with pytest.raises(SourceError, match="<stdin>: larger than 20 MB"):
        source.open(no_fetch)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("page.html", HTML, "html"),
        ("page.HTM", b"Zinc helps acne.", "html"),
        ("notes.txt", b"<p>is how a paragraph begins.", "text"),
        ("page", HTML, "html"),
        ("page", b"Zinc helps acne.", "text"),
        ("page.aspx", HTML, "html"),
    ],
)
def test_file_kind_by_name_then_by_content(tmp_path: Path, name: str, content: bytes, kind: str) -> None:
    (tmp_path / name).write_bytes(content)
    opened = Source.file(tmp_path / name).open(no_fetch)
    assert opened == Opened(
        name=str(tmp_path / name),
        content=content,
        kind=kind,  # type: ignore[arg-type]
        url=str(tmp_path / name),
        media_type="text/html" if kind == "html" else "text/plain",
        sha256=hashlib.sha256(content).hexdigest(),
    )


@pytest.mark.parametrize(
    ("content", "what"), [(b"%PDF-1.7\n", "a PDF"), (b"\x89PNG\r\n\x1a\n\0\0", "an image"), (b"PK\x03\x04\0\0\0\0", "a binary file")]
)
@pytest.mark.parametrize("name", ["page.html", "page"])
def test_what_is_neither_html_nor_text(tmp_path: Path, name: str, content: bytes, what: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(MediaTypeError) as caught:
        Source.file(tmp_path / name).open(no_fetch)
    assert str(caught.value) == f"{tmp_path / name}: {what}, neither HTML nor plain text"


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    for path, reason in [(tmp_path / "gone.html", "no such file"), (tmp_path, "a folder, not a file"), ("a\0b", "cannot be read: ")]:
        with pytest.raises(SourceError) as caught:
            Source.file(path).open(no_fetch)
        assert caught.value.source == str(path)
        assert caught.value.message.startswith(reason)


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="needs an endless file")
def test_endless_file() -> None:
    with pytest.raises(SourceError, match="larger than 20 MB"):
        Source.file("/dev/zero").open(no_fetch)


def test_a_page_as_large_as_allowed(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(b"a" * MAX_BYTES)
    assert len(Source.file(tmp_path / "x.txt").open(no_fetch).content) == MAX_BYTES
    (tmp_path / "x.txt").write_bytes(b"a" * (MAX_BYTES + 1))
    with pytest.raises(SourceError, match="larger"):
        Source.file(tmp_path / "x.txt").open(no_fetch)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such name")
def test_file_name_that_is_no_utf8(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"z\xffnc.txt")
    with open(path, "wb") as file:
        file.write(b"Zinc.")
    opened = Source.file(os.fsdecode(path)).open(no_fetch)
    assert opened.content == b"Zinc."
    assert (opened.url or "").endswith("z\ufffdnc.txt")  # what any output can take


def test_html_and_text_at_hand() -> None:
    opened = Source.html("<p>né", "https://a.example/").open(no_fetch)
    assert (opened.content, opened.kind, opened.url, opened.final_url) == ("<p>né", "html", "https://a.example/", "https://a.example/")
    assert opened.sha256 == hashlib.sha256("<p>né".encode()).hexdigest()
    assert Source.html("<p>").name == "<html>"
    text = Source.text("<p>is no mark-up here").open(no_fetch)
    assert (text.kind, text.url, text.media_type, Source.text("x").name) == ("text", None, "text/plain", "<text>")


def test_half_characters_in_a_string_are_replaced_one_for_one() -> None:
    opened = Source.text("zinc \ud83d helps").open(no_fetch)
    assert opened.content == "zinc \ufffd helps"
    assert len(opened.sha256) == 64


def test_bytes_of_a_pdf_handed_in_as_html() -> None:
    with pytest.raises(MediaTypeError, match="<html>: a PDF"):
        Source.html(b"%PDF-1.4").open(no_fetch)


def test_only_urls_are_fetched() -> None:
    answer = Opened("u", b"", "html")
    assert Source.url("https://a.example").open(lambda url: answer if url == "https://a.example" else no_fetch(url)) is answer


def test_info() -> None:
    opened = Opened("u", b"", "html", "http://a", "http://b", 200, "text/html", "utf-8", "2026-01-31T12:00:00Z", "ab")
    info = opened.info("windows-1252")
    assert list(info.model_dump().values()) == ["http://a", "http://b", 200, "text/html", "windows-1252", "2026-01-31T12:00:00Z", "ab"]
    assert opened.info().charset == "utf-8"
