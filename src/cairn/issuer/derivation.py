"""What follows from the seed of a batch: identifiers, salts and places in status lists.

A run that is repeated with the same seed gives every row the same identifier, the same salts and the same
places, whatever happened in between. The identifiers are version 8 UUIDs (RFC 9562, section 5.8) made of a
keyed BLAKE2b of the row's number, so they tell neither the number nor each other. The places come from a
keyed permutation for each purpose (Bitstring Status List 1.0, section 6.1: random allocation), so they say
nothing about the order of issuing, and a place in one list says nothing about that in another.
``tests/cairn/issuer/test_derivation.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from cairn.errors import UsageError
from cairn.status import MIN_ENTRIES, KeyedPermutation

SEED_BYTES: Final = 32
_ROW: Final = b"cairn-batch-row"
_PLACES: Final = b"cairn-batch-list"
_SUSPENSIONS: Final = b"cairn-batch-susp"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusPlace:
    """Where the status of one credential stands: the list, counted from 0 within the batch, and the entry."""

    status_list: int
    index: int


class BatchSeed:
    """Derives what belongs to each row of a batch of up to ``row_count`` rows."""

    def __init__(self, seed: bytes, *, row_count: int) -> None:
        """Take the 32 random bytes from which everything follows; raises ``UsageError("batch.bad_seed")``."""
        if len(seed) != SEED_BYTES:
            raise UsageError("batch.bad_seed", f"The seed of a batch has {SEED_BYTES} bytes.")
        self.status_list_count: Final = count_status_lists(row_count)
        self._row_hash: Final = blake2b(key=seed, person=_ROW, digest_size=48)
        self._places: Final = _permute(seed, _PLACES, list_count=self.status_list_count)
        self._suspensions: Final = _permute(seed, _SUSPENSIONS, list_count=self.status_list_count)

    def identify(self, number: int) -> tuple[str, str, str]:
        """Return the UUID of the row ``number`` and two salts of 128 bits in hexadecimal digits."""
        row_hash = self._row_hash.copy()
        row_hash.update(number.to_bytes(8, "big"))
        text = row_hash.hexdigest()
        return format_uuid8(text), text[32:64], text[64:]

    def place(self, number: int) -> StatusPlace:
        """Return the place of the row ``number`` in the lists of revocations."""
        status_list, index = divmod(self._places.index_at(number), MIN_ENTRIES)
        return StatusPlace(status_list=status_list, index=index)

    def suspension_place(self, number: int) -> StatusPlace:
        """Return the place of the row ``number`` in the lists of suspensions.

        It follows from a key of its own, so that nobody finds a credential in one list from the other.
        """
        status_list, index = divmod(self._suspensions.index_at(number), MIN_ENTRIES)
        return StatusPlace(status_list=status_list, index=index)


def _permute(seed: bytes, purpose: bytes, *, list_count: int) -> KeyedPermutation:
    return KeyedPermutation(
        blake2b(key=seed, person=purpose, digest_size=32).digest(), list_count * MIN_ENTRIES
    )


def count_status_lists(row_count: int) -> int:
    """Return how many status lists hold ``row_count`` credentials: at least one."""
    return max(1, -(-row_count // MIN_ENTRIES))


def format_uuid8(digits: str) -> str:
    """Return the version 8 UUID whose free bits are the first 32 hexadecimal digits of ``digits``."""
    # The variant keeps two bits of its digit: 10xx, which is 8, 9, a or b.
    variant = "89ab"[int(digits[16], 16) & 3]
    return f"{digits[:8]}-{digits[8:12]}-8{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:32]}"
