"""WARC files: written while fetching, read again, and read from others, whole and broken."""

from __future__ import annotations

import gzip
import io
import sys
import threading
import zlib
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extractor.errors import ExtractorError, FetchError, MissingExtraError, SourceError
from extractor.source import MAX_BYTES, Opened, Source, all_pages
from extractor.warc.pages import read_warc
from tests.conftest import local

if TYPE_CHECKING:
    from tests.conftest import Server

HTML = b"<!doctype html><title>Zinc</title><p>Zinc helps acne.</p>"


def no_fetch(url: str) -> Opened:
    raise AssertionError(f"fetched {url}")


def outcomes(path: Path) -> list[Opened | tuple[str, str]]:
    """What each page of a WARC file opens to: its content, or the source and message of an error."""
    found: list[Opened | tuple[str, str]] = []
    for source in Source.warc(path).pages():
        try:
            found.append(source.open(no_fetch))
        except ExtractorError as error:
            found.append((error.source, error.message))
    return found


def contents(path: Path) -> list[object]:
    return [one.content if isinstance(one, Opened) else one for one in outcomes(path)]


class Writer:
    """Writes a WARC file as other programs do."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._out = io.BytesIO()
        self._writer = WARCWriter(self._out, gzip=path.name.endswith(".gz"))

    def response(self, url: str, body: bytes = HTML, status: str = "200 OK", kind: str = "response", **headers: str) -> None:
        fields = [(name.replace("_", "-"), value) for name, value in {"Content_Type": "text/html", **headers}.items()]
        http = StatusAndHeaders(status, fields, protocol="HTTP/1.1")
        warc = {"WARC-Date": "2026-01-31T12:00:00.123456Z"}
        self._writer.write_record(
            self._writer.create_warc_record(url, kind, payload=io.BytesIO(body), http_headers=http, warc_headers_dict=warc)
        )
        self.path.write_bytes(self._out.getvalue())


@pytest.fixture(params=["pages.warc", "pages.warc.gz"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / str(request.param)


@pytest.mark.parametrize("with_cache", [False, True])
def test_a_study_is_repeated_from_what_was_written(server: Server, path: Path, with_cache: bool, tmp_path: Path) -> None:
    server.page("/robots.txt", b"User-agent: *\nDisallow: /secret", Content_Type="text/plain")
    server.page("/gone", status=404)
    server.page("/old", status=301, Location="/new?a=1#part")
    server.page("/new?a=1", "Zinc – né".encode("cp1252"), Content_Type='text/html; charset="Windows-1252"', Set_Cookie="a=1")
    server.page("/waits", b'<meta http-equiv=refresh content="0; url=/packed">', Content_Type="text/html")
    server.page("/packed", gzip.compress(HTML, mtime=0), Content_Type="text/html", Content_Encoding="gzip")
    server.page("/notes", b"Zinc helps.", Content_Type="text/plain")
    server.page("/chunked", b"%x\r\n%s\r\n0\r\n\r\n" % (len(HTML), HTML), Transfer_Encoding="chunked", Content_Length="", X="\xe9")
    fetch = local(robots=True, save_warc=path, cache=tmp_path / "cache" if with_cache else None)
    fetched = []
    for name in ("old", "waits", "gone", "secret", "notes", "chunked", "old"):
        try:
            fetched.append(fetch(server.url(f"/{name}")))
        except FetchError:
            assert name in ("gone", "secret")
    assert len(fetched) == 5
    assert outcomes(path) == fetched
    checker = Checker(SimpleNamespace(inputs=[str(path)], verbose=False))
    checker.process_all()
    assert checker.exit_value == 0  # every digest is right
    with path.open("rb") as file:
        kinds = [(record.rec_type, record.rec_headers.get_header("WARC-Target-URI")) for record in ArchiveIterator(file)]
    assert kinds[0][0] == "warcinfo"
    assert ("response", server.url("/robots.txt")) in kinds
    assert ("request", server.url("/gone")) in kinds


def test_appended_to(server: Server, path: Path) -> None:
    for name in ("/a", "/b"):
        local(save_warc=path)(server.page(name, HTML + name.encode(), Content_Type="text/html"))
    assert contents(path) == [HTML + b"/a", HTML + b"/b"]


def test_written_by_several_threads(server: Server, path: Path) -> None:
    fetch = local(save_warc=path)
    urls = [server.page(f"/{n}", HTML + b"x" * 10_000 * n, Content_Type="text/html") for n in range(12)]
    threads = [threading.Thread(target=fetch, args=(url,)) for url in urls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.url or "" for one in outcomes(path) if isinstance(one, Opened)) == sorted(urls)


def test_what_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be written: Is a directory"):
        local(save_warc=tmp_path)
    with pytest.raises(SourceError, match="cannot be written: No such file"):
        local(save_warc=tmp_path / "gone" / "x.warc")


def test_files_of_others(path: Path) -> None:
    writer = Writer(path)
    writer.response("https://a.example/zinc", HTML)
    writer.response("https://a.example/robots.txt", b"User-agent: *", Content_Type="text/plain")
    writer.response("https://a.example/moved", b"<p>moved", "302 Found", Location="/zinc")
    writer.response("https://a.example/gone", b"<p>gone", "404 Not Found")
    writer.response("https://a.example/x.png", b"\x89PNG\r\n\x1a\n\0\0\0", Content_Type="image/png")
    writer.response("https://a.example/lies", b"%PDF-1.5\n")
    writer.response("https://a.example/untold", HTML, Content_Type="application/octet-stream")
    writer.response("https://a.example/xhtml", HTML, Content_Type="Application/XHTML+XML; charset=UTF-8")
    writer.response("https://a.example/late", HTML, "203 Whatever")
    writer.response("https://a.example/odd", HTML, "many")
    writer.response("https://a.example/zinc", HTML, kind="revisit")
    found = outcomes(path)
    assert all(isinstance(one, Opened) for one in found)
    assert [one.url for one in found] == [f"https://a.example/{name}" for name in ("zinc", "untold", "xhtml", "late")]  # type: ignore[union-attr]
    first = found[0]
    assert isinstance(first, Opened)
    assert (first.final_url, first.status, first.media_type, first.fetched_at) == (first.url, 200, "text/html", "2026-01-31T12:00:00Z")
    assert (found[2].charset, found[3].status) == ("utf-8", 203)  # type: ignore[union-attr]


def test_bodies_in_their_encodings(path: Path) -> None:
    writer = Writer(path)
    chunked = b"5;x=y\r\n" + HTML[:5] + b"\r\n" + b"%X\r\n" % len(HTML[5:]) + HTML[5:] + b"\r\n0\r\nTrailer: 1\r\n\r\n"
    packed = gzip.compress(HTML, mtime=0)
    writer.response("https://a.example/1", chunked, Transfer_Encoding="chunked")
    writer.response("https://a.example/2", packed, Content_Encoding="gzip", Content_Length="1")
    writer.response(
        "https://a.example/3", b"%x\r\n" % len(packed) + packed + b"\r\n0\r\n\r\n", Content_Encoding="GZIP", Transfer_Encoding="Chunked"
    )
    writer.response("https://a.example/4", zlib.compress(HTML), Content_Encoding="deflate")
    writer.response("https://a.example/5", HTML, Transfer_Encoding="chunked")  # as some crawlers write it
    writer.response("https://a.example/6", HTML, Content_Encoding="br")
    writer.response("https://a.example/7", HTML, Content_Encoding="gzip")
    writer.response("https://a.example/8", HTML)
    assert contents(path) == [
        *[HTML] * 5,
        ("https://a.example/6", "content encoding 'br' is not read"),
        ("https://a.example/7", "the body is not compressed as it says"),
        HTML,
    ]


def test_bombs_and_giants_harm_themselves_alone(path: Path) -> None:
    writer = Writer(path)
    bomb = gzip.compress(b"\0" * (MAX_BYTES * 5))
    writer.response("https://a.example/1", bomb, Content_Encoding="gzip")
    writer.response(
        "https://a.example/2", b"%x\r\n" % len(bomb) + bomb + b"\r\n0\r\n\r\n", Content_Encoding="gzip", Transfer_Encoding="chunked"
    )
    writer.response("https://a.example/3", b"x" * (MAX_BYTES + 1))
    writer.response("https://a.example/4", HTML)
    assert contents(path) == [*[(f"https://a.example/{n}", "larger than 20 MB") for n in (1, 2, 3)], HTML]


def test_broken_off_anywhere_nothing_before_it_is_lost(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    writer = Writer(path)
    writer.response("https://a.example/1", HTML + b"1")
    first = path.stat().st_size
    writer.response("https://a.example/2", HTML + b"2")
    second = path.stat().st_size
    writer.response("https://a.example/3", HTML + b"3" * 1000)
    whole = path.read_bytes()
    bodies = [HTML + b"1", HTML + b"2", HTML + b"3" * 1000]
    near = 20  # bytes before its end, a record's page may be whole: what is cut off then are blank lines and check sums
    for end in range(first + 1, len(whole) - near, 7):
        path.write_bytes(whole[:end])
        found = contents(path)
        pages = [one for one in found if isinstance(one, bytes)]
        assert pages == bodies[: len(pages)], end
        assert len(pages) >= 1 + (end >= second), end
        broken = found[len(pages) :]
        assert len(broken) == 1 or (second - near < end <= second and not broken), end
        for name, said in broken:  # type: ignore[misc]
            assert (name, said.split(":")[0]) == (str(path), "no WARC file, or broken from here on"), end
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("at", [30, 400, 700])
def test_bytes_gone_wrong(path: Path, at: int, capfd: pytest.CaptureFixture[str]) -> None:
    writer = Writer(path)
    for n in range(4):
        writer.response(f"https://a.example/{n}", HTML + bytes(str(n), "ascii") * 300)
    whole = bytearray(path.read_bytes())
    start = len(whole) // 4
    for position in range(start + at % start, start + at % start + 12):
        whole[position] ^= 0xFF
    path.write_bytes(whole)
    found = contents(path)
    assert found[0] == HTML + b"0" * 300
    assert len(found) <= 4
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<p>Zinc.",
        b"\x1f\x8b",
        gzip.compress(b"<p>Zinc.", mtime=0),
        b"WARC/1.0\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 10\r\n\r\nHTTP/1.1 2",
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Length: -5\r\n\r\nHTTP/1.1 2",
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Length: 9999999999\r\n\r\nHTTP/1.1 200\r\n\r\n",
        b"WARC/1.0\r\n" + b"X: y\r\n" * 100_000,
        b"WARC/1.0\r\nX: " + b"y" * 10_000_000,
        gzip.compress(b"WARC/1.0\r\nX: " + b"y" * 100_000_000, mtime=0),
    ],
    ids=lambda content: repr(content[:40]),
)
def test_no_warc_file_at_all(path: Path, content: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    path.write_bytes(content)
    found = contents(path)
    if content:
        ((name, said),) = found  # type: ignore[misc]
        assert (name, said.split(":")[0]) == (str(path), "no WARC file, or broken from here on")
        assert len(said) < 300
    else:
        assert found == []
    assert capfd.readouterr() == ("", "")


def test_one_gzip_member_around_all_records(tmp_path: Path) -> None:
    plain = Writer(tmp_path / "x.warc")
    plain.response("https://a.example/1")
    plain.response("https://a.example/2")
    (tmp_path / "x.warc.gz").write_bytes(gzip.compress((tmp_path / "x.warc").read_bytes()))
    assert contents(tmp_path / "x.warc.gz") == [HTML, HTML]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert outcomes(tmp_path / "gone.warc") == [(str(tmp_path / "gone.warc"), "no such file")]
    assert outcomes(tmp_path) == [(str(tmp_path), "a folder, not a file")]


def test_read_one_page_at_a_time(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "x.warc")
    writer.response("https://a.example/1")
    pages = read_warc(tmp_path / "x.warc")
    assert next(pages).open(no_fetch).content == HTML
    pages.close()  # type: ignore[attr-defined]


def test_many_pages_are_no_single_source(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"x\.warc: a WARC file has many pages"):
        Source.warc(tmp_path / "x.warc").open(no_fetch)


def test_pages_among_other_sources(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "x.warc")
    writer.response("https://a.example/1")
    writer.response("https://a.example/2")
    sources = [Source.text("a"), Source.guess(str(tmp_path / "x.warc")), Source.guess("b.html")]
    assert [source.name for source in all_pages(sources)] == ["<text>", "https://a.example/1", "https://a.example/2", "b.html"]
    with pytest.raises(TypeError, match="expected a Source"):
        list(all_pages(["a"]))  # type: ignore[list-item]


def test_without_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("warcio", "extractor.warc.", "extractor.fetch.archive"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "warcio", None)
    with pytest.raises(MissingExtraError, match=r"^writing a WARC file needs warcio: pip install 'health-claim-extractor\[research\]'$"):
        local(save_warc=tmp_path / "x.warc")
    (source,) = Source.warc(tmp_path / "x.warc").pages()
    with pytest.raises(MissingExtraError, match="reading a WARC file needs warcio"):
        source.open(no_fetch)
