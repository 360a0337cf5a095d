"""A web of https servers behind socket pairs: real TLS and real HTTP, and not one packet leaves the process."""

from __future__ import annotations

import datetime as dt
import socket
import ssl
import threading
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from cairn.errors import UnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

PUBLIC_ADDRESS = "93.184.216.34"
NAMES = ("good.example", "other.example", "localhost")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a server was asked: the name in TLS and the head of the request."""

    server_name: str | None
    head: str

    @property
    def path(self) -> str:
        return self.head.split(" ", 2)[1]

    def header(self, name: str) -> str | None:
        for line in self.head.split("\r\n")[1:]:
            key, _, value = line.partition(": ")
            if key.lower() == name.lower():
                return value
        return None


@dataclass(slots=True, kw_only=True)
class SimulatedWeb:
    """Names with their addresses, and what each path answers; remembers what was looked up and connected to."""

    context: ssl.SSLContext
    addresses: dict[str, tuple[str, ...]] = field(default_factory=dict)
    answers: dict[str, bytes | Callable[[], Iterable[bytes]]] = field(default_factory=dict)
    refusing: set[str] = field(default_factory=set)
    looked_up: list[str] = field(default_factory=list)
    connected: list[tuple[str, int]] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)

    def resolve(self, host: str, *, seconds: float) -> tuple[str, ...]:
        self.looked_up.append(host)
        if host not in self.addresses:
            raise UnavailableError("fetch.unknown_host", "No such host is known.", where=host)
        return self.addresses[host]

    def connect(self, address: str, port: int, *, seconds: float) -> socket.socket:
        self.connected.append((address, port))
        if address in self.refusing:
            raise ConnectionRefusedError(111, "Connection refused")
        ours, theirs = socket.socketpair()
        threading.Thread(target=self.serve, args=(theirs,), daemon=True).start()
        return ours

    def serve(self, connection: socket.socket) -> None:
        names: list[str | None] = []
        self.context.sni_callback = lambda _socket, name, _context: names.append(name)
        try:
            with self.context.wrap_socket(connection, server_side=True) as secured:
                self.answer(secured, names[0] if names else None)
        except OSError:
            connection.close()

    def answer(self, connection: socket.socket, server_name: str | None) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            data = connection.recv(4096)
            if not data:
                return
            head += data
        request = Request(server_name=server_name, head=head.decode())
        self.requests.append(request)
        answer = self.answers[request.path]
        for part in [answer] if isinstance(answer, bytes) else answer():
            connection.sendall(part)


def reply(body: bytes = b"", *fields: str, status: str = "200 OK") -> bytes:
    """Return a whole answer of HTTP."""
    head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *fields])
    return head.encode() + b"\r\n\r\n" + body


def redirect(location: str, *, status: str = "302 Found") -> bytes:
    """Return an answer that leads on."""
    return reply(b"", f"Location: {location}", status=status)


@cache
def _key_and_certificate(names: tuple[str, ...]) -> tuple[bytes, bytes]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Simulated web")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(own) for own in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    return (
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
        certificate.public_bytes(serialization.Encoding.PEM),
    )


def server_context(folder: Path) -> ssl.SSLContext:
    """Return the TLS of the servers; ``folder`` holds their key for a moment."""
    key, certificate = _key_and_certificate(NAMES)
    path = folder / "server.pem"
    path.write_bytes(key + certificate)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def client_context() -> ssl.SSLContext:
    """Return the TLS of a client that trusts the servers."""
    return ssl.create_default_context(cadata=_key_and_certificate(NAMES)[1].decode())
