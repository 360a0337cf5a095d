"""The one place where the site draws random bytes for what it keeps: identifiers, keys, salts, codes.

A demonstration has to be the same each time: inside :func:`seeded` the bytes follow from a seed, and anybody
who knows the seed knows the keys. So it is refused in production, and what is made inside belongs into a
database that is marked (``installation.mark_as_demo``).
``tests/cairn_site/platform/test_chance.py`` proves it.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import secrets
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final, TypeAlias

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Source: TypeAlias = "Callable[[int], bytes]"
_SOURCE: Final[ContextVar[Source]] = ContextVar("source of chance", default=secrets.token_bytes)


def token_bytes(count: int) -> bytes:
    """Return random bytes."""
    return _SOURCE.get()(count)


def token_hex(count: int) -> str:
    """Return random bytes as hexadecimal text."""
    return token_bytes(count).hex()


def token_urlsafe(count: int) -> str:
    """Return random bytes as text that can stand in an address."""
    return base64.urlsafe_b64encode(token_bytes(count)).rstrip(b"=").decode()


def token_letters(letters: str, count: int) -> str:
    """Return text of so many of ``letters``, each as likely as the others."""
    most = 256 - 256 % len(letters)
    drawn = (byte for _ in itertools.count() for byte in token_bytes(count))
    return "".join(
        letters[byte % len(letters)] for byte in itertools.islice(filter(most.__gt__, drawn), count)
    )


@contextmanager
def seeded(seed: bytes) -> Iterator[None]:
    """Let all bytes drawn inside follow from ``seed``; raises ``AssertionError`` in production."""
    if settings.CAIRN_MODE.value == "production":
        raise AssertionError("nothing that real people rely on follows from a seed")
    token = _SOURCE.set(_stream(seed))
    try:
        yield
    finally:
        _SOURCE.reset(token)


def _stream(seed: bytes) -> Source:
    numbers = itertools.count()

    def draw(count: int) -> bytes:
        return hashlib.shake_256(seed + b"\0" + str(next(numbers)).encode()).digest(count)

    return draw
