"""Which learners a table names more than once, in little memory.

Of each identity a digest of 16 bytes and the line are kept, packed by the first two bytes of the digest:
about 25 MB for a million learners, where a set of digests takes 130 MB.
``tests/cairn/issuer/test_repeats.py`` proves it.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Final

_REST: Final = 14


class SeenIdentities:
    """Remembers identities, each with the line where it stood first."""

    __slots__ = ("_packed",)

    def __init__(self) -> None:
        self._packed: dict[bytes, bytearray] = {}

    def first_line(self, identity: str, *, line: int) -> int:
        """Return the line where ``identity`` was first seen, which is ``line`` if it is new."""
        digest = blake2b(identity.encode(), digest_size=16).digest()
        rest = digest[2:]
        packed = self._packed.get(digest[:2])
        if packed is None:
            self._packed[digest[:2]] = bytearray(rest + line.to_bytes(5, "big"))
            return line
        # A hit across two entries would need 112 bits to agree by chance, as unlikely as equal digests.
        found = packed.find(rest)
        if found >= 0:
            return int.from_bytes(packed[found + _REST : found + _REST + 5], "big")
        packed += rest + line.to_bytes(5, "big")
        return line
