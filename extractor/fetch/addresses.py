"""Which addresses are on the public internet. Only those are connected to, unless private ones are allowed."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from extractor.fetch.reasons import HostError

_NAT64 = IPv6Network("64:ff9b::/96")  # the IPv4 address stands in the last 32 bits (RFC 6052)
_LOCAL_NAT64 = IPv6Network("64:ff9b:1::/48")  # RFC 8215
_CLOUD_METADATA = {IPv4Address("168.63.129.16")}  # Azure's, which looks public; the others are link-local, private or shared


def resolve(host: str, port: int, family: socket.AddressFamily, allow_private: bool) -> list[str]:
    """The addresses of a host, each of them checked, in the resolver's order.

    Raises:
        HostError: one of them is not public, and that is not allowed. A name with both kinds is not to be trusted at all.
        socket.gaierror: no such host.
        UnicodeError: no host name.
    """
    host = host.strip("[]")
    host.encode("idna")  # else getaddrinfo would raise this in words of its own
    found = list(dict.fromkeys(str(address[4][0]) for address in socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)))
    for address in found:
        if not allow_private:
            _refuse(address, host)
    return found


def check_unresolved(host: str) -> None:
    """For a host that a proxy will resolve: refuse what can be seen to be private from here, which is an address, or localhost.

    Raises:
        HostError: it is not public.
    """
    if host.rstrip(".").lower().split(".")[-1] == "localhost":
        _refuse("127.0.0.1", host)
    try:
        found = socket.getaddrinfo(host.strip("[]"), None, flags=socket.AI_NUMERICHOST)  # reads 127.1 and 0x7f000001 too, asks nobody
    except (OSError, UnicodeError):
        return
    for address in found:
        _refuse(str(address[4][0]), host)


def not_public(address: str) -> str | None:
    """Why an address is not on the public internet: "loopback", "link-local" …; None where it is."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (None, None))[1]
        if ip in _NAT64:
            inner = IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return not_public(str(inner))
        if ip in _LOCAL_NAT64 or ip.is_site_local:
            return "private"
    for kind, fits in (
        ("unspecified", ip.is_unspecified),
        ("loopback", ip.is_loopback),
        ("link-local", ip.is_link_local),
        ("multicast", ip.is_multicast),
        ("private", ip.is_private),
        ("reserved", ip.is_reserved),
        ("shared", not ip.is_global),
        ("cloud metadata", ip in _CLOUD_METADATA),
    ):
        if fits:
            return kind
    return None


def _refuse(address: str, host: str) -> None:
    kind = not_public(address)
    if kind:
        where = "the host is" if address == host else f"{host} resolves to"
        raise HostError(f"{where} {address}, a {kind} address; --allow-private (allow_private=True) fetches it anyway")
