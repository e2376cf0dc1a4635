"""Fetching, against a server on this machine that misbehaves in every way we know of."""

from __future__ import annotations

import gzip
import hashlib
import re
import socket
import subprocess
import sys
import threading
import time
import zlib
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING

import pytest
import requests
import responses
import urllib3

from extractor import __version__
from extractor.errors import ExtractorError, FetchError, MediaTypeError
from extractor.fetch import Fetcher
from extractor.fetch.transport import LONGEST_WAIT
from extractor.page import read_page
from extractor.source import Source
from tests.conftest import local

if TYPE_CHECKING:
    from tests.conftest import Server

HTML = "<!doctype html><title>Zinc</title><p>Zinc helps acné.</p>".encode()


@pytest.fixture
def quick() -> Fetcher:
    return local(connect_timeout=1, read_timeout=0.4, deadline=3, max_bytes=100_000, retries=0)


def message(fetch: Fetcher, url: str, kind: type[ExtractorError] = FetchError) -> str:
    """The one line that a fetch fails with; it names its source and has no line end in it."""
    with pytest.raises(kind) as caught:
        fetch(url)
    assert caught.value.source == url.strip()
    assert caught.value.message == " ".join(caught.value.message.split())
    return caught.value.message


def drip(handler: BaseHTTPRequestHandler, data: bytes, times: int = 1000) -> None:
    for _ in range(times):
        handler.wfile.write(data)
        handler.wfile.flush()
        time.sleep(0.05)


