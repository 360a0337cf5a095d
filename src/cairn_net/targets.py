"""An address of the web, read in one way only.

What browsers read generously (backslashes, white space, octal and hexadecimal numbers, user names) is
refused: an address that two programs read differently is how a fetcher is led astray. RFC 3986, with the
host names of RFC 1123. Proved by ``tests/cairn_net/test_targets.py``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Final, NoReturn
from urllib.parse import urljoin

from cairn.errors import UnavailableError

MAX_URL: Final = 2048
PORTS: Final = frozenset({443, 8443})
_CHARACTERS: Final = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_PARTS: Final = re.compile(r"(https?)://([^/?#]*)([^?#]*)(\?[^#]*)?(?:#.*)?", re.IGNORECASE)
_HOST_AND_PORT: Final = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.\-]+)(?::([0-9]{1,5}))?")
_LABEL: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_MAX_HOST: Final = 253
_NUMERIC_LABEL: Final = re.compile(r"[0-9]+|0x[0-9a-f]*")
_BAD_ESCAPE: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
# Names that are not public, or that mean this machine or this network (RFC 6761, RFC 8375).
_PRIVATE_NAMES: Final = frozenset(
    {"arpa", "corp", "home", "internal", "intranet", "invalid", "lan", "local", "localdomain", "localhost"}
    | {"onion", "private", "test"}
)
LOCALHOST: Final = "localhost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where to connect and what to ask for; ``literal`` says that the host is an address and not a name."""

    secure: bool
    host: str
    port: int
    path: str
    literal: bool

    @property
    def url(self) -> str:
        """The address, written in the one way that is used here."""
        return f"{'https' if self.secure else 'http'}://{self.authority}{self.path}"

    @property
    def authority(self) -> str:
        """The host as an address and the ``Host`` field have it, with the port where it is unusual."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.secure else 80) else f"{host}:{self.port}"


def parse_target(url: str, *, allow_localhost: bool = False) -> Target:
    """Return what ``url`` leads to; with ``allow_localhost`` that may be this machine, by http and any port.

    Raises ``UnavailableError``: ``fetch.url``, ``fetch.scheme``, ``fetch.host``, ``fetch.port``.
    """
    if len(url) > MAX_URL:
        _refuse("fetch.url", "The address is too long.", url[:100])
    parts = _PARTS.fullmatch(url)
    if parts is None or _CHARACTERS.fullmatch(url) is None:
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", url) and not re.match(r"https?:", url, re.IGNORECASE):
            _refuse("fetch.scheme", "Only https addresses are asked.", url)
        _refuse("fetch.url", "This is not an address that can be read in one way only.", url)
    if _BAD_ESCAPE.search(parts[3] + (parts[4] or "")):
        _refuse("fetch.url", "The address holds a percent sign that stands for nothing.", url)
    secure = parts[1].lower() == "https"
    host, port = _split_authority(parts[2], secure=secure, where=url)
    local = allow_localhost and host == LOCALHOST
    if not secure and not local:
        _refuse("fetch.scheme", "Only https addresses are asked.", url)
    if not local and port not in PORTS:
        _refuse("fetch.port", f"Port {port} is not asked; only 443 and 8443 are.", url)
    host, literal = (host, False) if local else _read_host(host, where=url)
    return Target(
        secure=secure, host=host, port=port, path=(parts[3] or "/") + (parts[4] or ""), literal=literal
    )


def follow(target: Target, location: str, *, allow_localhost: bool = False) -> Target:
    """Return where a redirection from ``target`` leads; raises as :func:`parse_target`."""
    if not location or len(location) > MAX_URL or _CHARACTERS.fullmatch(location) is None:
        _refuse("fetch.redirection", "The redirection leads to nothing that can be read.", target.url)
    try:
        url = urljoin(target.url, location)
    except ValueError:
        _refuse("fetch.redirection", "The redirection leads to nothing that can be read.", target.url)
    return parse_target(url, allow_localhost=allow_localhost)


def _split_authority(authority: str, *, secure: bool, where: str) -> tuple[str, int]:
    if "@" in authority:
        _refuse("fetch.url", "An address with a user name is not asked.", where)
    match = _HOST_AND_PORT.fullmatch(authority)
    if match is None:
        _refuse("fetch.host", "The host cannot be read in one way only.", where)
    port = int(match[2]) if match[2] is not None else 443 if secure else 80
    return match[1].lower(), port


def _read_host(host: str, *, where: str) -> tuple[str, bool]:
    """Return the host, and whether it is an address."""
    if host.startswith("["):
        try:
            return str(IPv6Address(host[1:-1])), True
        except AddressValueError:
            _refuse("fetch.host", "The host is not an address of version 6.", where)
    labels = host.split(".")
    # Whatever ends in a number is an address or nothing, however it is written (WHATWG URL, section 3.5).
    if _NUMERIC_LABEL.fullmatch(labels[-1] or labels[-2 if len(labels) > 1 else -1]):
        try:
            return str(IPv4Address(host)), True
        except AddressValueError:
            _refuse("fetch.host", "The host is a number that is not written as an address.", where)
    if len(host) > _MAX_HOST or not all(_LABEL.fullmatch(label) for label in labels):
        _refuse("fetch.host", "The host is not the name of a machine.", where)
    if len(labels) < 2 or labels[-1] in _PRIVATE_NAMES:
        _refuse("fetch.host", "The host is no public name.", where)
    return host, False


def _refuse(code: str, message: str, where: str) -> NoReturn:
    raise UnavailableError(code, message, where=where)
