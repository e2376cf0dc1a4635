"""The guard: nothing is asked of addresses that are not on the public internet. Names are resolved by a stand-in; no packet leaves."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from extractor.errors import FetchError
from extractor.fetch import Fetcher
from extractor.fetch.addresses import not_public
from tests.conftest import local

if TYPE_CHECKING:
    from tests.conftest import Server

HTML = b"<!doctype html><title>Zinc</title><p>Zinc helps acne.</p>"
PUBLIC = "93.184.215.14"


class Names:
    """Stands for the name server, and for the way to public addresses, which ends at a server on this machine."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, server: Server) -> None:
        self.answers: dict[str, list[list[str]]] = {}  # for each host what it resolves to, the first time, the second …
        self.connected: list[tuple[str, int]] = []
        self.asked: list[str] = []
        ours, connect = socket.getaddrinfo, socket.socket.connect

        def getaddrinfo(host: str, port: int, *arguments: object, **options: object) -> object:
            if host not in self.answers:
                return ours(host, port, *arguments, **options)  # type: ignore[arg-type]
            self.asked.append(host)
            answers = self.answers[host]
            addresses = answers.pop(0) if len(answers) > 1 else answers[0]
            return [(socket.AF_INET6 if ":" in a else socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port)) for a in addresses]

        def redirect(sock: socket.socket, address: tuple[str, int]) -> None:
            self.connected.append(address)
            connect(sock, ("127.0.0.1", server.port))

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
        monkeypatch.setattr(socket.socket, "connect", redirect)


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch, server: Server) -> Names:
    return Names(monkeypatch, server)


@pytest.fixture
def guarded() -> Fetcher:
    return local(allow_private=False, retries=0)


def refusal(fetch: Fetcher, url: str) -> str:
    with pytest.raises(FetchError) as caught:
        fetch(url)
    assert caught.value.source == url
    return caught.value.message


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("127.0.0.1", "loopback"),
        ("127.8.9.1", "loopback"),
        ("0.0.0.0", "unspecified"),
        ("10.0.0.1", "private"),
        ("172.16.5.4", "private"),
        ("192.168.1.1", "private"),
        ("169.254.169.254", "link-local"),
        ("100.64.0.1", "shared"),
        ("100.100.100.200", "shared"),
        ("168.63.129.16", "cloud metadata"),
        ("224.0.0.1", "multicast"),
        ("240.0.0.1", "private"),
        ("255.255.255.255", "private"),
        ("198.18.0.1", "private"),
        ("::", "unspecified"),
        ("::1", "loopback"),
        ("fe80::1", "link-local"),
        ("fe80::1%eth0", "link-local"),
        ("fd00:ec2::254", "private"),
        ("fec0::1", "private"),
        ("ff02::1", "multicast"),
        ("::ffff:10.0.0.1", "private"),
        ("::ffff:127.0.0.1", "loopback"),
        ("::127.0.0.1", "reserved"),
        ("2002:7f00:1::", "loopback"),  # 6to4
        ("64:ff9b::a9fe:a9fe", "link-local"),  # NAT64
        ("64:ff9b:1::5db8:d70e", "private"),
    ],
)
def test_addresses_that_are_not_public(address: str, kind: str) -> None:
    assert not_public(address) == kind


@pytest.mark.parametrize("address", [PUBLIC, "1.1.1.1", "172.32.0.1", "2606:2800:21f:cb07::1", "64:ff9b::5db8:d70e", "::ffff:1.1.1.1"])
def test_public_addresses(address: str) -> None:
    assert not_public(address) is None


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433", "[::1]", "[::ffff:127.0.0.1]"])
def test_nothing_is_asked_of_this_machine(server: Server, guarded: Fetcher, host: str) -> None:
    said = refusal(guarded, f"http://{host}:{server.port}/")
    assert "a loopback address; --allow-private" in said
    assert not server.seen


def test_a_public_address_is_asked_by_its_name(server: Server, names: Names, guarded: Fetcher) -> None:
    server.page("/zinc", HTML, Content_Type="text/html")
    names.answers["a.example"] = [[PUBLIC]]
    assert guarded("http://a.example:8080/zinc").content == HTML
    assert names.connected == [(PUBLIC, 8080)]
    assert server.seen[0][1]["Host"] == "a.example:8080"


def test_a_host_in_other_letters(server: Server, names: Names, guarded: Fetcher) -> None:
    server.page("/zinc", HTML, Content_Type="text/html")
    names.answers["xn--mller-kva.example"] = [[PUBLIC]]
    assert guarded("http://müller.example/zinc").final_url == "http://xn--mller-kva.example/zinc"


