"""Connections that go only to addresses that were checked, and that can be broken off from another thread.

The name is resolved once for each connection, every address found is checked, and the connection is made to one of the addresses checked: a
name server that gives another answer the next time (DNS rebinding) is not asked in between. Certificates, SNI and the Host header go by the
name as ever.
"""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util.connection import allowed_gai_family, create_connection

from extractor.errors import FetchError
from extractor.fetch.addresses import resolve


class Line:
    """The socket on which a thread waits for an answer, for another thread to cut. (Connecting and TLS have time-outs that suffice.)"""

    _socket: socket.socket | None = None
    _is_cut = False

    def watch(self) -> None:
        """Follow the connections of the calling thread."""
        _here.line = self

    def cut(self) -> None:
        """End the other thread's wait, and let it wait no more."""
        self._is_cut = True
        with suppress(Exception):  # it may be doing anything with it just now
            if self._socket is not None:
                self._socket.shutdown(socket.SHUT_RDWR)

    def waits_on(self, connected: socket.socket) -> None:
        """Raises FetchError if it was cut."""
        self._socket = connected
        if self._is_cut:
            raise FetchError("given up")


_here = threading.local()


class _Checked(HTTPConnection):
    allow_private = False

    def _new_conn(self) -> socket.socket:
        host, port = self._dns_host, self.port or self.default_port
        try:
            addresses = resolve(host, port, allowed_gai_family(), self.allow_private)
        except socket.gaierror as error:
            raise NameResolutionError(self.host, self, error) from error
        failed: OSError | None = None
        for address in addresses:
            try:
                return create_connection((address, port), self.timeout, self.source_address, self.socket_options)
            except OSError as error:
                failed = error
        if isinstance(failed, TimeoutError):
            raise ConnectTimeoutError(self, f"no connection to {host} within {self.timeout} s") from failed
        raise NewConnectionError(self, f"no connection to {host}: {failed}") from failed

    def getresponse(self) -> Any:
        line: Line | None = getattr(_here, "line", None)
        if line is not None:
            line.waits_on(self.sock)
        return super().getresponse()


class _CheckedTLS(_Checked, HTTPSConnection):
    pass


class _Open(_Checked):
    allow_private = True


class _OpenTLS(_CheckedTLS):
    allow_private = True


def pool_classes(allow_private: bool) -> dict[str, type[HTTPConnectionPool]]:
    """For `urllib3.PoolManager.pool_classes_by_scheme`."""

    class Pool(HTTPConnectionPool):
        ConnectionCls = _Open if allow_private else _Checked

    class TLSPool(HTTPSConnectionPool):
        ConnectionCls = _OpenTLS if allow_private else _CheckedTLS

    return {"http": Pool, "https": TLSPool}
