"""Identifiers that sort by the time they were made: UUID version 7 (RFC 9562, section 5.7).

``tests/cairn_site/platform/test_ids.py`` proves it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from cairn_site.platform import chance, clock

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)


def new_id() -> UUID:
    """Return a new UUID version 7: milliseconds since 1970, then 74 random bits."""
    return uuid7((clock.now() - _EPOCH) // _MILLISECOND, chance.token_bytes(10))


def uuid7(milliseconds: int, randomness: bytes) -> UUID:
    """Return the UUID version 7 of a moment and 10 random bytes, of which 74 bits are used."""
    value = int.from_bytes(milliseconds.to_bytes(6, "big") + randomness, "big")
    value &= ~(0xF000 << 64) & ~(0xC000 << 48)
    return UUID(int=value | (0x7000 << 64) | (0x8000 << 48))
