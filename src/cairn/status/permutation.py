"""Which entry of a status list a credential gets: random to everybody who has not the key.

Bitstring Status List 1.0, section 6.1, asks for random allocation, so that an index says nothing about the
order of issuing. A keyed permutation gives each position an index of its own without a record of what is
taken: a Feistel network over the least power of two that holds the size, whose round functions are tables
drawn from SHAKE-256 of the key, and a walk along the cycle where it leads beyond the size. Proved by
``tests/cairn/status/test_permutation.py``, exhaustively for small sizes.
"""

from __future__ import annotations

import hashlib
import struct
from typing import Final

from cairn.errors import UsageError

MIN_KEY_BYTES: Final = 16
MAX_SIZE: Final = 2**32
_ROUNDS: Final = 8


class KeyedPermutation:
    """A bijection of ``range(size)`` onto itself that only those who have ``key`` can follow."""

    def __init__(self, key: bytes, size: int) -> None:
        if len(key) < MIN_KEY_BYTES:
            raise UsageError("permutation.key", f"The key must have at least {MIN_KEY_BYTES} bytes.")
        if not 1 <= size <= MAX_SIZE:
            raise UsageError("permutation.size", f"The size must be from 1 to {MAX_SIZE:,}.")
        self.size: Final = size
        bits = (size - 1).bit_length()
        self._low_bits = (bits + 1) // 2
        high_bits = bits - self._low_bits
        self._low_mask = (1 << self._low_bits) - 1
        self._rounds = tuple(
            (
                _table(key, number, inputs=self._low_bits, outputs=high_bits),
                _table(key, number + 1, inputs=high_bits, outputs=self._low_bits),
            )
            for number in range(0, _ROUNDS, 2)
        )

    def index_at(self, position: int) -> int:
        """Return the index of the credential at ``position``, counted from 0 in the order of issuing.

        Raises ``UsageError("permutation.position")`` beyond the size: the list is full.
        """
        if not 0 <= position < self.size:
            raise UsageError("permutation.position", f"There is no position {position:,} of {self.size:,}.")
        index = self._permute(position)
        while index >= self.size:
            index = self._permute(index)
        return index

    def _permute(self, value: int) -> int:
        high, low = value >> self._low_bits, value & self._low_mask
        for of_low, of_high in self._rounds:
            high ^= of_low[low]
            low ^= of_high[high]
        return high << self._low_bits | low


def _table(key: bytes, number: int, *, inputs: int, outputs: int) -> tuple[int, ...]:
    """Return a round function: for each value of ``inputs`` bits a random one of ``outputs`` bits."""
    label = b"cairn/status/permutation/1\0" + bytes([number, inputs, outputs, len(key)]) + key
    count = 1 << inputs
    drawn = struct.unpack(f"<{count}I", hashlib.shake_256(label).digest(4 * count))
    mask = (1 << outputs) - 1
    return tuple(value & mask for value in drawn)
