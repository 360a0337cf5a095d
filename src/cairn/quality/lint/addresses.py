"""Addresses in the texts of a credential: found, taken apart, and judged by what they look like.

Nothing is ever fetched. ``tests/cairn/quality/lint/test_addresses.py`` proves it.
"""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from cairn.quality.lint.findings import Hit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cairn.quality.lint.parts import Part

ADDRESS: Final = re.compile(r"(?:https?://|did:web:)[^\s<>\"()\\^`{|}]*", re.IGNORECASE)
_HOST: Final = re.compile(r"(?:https?://(?:[^/?#@]*@)?|did:web:)(\[[^\]]*\]|[^/?#:%]*)", re.IGNORECASE)
_LABEL: Final = re.compile(r"[^\W_](?:[^\W_]|-)*(?<!-)")

# RFC 2606 and RFC 6761 promise that nobody will ever answer at these.
_RESERVED: Final = re.compile(r"(?:.*\.)?(?:example\.(?:com|net|org)|example|invalid|test)")
# RFC 6761, RFC 6762, RFC 8375 and ICANN's name for private use.
_LOCAL: Final = re.compile(r"(?:.*\.)?(?:localhost|localdomain|local|internal|lan|home\.arpa)")

VOCABULARY_HOSTS: Final = frozenset(
    {"data.europa.eu", "purl.org", "schema.org", "w3id.org", "www.w3.org", "xmlns.com"}
)
"""Hosts whose ``http:`` addresses are names of concepts, written so by their owners for ever."""


def host_of(address: str) -> str:
    """Return the host of an https, http or did:web address in lower case, or nothing.

    >>> host_of("https://user@Example.org:8443/a?b")
    'example.org'
    """
    match = _HOST.match(address)
    return match[1].lower().rstrip(".") if match else ""


@lru_cache(maxsize=1024)
def is_private(host: str) -> bool:
    """Tell whether only the machine or network of whoever wrote it can reach a host.

    >>> is_private("10.0.0.8"), is_private("[::1]"), is_private("badges.example.edu")
    (True, True, False)
    """
    if _LOCAL.fullmatch(host):
        return True
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return not address.is_global


@lru_cache(maxsize=1024)
def is_dead(host: str) -> bool:
    """Tell whether nobody can ever answer at a host: it is no name, or one that is kept for examples.

    >>> is_dead("www.example.com"), is_dead("northside"), is_dead("northside.edu")
    (True, True, False)
    """
    if is_private(host):
        return False
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        pass
    else:
        return False
    if _RESERVED.fullmatch(host) or "." not in host:
        return True
    return not all(_LABEL.fullmatch(label) for label in host.split("."))


def addresses_with(
    part: Part, is_meant: Callable[[str], bool], *, passing_over: frozenset[str] = frozenset()
) -> Iterator[Hit]:
    """Yield a hit for the first address of each text of a part that ``is_meant``, with it as ``url``.

    ``passing_over`` names members that are not looked at.
    """
    for text in part.texts():
        if text.value.startswith("data:") or text.member in passing_over:
            continue
        for match in ADDRESS.finditer(text.value):
            address = match[0].rstrip(".,;:!?'*_")
            if is_meant(address):
                yield Hit(where=text.where, values={"url": shorten(address)})
                break


def shorten(text: str, *, limit: int = 80) -> str:
    """Return a text in at most ``limit`` characters and one line."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"