def test_a_name_that_leads_inside(names: Names, guarded: Fetcher) -> None:
    names.answers["a.example"] = [["10.1.2.3"]]
    said = refusal(guarded, "http://a.example/")
    assert said == "a.example resolves to 10.1.2.3, a private address; --allow-private (allow_private=True) fetches it anyway"
    assert not names.connected


@pytest.mark.parametrize("answer", [[PUBLIC, "192.168.0.1"], ["192.168.0.1", PUBLIC], [PUBLIC, "::1"]])
def test_a_name_that_leads_inside_and_outside(names: Names, guarded: Fetcher, answer: list[str]) -> None:
    names.answers["a.example"] = [answer]
    assert "a.example resolves to" in refusal(guarded, "http://a.example/")
    assert not names.connected


def test_the_address_that_was_checked_is_the_one_connected_to(server: Server, names: Names, guarded: Fetcher) -> None:
    server.page("/zinc", HTML, Content_Type="text/html")
    names.answers["rebinds.example"] = [[PUBLIC], ["127.0.0.1"]]
    assert guarded("http://rebinds.example/zinc").content == HTML
    assert names.asked == ["rebinds.example"]
    assert names.connected == [(PUBLIC, 80)]


def test_each_connection_is_checked(server: Server, names: Names) -> None:
    server.page("/zinc", b"", 503, Connection="close")
    names.answers["rebinds.example"] = [[PUBLIC], ["127.0.0.1"]]
    assert "resolves to 127.0.0.1" in refusal(local(allow_private=False, retries=1), "http://rebinds.example/zinc")
    assert len(server.seen) == 1


def test_robots_txt_is_guarded_too(server: Server, names: Names) -> None:
    names.answers["a.example"] = [["10.1.2.3"]]
    assert "a.example resolves to 10.1.2.3" in refusal(local(allow_private=False, robots=True), "http://a.example/")
    names.answers["b.example"] = [[PUBLIC]]
    server.page("/robots.txt", status=302, Location="http://a.example/robots.txt")
    assert "a.example resolves to 10.1.2.3" in refusal(local(allow_private=False, robots=True), "http://b.example/")
    assert names.connected == [(PUBLIC, 80)]


@pytest.mark.parametrize("target", ["http://127.0.0.1/", "http://inside.example/admin", "http://[::1]/", "http://169.254.169.254/latest/"])
def test_redirects_and_refreshes_lead_nowhere_inside(server: Server, names: Names, guarded: Fetcher, target: str) -> None:
    names.answers.update({"a.example": [[PUBLIC]], "inside.example": [["172.20.0.1"]]})
    server.page("/moved", status=302, Location=target)
    server.page("/refresh", f'<meta http-equiv=refresh content="0; url={target}">'.encode(), Content_Type="text/html")
    for path in ("/moved", "/refresh"):
        assert "--allow-private" in refusal(guarded, f"http://a.example{path}")
    assert {address for address, _ in names.connected} == {PUBLIC}


def test_the_next_address_where_the_first_does_not_answer(
    server: Server, names: Names, guarded: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.page("/zinc", HTML, Content_Type="text/html")
    names.answers["a.example"] = [["1.1.1.1", PUBLIC]]
    connect = socket.socket.connect

    def refusing(sock: socket.socket, address: tuple[str, int]) -> None:
        if address[0] == "1.1.1.1":
            raise ConnectionRefusedError
        connect(sock, address)

    monkeypatch.setattr(socket.socket, "connect", refusing)
    assert guarded("http://a.example/zinc").content == HTML
    monkeypatch.setattr(socket.socket, "connect", lambda *_: (_ for _ in ()).throw(ConnectionRefusedError()))
    assert refusal(guarded, "http://a.example:81/zinc") == "connection refused"


def test_behind_a_proxy_addresses_and_this_machine_are_refused(server: Server, guarded: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", server.url(""))
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    for host in ("10.0.0.1", "127.1", "localhost", "metadata.localhost", "[fd00::1]"):
        assert "--allow-private" in refusal(guarded, f"http://{host}/")
    assert not server.seen
    server.page("http://a.example/zinc", HTML, Content_Type="text/html")
    assert guarded("http://a.example/zinc").content == HTML  # the proxy resolves it


def test_names_and_passwords_in_urls(server: Server) -> None:
    said = "a URL with a user name or password in it is not fetched"
    assert refusal(local(), "http://ann:secret@a.example/") == said
    assert refusal(local(), server.page("/p", status=302, Location="http://ann@a.example/")) == said


def test_no_credentials_out_of_netrc(server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    netrc = f"{tmp_path}/netrc"
    with open(netrc, "w") as file:
        file.write("machine 127.0.0.1 login ann password secret\n")
    monkeypatch.setenv("NETRC", netrc)
    local()(server.page("/p", HTML, Content_Type="text/html"))
    assert "Authorization" not in server.seen[0][1]