def ended(before: set[threading.Thread]) -> bool:
    """Whether the threads of fetches begun since then end soon."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if not any(thread.name == "health-claims-fetch" for thread in set(threading.enumerate()) - before):
            return True
        time.sleep(0.02)
    return False


def test_a_page(server: Server, quick: Fetcher) -> None:
    url = server.page("/zinc", HTML, Content_Type="text/html; charset=UTF-8")
    opened = Source.url(url).open(quick)
    assert (opened.content, opened.kind, opened.media_type, opened.charset) == (HTML, "html", "text/html", "utf-8")
    assert (opened.name, opened.url, opened.final_url, opened.status) == (url, url, url, 200)
    assert opened.sha256 == hashlib.sha256(HTML).hexdigest()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", opened.fetched_at or "")
    headers = server.seen[0][1]
    assert headers["User-Agent"].startswith(f"health-claim-extractor/{__version__} (+")
    assert headers["Accept"].startswith("text/html,")


@pytest.mark.parametrize(
    ("header", "body", "expected"),
    [
        ("text/html", HTML, ("html", "text/html", None)),
        ("text/html; charset=ISO-8859-1", HTML, ("html", "text/html", "iso-8859-1")),
        ('text/html;charset="Windows-1252"', HTML, ("html", "text/html", "windows-1252")),
        ("TEXT/HTML, text/html", HTML, ("html", "text/html", None)),
        ("application/xhtml+xml", HTML, ("html", "application/xhtml+xml", None)),
        ("text/html", b"Zinc helps.", ("html", "text/html", None)),
        ("text/plain; charset=utf-8", b"Zinc helps.", ("text", "text/plain", "utf-8")),
        ("text/plain", b"How to write <b>bold</b>", ("text", "text/plain", None)),
        ("text/plain", b"\xef\xbb\xbf\n" + HTML, ("html", "text/plain", None)),
        ("application/octet-stream", HTML, ("html", "application/octet-stream", None)),
        ("application/octet-stream", b"Zinc helps.", ("text", "application/octet-stream", None)),
        ("nonsense", HTML, ("html", "text/html", None)),
        ("", HTML, ("html", "text/html", None)),
    ],
)
def test_content_type_and_charset_are_only_what_the_header_states(
    server: Server, quick: Fetcher, header: str, body: bytes, expected: tuple[str, str, str | None]
) -> None:
    opened = quick(server.page("/p", body, Content_Type=header))
    assert (opened.kind, opened.media_type, opened.charset) == expected


def test_no_content_type(server: Server, quick: Fetcher) -> None:
    opened = quick(server.page("/p", HTML))
    assert (opened.kind, opened.media_type, opened.charset) == ("html", "text/html", None)


@pytest.mark.parametrize(
    ("header", "body", "expected"),
    [
        ("application/pdf", HTML, "application/pdf, neither HTML nor plain text"),
        ("image/png", b"", "image/png, neither HTML nor plain text"),
        ("application/json", b"{}", "application/json, neither HTML nor plain text"),
        ("text/html", b"%PDF-1.5\n", "a PDF, neither HTML nor plain text"),
        ("application/octet-stream", b"\x89PNG\r\n\x1a\n\0\0\0", "an image, neither HTML nor plain text"),
        ("", b"PK\x03\x04\0\0\0\0", "a binary file, neither HTML nor plain text"),
    ],
)
def test_other_media(server: Server, quick: Fetcher, header: str, body: bytes, expected: str) -> None:
    assert message(quick, server.page("/p", body, Content_Type=header), MediaTypeError) == expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [(404, "HTTP 404 Not Found"), (410, "HTTP 410 Gone"), (403, "HTTP 403 Forbidden"), (304, "HTTP 304 Not Modified"), (499, "HTTP 499")],
)
def test_status(server: Server, quick: Fetcher, status: int, expected: str) -> None:
    assert message(quick, server.page("/p", status=status)) == expected


def test_retries_a_server_error(server: Server) -> None:
    server.page("/good", HTML, Content_Type="text/html")
    bad, good = server.page("/p", b"later", 500), server.routes["/good"]
    broken = server.routes["/p"]
    server.routes["/p"] = lambda handler: (broken if len(server.seen) == 1 else good)(handler)
    assert local(retries=1)(bad).content == HTML
    assert len(server.seen) == 2


def test_gives_up_after_its_retries(server: Server) -> None:
    assert message(local(retries=1), server.page("/p", status=503)) == "HTTP 503 Service Unavailable"
    assert len(server.seen) == 2


def test_waits_as_long_as_the_server_asks(server: Server) -> None:
    url = server.page("/p", status=429, Retry_After="1")
    start = time.monotonic()
    assert message(local(retries=1), url) == "HTTP 429 Too Many Requests"
    assert len(server.seen) == 2
    assert 1 <= time.monotonic() - start < 3


IN_AN_HOUR = pytest.param(formatdate(time.time() + 3600, usegmt=True), id="in an hour")  # an id that every process gives it


@pytest.mark.parametrize("wait", [str(int(LONGEST_WAIT) + 1), "99999999999999999999", IN_AN_HOUR])
def test_does_not_wait_for_long(server: Server, wait: str) -> None:
    assert message(local(retries=2), server.page("/p", status=503, Retry_After=wait)) == "HTTP 503 Service Unavailable"
    assert len(server.seen) == 1


def test_retry_after_that_makes_no_sense(server: Server) -> None:
    assert message(local(retries=1), server.page("/p", status=503, Retry_After="soon")) == "HTTP 503 Service Unavailable"
    assert len(server.seen) == 2


def test_does_not_retry_what_stays_wrong(server: Server) -> None:
    message(local(), server.page("/p", status=404))
    assert len(server.seen) == 1


def test_follows_redirects(server: Server, quick: Fetcher) -> None:
    start = server.page("/a", status=301, Location="/b")
    server.page("/b", b"x" * 50, status=302, Location="/c?x=1")
    end = server.page("/c?x=1", HTML, Content_Type="text/html")
    opened = quick(start)
    assert (opened.url, opened.final_url, opened.content) == (start, end, HTML)


def test_ten_redirects_and_no_more(server: Server, quick: Fetcher) -> None:
    for n in range(12):
        server.page(f"/{n}", status=302, Location=f"/{n + 1}")
    server.page("/12", HTML, Content_Type="text/html")
    assert quick(server.url("/2")).content == HTML
    server.seen.clear()
    assert message(quick, server.url("/1")) == "more than 10 redirects"
    assert len(server.seen) == 11
    loop = server.page("/loop", status=302, Location="/loop")
    assert message(quick, loop) == "more than 10 redirects"


def test_redirect_out_of_http(server: Server, quick: Fetcher) -> None:
    for target in ("file:///etc/passwd", "ftp://a.example/"):
        assert message(quick, server.page("/p", status=302, Location=target)) == "redirected to an address that is not http or https"


def test_cookies_last_for_one_page(server: Server, quick: Fetcher) -> None:
    start = server.page("/a", status=302, Location="/b", Set_Cookie="seen=1; Path=/")
    server.page("/b", HTML, Content_Type="text/html", Set_Cookie="more=2; Path=/")
    quick(start)
    quick(start)
    assert [headers.get("Cookie") for _, headers in server.seen] == [None, "seen=1", None, "seen=1"]


def test_redirect_with_an_endless_body(server: Server, quick: Fetcher) -> None:
    end = server.page("/end", HTML, Content_Type="text/html")

    def route(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response_only(302)
        handler.send_header("Location", "/end")
        handler.end_headers()
        drip(handler, b"x" * 1000)

    server.routes["/p"] = route
    start = time.monotonic()
    assert quick(server.url("/p")).final_url == end
    assert time.monotonic() - start < 1


def test_error_page_with_an_endless_body(server: Server) -> None:
    def route(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response_only(500)
        handler.end_headers()
        drip(handler, b"x" * 1000)

    server.routes["/p"] = route
    start = time.monotonic()
    assert message(local(retries=1), server.url("/p")) == "HTTP 500 Internal Server Error"
    assert time.monotonic() - start < 1
    assert len(server.seen) == 2


def test_silent_server(server: Server, quick: Fetcher) -> None:
    server.routes["/p"] = lambda handler: time.sleep(1.5)
    assert message(quick, server.url("/p")) == "timed out: no answer within 0.4 s"


def test_server_that_falls_silent_in_the_body(server: Server, quick: Fetcher) -> None:
    def route(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response_only(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        handler.wfile.write(b"<p>Zinc")
        handler.wfile.flush()
        time.sleep(1.5)

    server.routes["/p"] = route
    assert message(quick, server.url("/p")) == "timed out: no answer within 0.4 s"


@pytest.mark.parametrize("headers", [{"Content-Length": "90000"}, {"Transfer-Encoding": "chunked"}, {}, {"Content-Encoding": "gzip"}])
def test_body_that_drips(server: Server, headers: dict[str, str]) -> None:
    # Empty deflate blocks give no output at all, however many come.
    data = {"Transfer-Encoding": b"1\r\nx\r\n", "Content-Encoding": b"\0\0\0\xff\xff"}.get("".join(list(headers)[:1]), b"x")

    def route(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response_only(200)
        for name, value in {"Content-Type": "text/html", **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        if "Content-Encoding" in headers:
            handler.wfile.write(b"\x1f\x8b\x08\0\0\0\0\0\0\x03")
        drip(handler, data)

    server.routes["/p"] = route
    start = time.monotonic()
    assert message(local(read_timeout=1, deadline=0.6), server.url("/p")) == "timed out: not complete after 0.6 s"
    assert time.monotonic() - start < 1.6


def test_headers_that_drip(server: Server) -> None:
    server.routes["/p"] = lambda handler: (handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: "), drip(handler, b"x"))[1]
    fetch = local(read_timeout=1, deadline=0.6)
    start = time.monotonic()
    assert message(fetch, server.url("/p")) == "timed out: not complete after 0.6 s"
    assert time.monotonic() - start < 1.6
    assert fetch(server.page("/next", HTML, Content_Type="text/html")).content == HTML


def test_too_large_as_announced(server: Server, quick: Fetcher) -> None:
    assert message(quick, server.page("/p", b"", Content_Type="text/html", Content_Length="100001")) == "larger than 0.1 MB"


def test_too_large_without_notice(server: Server, quick: Fetcher) -> None:
    def route(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response_only(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 10_000)

    server.routes["/p"] = route
    assert message(quick, server.url("/p")) == "larger than 0.1 MB"


def test_as_large_as_allowed(server: Server, quick: Fetcher) -> None:
    assert len(quick(server.page("/p", b"x" * 100_000, Content_Type="text/html")).content) == 100_000


@pytest.mark.parametrize(("name", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress), ("GZIP", gzip.compress)])
def test_compressed(server: Server, quick: Fetcher, name: str, pack: object) -> None:
    packed = pack(HTML)  # type: ignore[operator]
    assert quick(server.page("/p", packed, Content_Type="text/html", Content_Encoding=name)).content == HTML


@pytest.mark.parametrize(("name", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_bomb(server: Server, quick: Fetcher, name: str, pack: object) -> None:
    bomb = pack(b"\0" * 50_000_000)  # type: ignore[operator]
    assert len(bomb) < 100_000
    assert message(quick, server.page("/p", bomb, Content_Type="text/html", Content_Encoding=name)) == "larger than 0.1 MB"


@pytest.mark.parametrize("name", ["br", "gzip, gzip", "zstd"])
def test_encodings_that_nobody_asked_for(server: Server, quick: Fetcher, name: str) -> None:
    url = server.page("/p", HTML, Content_Type="text/html", Content_Encoding=name)
    assert message(quick, url) == f"content encoding {name!r} is not read"


def test_broken_compression(server: Server, quick: Fetcher) -> None:
    url = server.page("/p", HTML, Content_Type="text/html", Content_Encoding="gzip")
    assert message(quick, url) == "the body is not compressed as it says"


def test_cut_off(server: Server, quick: Fetcher) -> None:
    def route(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response_only(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"<p>Zinc")
        handler.close_connection = True

    server.routes["/p"] = route
    assert message(quick, server.url("/p")) == "the server broke off or does not speak HTTP"


def test_no_http(server: Server, quick: Fetcher) -> None:
    def route(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"\0\1\2\3 hello\n")
        handler.close_connection = True

    server.routes["/p"] = route
    assert message(quick, server.url("/p")) == "the server broke off or does not speak HTTP"


def test_header_that_is_no_number(server: Server, quick: Fetcher) -> None:
    url = server.page("/p", HTML, Content_Type="text/html", Content_Length="many")
    assert "\n" not in message(quick, url)


def test_no_tls(server: Server, quick: Fetcher) -> None:
    assert message(quick, server.url("/p").replace("http:", "https:")).startswith("TLS failed: ")


def test_connection_refused(quick: Fetcher) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    assert message(quick, f"http://127.0.0.1:{port}/") == "connection refused"


def test_host_that_does_not_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def getaddrinfo(host: str, *_: object, **__: object) -> object:
        asked.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    assert message(local(), "http://nowhere.invalid/") == "host name not resolved"
    assert asked == ["nowhere.invalid"]  # asked once: it will not come to be


@pytest.mark.parametrize("url", ["ftp://a.example/x", "file:///etc/passwd", "javascript:alert(1)", "a.example", ""])
def test_only_http(quick: Fetcher, url: str) -> None:
    assert message(quick, url) == "only http and https URLs can be fetched"


@pytest.mark.parametrize(
    "url", ["http://", "http://[::1", "http://a..example/", "http://a.example:port/", "http://" + "a" * 300 + ".example/"]
)
def test_urls_that_are_none(quick: Fetcher, url: str) -> None:
    assert message(quick, url) == "not a valid URL"


@responses.activate
def test_any_other_error_of_requests_is_one_line(quick: Fetcher) -> None:
    responses.get("http://a.example/", body=requests.exceptions.RequestException("odd\n thing"))
    assert message(quick, "http://a.example/") == "RequestException: odd thing"
    responses.get("http://b.example/", body=urllib3.exceptions.HTTPError("odder"))
    assert message(quick, "http://b.example/") == "HTTPError: odder"


def test_an_error_of_our_own_is_not_hidden(quick: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick.web().transport, "channel", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        quick("http://a.example/")


def test_leaves_no_thread_behind(server: Server) -> None:
    def empty_blocks(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response_only(200)
        handler.send_header("Content-Encoding", "deflate")
        handler.end_headers()
        drip(handler, b"\0\0\0\xff\xff")

    server.routes["/endless"] = empty_blocks
    before = set(threading.enumerate())
    fetch = local(read_timeout=1, deadline=0.5)
    fetch(server.page("/p", HTML, Content_Type="text/html"))
    message(fetch, server.url("/endless"))
    assert ended(before)


def test_interim_answers_without_end(server: Server) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        drip(handler, b"HTTP/1.1 100 Continue\r\n\r\n")

    server.routes["/p"] = endless
    before = set(threading.enumerate())
    assert message(local(read_timeout=1, deadline=0.5), server.url("/p")) == "timed out: not complete after 0.5 s"
    assert ended(before)


@pytest.mark.parametrize("head", [b"X: " + b"y" * 70_000 + b"\r\n", b"X: y\r\n" * 200])
def test_heads_without_measure(server: Server, quick: Fetcher, head: bytes) -> None:
    server.routes["/p"] = lambda handler: handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + head + b"\r\n") and None
    assert message(quick, server.url("/p")) == "the server broke off or does not speak HTTP"


def test_silence_is_not_tried_again(server: Server) -> None:
    server.routes["/p"] = lambda handler: time.sleep(1)
    assert message(local(read_timeout=0.3), server.url("/p")) == "timed out: no answer within 0.3 s"
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    "charset", ['"utf-8', "'UTF8'", "x-sjis", "é", "utf-8;boundary=x", "*=utf-8''%ff", "", "none; charset=utf-8", "\\"]
)
def test_charsets_that_make_no_sense(server: Server, quick: Fetcher, charset: str) -> None:
    opened = quick(server.page("/p", HTML, Content_Type=f"text/html; charset={charset}"))
    assert read_page(opened.content, charset=opened.charset).article.text.endswith("Zinc helps acné.")


def test_an_answer_longer_than_it_says(server: Server, quick: Fetcher) -> None:
    page = quick(server.page("/p", HTML + b"more", Content_Type="text/html", Content_Length=str(len(HTML)), Connection="close"))
    assert page.content == HTML


def test_requests_is_not_imported_for_a_fetcher() -> None:
    code = "import sys; from extractor import Fetcher; Fetcher(); assert 'requests' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_keeps_its_connection(server: Server, quick: Fetcher) -> None:
    ports: list[int] = []
    page = server.page("/p", HTML, Content_Type="text/html")
    inner = server.routes["/p"]
    server.routes["/p"] = lambda handler: (ports.append(handler.client_address[1]), inner(handler))[1]
    quick(page)
    quick(page)
    assert len(set(ports)) == 1
