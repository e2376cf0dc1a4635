from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from extractor.errors import FetchError
from extractor.fetch.refresh import refresh_target
from tests.conftest import local

if TYPE_CHECKING:
    from tests.conftest import Server

HERE = "https://a.example/deep/page?x=1"


@pytest.mark.parametrize(
    ("html", "target"),
    [
        ('<meta http-equiv="refresh" content="0; url=https://b.example/">', "https://b.example/"),
        ("<META HTTP-EQUIV=Refresh CONTENT='5;URL=other'>", "https://a.example/deep/other"),
        ("<meta content=\"0.5, url='/x'\" http-equiv=refresh>", "https://a.example/x"),
        ('<meta http-equiv="refresh" content="0;/x?a=1&amp;b=2">', "https://a.example/x?a=1&b=2"),
        ('<meta http-equiv="refresh" content=" 1 url = //c.example/é ">', "https://c.example/é"),
        ('<base href="/root/"><meta http-equiv="refresh" content="0;url=x">', "https://a.example/root/x"),
        ('<p>Wait.</p><meta http-equiv="refresh" content="0;url=/x">', "https://a.example/x"),
        ('<meta http-equiv="refresh" content="0;url=?x=2">', "https://a.example/deep/page?x=2"),
    ],
)
def test_where_to(html: str, target: str) -> None:
    assert refresh_target(html.encode(), "utf-8", HERE) == target
    assert refresh_target(b"\xff\xfe" + html.encode("utf-16-le"), None, HERE) == target


@pytest.mark.parametrize(
    "html",
    [
        '<meta http-equiv="refresh" content="6; url=/x">',
        '<meta http-equiv="refresh" content="300">',
        '<meta http-equiv="refresh" content="0">',
        '<meta http-equiv="refresh" content="0; url=">',
        '<meta http-equiv="refresh" content="0; url=#top">',
        f'<meta http-equiv="refresh" content="0; url={HERE}#top">',
        '<meta http-equiv="refresh" content="0; url=javascript:alert(1)">',
        '<meta http-equiv="refresh" content="0; url=file:///etc/passwd">',
        '<meta http-equiv="refresh" content="0; url=http://[">',
        '<base href="http://["><meta http-equiv="refresh" content="0; url=x">',
        '<meta http-equiv="refresh" content="soon; url=/x">',
        '<meta http-equiv="refresh">',
        '<meta name="refresh" content="0; url=/x">',
        '<!-- <meta http-equiv="refresh" content="0; url=/x"> -->',
        '<script>var a = \'<meta http-equiv="refresh" content="0; url=/x">\'</script>',
        '<body><noscript><meta http-equiv="refresh" content="0; url=/x"></noscript>',
        '<head><noscript><meta http-equiv="refresh" content="0; url=/x"></noscript>',
        '<template><meta http-equiv="refresh" content="0; url=/x"></template>',
        "<p>What a refreshing drink.</p>",
        "",
    ],
)
def test_nowhere(html: str) -> None:
    assert refresh_target(html.encode(), None, HERE) is None


@pytest.mark.parametrize(
    "part", [b"<meta http-equiv=refresh content=0 ", b"<div>", b"<!--", b"<noscript>", b" ", b"<meta content='0;url=", b"\0\xff"]
)
def test_hostile_pages_cost_little(part: bytes) -> None:
    start = time.monotonic()
    refresh_target(b"refresh" + part * 20_000, None, HERE)
    assert time.monotonic() - start < 5


def refreshing(server: Server, path: str, target: str) -> str:
    return server.page(path, f'<meta http-equiv=refresh content="0; url={target}"><p>{path}'.encode(), Content_Type="text/html")


def test_followed(server: Server) -> None:
    start = refreshing(server, "/a", "/b")
    server.page("/b", status=302, Location="/c")
    refreshing(server, "/c", "/d")
    end = server.page("/d", b"<p>Zinc", Content_Type="text/html")
    opened = local()(start)
    assert (opened.url, opened.final_url, opened.content) == (start, end, b"<p>Zinc")


def test_counted_with_the_redirects(server: Server) -> None:
    for n in range(12):
        refreshing(server, f"/{n}", f"/{n + 1}")
    server.page("/12", b"<p>Zinc", Content_Type="text/html")
    assert local()(server.url("/2")).content == b"<p>Zinc"
    with pytest.raises(FetchError, match="more than 10 redirects"):
        local()(server.url("/1"))


def test_two_pages_that_send_each_other_to_and_fro(server: Server) -> None:
    start = refreshing(server, "/a", "/b")
    end = refreshing(server, "/b", "/a")
    assert local()(start).final_url == end
    assert len(server.seen) == 2


def test_plain_text_does_not_refresh(server: Server) -> None:
    body = b'Write <meta http-equiv="refresh" content="0; url=/x"> at the top.'
    assert local()(server.page("/a", body, Content_Type="text/plain")).content == body
