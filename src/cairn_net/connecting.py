"""One connection, to one address that was checked, until one moment.

The HTTP library is given a network that connects only to ``address``, whatever host it asks for, while it
names the host in TLS, in the certificate check and in the ``Host`` field. Every wait ends at the deadline,
so that a server that sends a byte at a time gains nothing. Proved by ``tests/cairn_net/test_connecting.py``.
"""

from __future__ import annotations

import socket
import ssl
from typing import TYPE_CHECKING, Protocol

import httpcore2

from cairn.errors import UnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Connector(Protocol):
    """Opens a connection to an address within ``seconds``; raises ``OSError``."""

    def __call__(self, address: str, port: int, *, seconds: float) -> socket.socket:
        """Return the open connection."""
        ...


def connect_directly(address: str, port: int, *, seconds: float) -> socket.socket:
    """Connect to ``address``, a literal, without any proxy."""
    return socket.create_connection((address, port), timeout=seconds)


class Deadline:
    """The moment at which everything has to be done."""

    def __init__(self, seconds: float, *, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._end = clock() + seconds

    def remaining(self, *, where: str) -> float:
        """Return the seconds that are left; raises ``UnavailableError("fetch.timeout")`` without any."""
        left = self._end - self._clock()
        if left <= 0:
            raise UnavailableError("fetch.timeout", "It took too long to answer.", where=where)
        return left


class PinnedNetwork(httpcore2.NetworkBackend):
    """A network that leads to one address."""

    def __init__(self, address: str, *, connect: Connector, deadline: Deadline, where: str) -> None:
        self._address = address
        self._connect = connect
        self._deadline = deadline
        self._where = where

    def connect_tcp(
        self,
        host: str,  # noqa: ARG002
        port: int,
        timeout: float | None = None,  # noqa: ARG002
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore2.NetworkStream:
        """Connect to the address, whatever ``host`` is."""
        seconds = self._deadline.remaining(where=self._where)
        try:
            connection = self._connect(self._address, port, seconds=seconds)
        except TimeoutError:
            raise _too_late(self._where) from None
        except OSError as error:
            raise UnavailableError(
                "fetch.no_connection",
                f"No connection could be made: {error.strerror or error}.",
                where=self._where,
            ) from None
        return _Stream(connection, deadline=self._deadline, where=self._where)


class _Stream(httpcore2.NetworkStream):
    """A connection whose every wait ends at the deadline."""

    def __init__(self, connection: socket.socket, *, deadline: Deadline, where: str) -> None:
        self._connection = connection
        self._deadline = deadline
        self._where = where

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        self._connection.settimeout(self._deadline.remaining(where=self._where))
        try:
            return self._connection.recv(max_bytes)
        except TimeoutError:
            raise _too_late(self._where) from None
        except OSError as error:
            raise _broken(error, self._where) from None

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._connection.settimeout(self._deadline.remaining(where=self._where))
        try:
            self._connection.sendall(buffer)
        except TimeoutError:
            raise _too_late(self._where) from None
        except OSError as error:
            raise _broken(error, self._where) from None

    def close(self) -> None:
        self._connection.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore2.NetworkStream:
        self._connection.settimeout(self._deadline.remaining(where=self._where))
        try:
            secured = ssl_context.wrap_socket(self._connection, server_hostname=server_hostname)
        except TimeoutError:
            self.close()
            raise _too_late(self._where) from None
        except ssl.SSLCertVerificationError as error:
            self.close()
            raise UnavailableError(
                "fetch.certificate",
                f"The server does not prove that it is {server_hostname}: {error.verify_message}.",
                where=self._where,
            ) from None
        except (OSError, ValueError) as error:
            self.close()
            raise UnavailableError(
                "fetch.tls", f"No secure connection could be made: {error}.", where=self._where
            ) from None
        return _Stream(secured, deadline=self._deadline, where=self._where)

    def get_extra_info(self, info: str) -> object:  # noqa: ARG002
        return None


def _too_late(where: str) -> UnavailableError:
    return UnavailableError("fetch.timeout", "It took too long to answer.", where=where)


def _broken(error: OSError, where: str) -> UnavailableError:
    return UnavailableError(
        "fetch.connection_lost", f"The connection broke: {error.strerror or error}.", where=where
    )
