from __future__ import annotations

import gzip
import re
import sqlite3
import sys
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extractor.errors import FetchError, MediaTypeError, MissingExtraError, SourceError
from tests.conftest import local

if TYPE_CHECKING:
    from tests.conftest import Server

HTML = b"<!doctype html><title>Zinc</title><p>Zinc helps acne.</p>"


def test_a_page_without_word_of_its_age_is_kept_for_the_day(server: Server, tmp_path: Path) -> None:
    url = server.page("/zinc?api_key=1", gzip.compress(HTML), Content_Type="text/html; charset=utf-8", Content_Encoding="gzip")
    first = local(cache=tmp_path / "deep" / "cache")(url)
    again = local(cache=tmp_path / "deep" / "cache")(url)
    assert first == again
    assert again.content == HTML
    assert len(server.seen) == 1


def test_the_time_is_that_of_the_true_fetch(server: Server, tmp_path: Path) -> None:
    url = server.page("/zinc", HTML, Content_Type="text/html")
    local(cache=tmp_path)(url)
    file = sqlite3.connect(tmp_path / "answers.sqlite")
    ((kept,),) = file.execute("select value from responses")
    file.execute("update responses set value = ?", (re.sub(r'(Fetched-At": *")[\d-]*', r"\g<1>2026-01-31", kept),))
    file.commit()
    file.close()
    assert (local(cache=tmp_path)(url).fetched_at or "").startswith("2026-01-31T")
    assert len(server.seen) == 1


def test_asked_again_whether_it_has_changed(server: Server, tmp_path: Path) -> None:
    url = server.page("/zinc", HTML, Content_Type="text/html", ETag='"1"', Cache_Control="max-age=0")
    page = server.routes["/zinc"]

    def route(handler: BaseHTTPRequestHandler) -> None:
        if handler.headers.get("If-None-Match") == '"1"':
            handler.send_response_only(304)
            handler.send_header("ETag", '"1"')
            handler.send_header("Cache-Control", "max-age=0")
            handler.end_headers()
        else:
            page(handler)

    server.routes["/zinc"] = route
    first = local(cache=tmp_path)(url)
    again = local(cache=tmp_path)(url)
    assert (again.content, again.status, again.fetched_at) == (HTML, 200, first.fetched_at)
    assert [headers.get("If-None-Match") for _, headers in server.seen] == [None, '"1"']
    server.page("/zinc", b"<p>Iron.", Content_Type="text/html", ETag='"2"', Cache_Control="max-age=0")
    assert local(cache=tmp_path)(url).content == b"<p>Iron."


@pytest.mark.parametrize(("status", "headers"), [(200, {"Cache_Control": "no-store"}), (302, {}), (404, {}), (500, {})])
def test_what_is_not_kept(server: Server, tmp_path: Path, status: int, headers: dict[str, str]) -> None:
    server.page("/end", HTML, Content_Type="text/html", Cache_Control="no-store")
    url = server.page("/a", HTML, status, Content_Type="text/html", **({"Location": "/end"} if status == 302 else headers))
    for _ in range(2):
        try:
            local(cache=tmp_path, retries=0)(url)
        except FetchError:
            assert status >= 400
    assert [path for path, _ in server.seen if path == "/a"] == ["/a", "/a"]


def test_bounds_hold_as_without(server: Server, tmp_path: Path) -> None:
    bomb = server.page("/bomb", gzip.compress(b"\0" * 50_000_000), Content_Type="text/html", Content_Encoding="gzip")
    fetch = local(cache=tmp_path, max_bytes=100_000)
    for _ in range(2):
        with pytest.raises(FetchError, match=r"larger than 0\.1 MB"):
            fetch(bomb)
    with pytest.raises(MediaTypeError):
        fetch(server.page("/pdf", b"%PDF", Content_Type="application/pdf"))
    page = server.page("/page", b"x" * 90_000, Content_Type="text/html")
    fetch(page)
    with pytest.raises(FetchError, match=r"larger than 0\.05 MB"):
        local(cache=tmp_path, max_bytes=50_000)(page)
    assert (tmp_path / "answers.sqlite").stat().st_size < 1_000_000


def test_a_broken_answer_is_not_kept(server: Server, tmp_path: Path) -> None:
    def cut_off(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response_only(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"<p>Zinc")
        handler.close_connection = True

    server.routes["/a"] = cut_off
    with pytest.raises(FetchError):
        local(cache=tmp_path)(server.url("/a"))
    assert local(cache=tmp_path)(server.page("/a", HTML, Content_Type="text/html")).content == HTML


def test_cached_pages_are_subject_to_robots_txt_and_that_is_cached_too(server: Server, tmp_path: Path) -> None:
    url = server.page("/zinc", HTML, Content_Type="text/html")
    server.page("/robots.txt", b"User-agent: *\nDisallow: /iron")
    local(cache=tmp_path, robots=True)(url)
    local(cache=tmp_path, robots=True)(url)
    assert [path for path, _ in server.seen] == ["/robots.txt", "/zinc"]


def test_a_folder_that_cannot_be_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(SourceError, match="file: cannot be used as a cache: File exists"):
        local(cache=tmp_path / "file")
    (tmp_path / "answers.sqlite").write_text("no database at all, but long enough to be taken for one" * 20)
    with pytest.raises(SourceError, match="cannot be used as a cache: file is not a database"):
        local(cache=tmp_path)


def test_without_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "requests_cache", None)
    monkeypatch.delitem(sys.modules, "extractor.fetch.cache", raising=False)
    with pytest.raises(MissingExtraError) as caught:
        local(cache=tmp_path)
    assert str(caught.value) == "a cache needs requests-cache: pip install 'health-claim-extractor[research]'"
