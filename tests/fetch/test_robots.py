"""robots.txt and the pace."""

from __future__ import annotations

import threading
import time
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING

import pytest

from extractor.errors import FetchError
from extractor.fetch import Fetcher
from extractor.fetch.pace import Pace
from extractor.fetch.robots import LONGEST_INTERVAL, MAX_BYTES
from tests.conftest import local

if TYPE_CHECKING:
    from tests.conftest import Server

HTML = b"<!doctype html><title>Zinc</title><p>Zinc helps acne.</p>"


@pytest.fixture
def obeying() -> Fetcher:
    return local(robots=True, retries=0, read_timeout=0.4)


@pytest.fixture
def zinc(server: Server) -> str:
    return server.page("/zinc", HTML, Content_Type="text/html")


def refusal(fetch: Fetcher, url: str) -> str:
    with pytest.raises(FetchError) as caught:
        fetch(url)
    return caught.value.message


@pytest.mark.parametrize(
    "rules",
    [
        b"User-agent: *\nDisallow: /zinc",
        b"\xef\xbb\xbfUser-agent: *\nDisallow: /",
        b"User-Agent: Health-Claim-Extractor\r\nDisallow: /z*c\r\n\r\nUser-agent: *\nAllow: /",
        b"User-agent: *\nDisallow: /\nAllow: /iron",
    ],
)
def test_disallowed(server: Server, obeying: Fetcher, zinc: str, rules: bytes) -> None:
    address = server.page("/robots.txt", rules, Content_Type="text/plain")
    said = f"disallowed for health-claim-extractor by {address}; --ignore-robots (robots=False) fetches it anyway"
    assert refusal(obeying, zinc) == said
    assert [path for path, _ in server.seen] == ["/robots.txt"]
    assert local(robots=False)(zinc).content == HTML


@pytest.mark.parametrize(
    "rules",
    [
        b"",
        b"User-agent: *\nDisallow:",
        b"User-agent: *\nDisallow: /\nAllow: /zinc",
        b"User-agent: other\nDisallow: /",
        b"User-agent: *\nDisallow: /\n\nUser-agent: health-claim-extractor\nDisallow: /iron",
        b"<!doctype html><p>Not found, but politely.",
        b"\xff\xfe\0\1",
    ],
)
def test_allowed(server: Server, obeying: Fetcher, zinc: str, rules: bytes) -> None:
    server.page("/robots.txt", rules)
    assert obeying(zinc).content == HTML


@pytest.mark.parametrize("status", [401, 403, 404, 410, 429])
def test_none_to_be_had_allows_everything(server: Server, obeying: Fetcher, zinc: str, status: int) -> None:
    server.page("/robots.txt", b"User-agent: *\nDisallow: /", status)
    assert obeying(zinc).content == HTML


def test_a_server_in_trouble_allows_nothing(server: Server, obeying: Fetcher, zinc: str) -> None:
    address = server.page("/robots.txt", status=503)
    said = f"{address} cannot be had, so nothing may be fetched there (HTTP 503); --ignore-robots (robots=False) fetches it anyway"
    assert refusal(obeying, zinc) == said
    assert refusal(obeying, zinc) == said
    assert len(server.seen) == 1


def test_silence_allows_nothing(server: Server, obeying: Fetcher, zinc: str) -> None:
    server.routes["/robots.txt"] = lambda handler: time.sleep(1)
    assert "(timed out: no answer within 0.4 s)" in refusal(obeying, zinc)


def test_a_host_that_is_not_there_is_not_blamed_on_robots_txt(obeying: Fetcher) -> None:
    assert refusal(obeying, "http://127.0.0.1:1/") == "connection refused"


def test_asked_once_for_a_host(server: Server, obeying: Fetcher, zinc: str) -> None:
    server.page("/robots.txt", b"User-agent: *\nDisallow: /iron")
    obeying(zinc)
    obeying(zinc)
    refusal(obeying, server.url("/iron"))
    assert [path for path, _ in server.seen] == ["/robots.txt", "/zinc", "/zinc"]


def test_asked_once_by_many_threads(server: Server, obeying: Fetcher, zinc: str) -> None:
    server.page("/robots.txt", b"User-agent: *\nDisallow: /iron")
    inner = server.routes["/robots.txt"]

    def slow(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.1)
        inner(handler)

    server.routes["/robots.txt"] = slow
    threads = [threading.Thread(target=obeying, args=(zinc,)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(path for path, _ in server.seen) == ["/robots.txt"] + ["/zinc"] * 5


def test_redirected_rules(server: Server, obeying: Fetcher, zinc: str) -> None:
    server.page("/robots.txt", status=301, Location="/elsewhere.txt")
    server.page("/elsewhere.txt", b"User-agent: *\nDisallow: /zinc")
    assert "disallowed" in refusal(obeying, zinc)


def test_rules_that_redirect_for_ever_are_none(server: Server, obeying: Fetcher, zinc: str) -> None:
    server.page("/robots.txt", status=301, Location="/robots.txt")
    assert obeying(zinc).content == HTML
    assert len(server.seen) == 1 + 5 + 1


def test_only_the_beginning_of_endless_rules_is_read(server: Server, obeying: Fetcher, zinc: str) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response_only(200)
        handler.end_headers()
        handler.wfile.write(b"User-agent: *\nDisallow: /zinc\n")
        while True:
            handler.wfile.write(b"# and so on\n" * 1000)

    server.routes["/robots.txt"] = endless
    assert "disallowed" in refusal(obeying, zinc)
    server.page("/robots.txt", b"#" * MAX_BYTES + b"\nUser-agent: *\nDisallow: /zinc")
    assert local(robots=True)(zinc).content == HTML


def test_each_host_on_the_way_is_asked(server: Server, obeying: Fetcher) -> None:
    start = server.page("/a", status=302, Location="/secret")
    server.page("/refreshes", b'<meta http-equiv="refresh" content="0; url=/secret">', Content_Type="text/html")
    server.page("/robots.txt", b"User-agent: *\nDisallow: /secret")
    assert "disallowed" in refusal(obeying, start)
    assert "disallowed" in refusal(obeying, server.url("/refreshes"))
    assert "/secret" not in [path for path, _ in server.seen]


def test_turns_of_a_host_come_one_after_the_other() -> None:
    pace = Pace()
    waits = [pace.turn("a.example", 10) for _ in range(3)]
    assert waits == pytest.approx([0, 10, 20], abs=0.5)
    assert pace.turn("b.example", 10) == 0


def test_pages_of_one_host_keep_their_distance(server: Server, zinc: str, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("extractor.fetch.deadline.time.sleep", slept.append)
    fetch = local(interval=5)
    server.page("/a", status=302, Location="/zinc")
    fetch(server.url("/a"))  # the redirect belongs to it
    fetch(zinc)
    fetch(zinc)
    assert slept == pytest.approx([0, 5, 10], abs=1)


@pytest.mark.parametrize(("delay", "interval"), [(b"3", 3), (b"0.5", 2), (b"86400", LONGEST_INTERVAL), (b"soon", 2)])
def test_crawl_delay(server: Server, zinc: str, monkeypatch: pytest.MonkeyPatch, delay: bytes, interval: float) -> None:
    slept: list[float] = []
    monkeypatch.setattr("extractor.fetch.deadline.time.sleep", slept.append)
    server.page("/robots.txt", b"User-agent: *\nCrawl-delay: " + delay)
    fetch = local(robots=True, interval=2)
    fetch(zinc)
    fetch(zinc)
    assert slept == pytest.approx([0, interval], abs=1)


def test_waiting_for_its_turn_is_not_held_against_a_page(server: Server, zinc: str) -> None:
    fetch = local(interval=1, deadline=0.3)
    fetch(zinc)
    assert fetch(zinc).content == HTML
