"""One bit for each credential, to be set and read by its index.

Bitstring Status List 1.0, section 2.2: index 0 is the left-most bit, so the most significant bit of the
first byte; section 6.1: at least 131,072 entries, so that each credential hides in a herd. Proved by
``tests/cairn/status/test_status_list.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.errors import DocumentError, UsageError
from cairn.status.encoding import MAX_LIST_BYTES, decode_list, encode_list

if TYPE_CHECKING:
    from cairn.status.purposes import StatusPurpose

MIN_ENTRIES: Final = 131_072


class StatusList:
    """A list of ``size`` entries for one purpose, all of them unset at first."""

    def __init__(self, purpose: StatusPurpose, size: int = MIN_ENTRIES) -> None:
        if size < MIN_ENTRIES or size % 8 or size > 8 * MAX_LIST_BYTES:
            raise UsageError(
                "status_list.size",
                f"A status list cannot have {size:,} entries.",
                mend=f"Use a multiple of 8 from {MIN_ENTRIES:,} to {8 * MAX_LIST_BYTES:,}.",
            )
        self.purpose: Final = purpose
        self.size: Final = size
        self._bits = bytearray(size // 8)

    @classmethod
    def decode(cls, purpose: StatusPurpose, encoded: str) -> StatusList:
        """Return the list that was encoded; raises ``DocumentError`` as :func:`decode_list` does."""
        bits = decode_list(encoded)
        check_length(bits, status_size=1)
        decoded = cls(purpose, 8 * len(bits))
        decoded._bits[:] = bits
        return decoded

    def set(self, index: int, on: bool = True) -> None:  # noqa: FBT001, FBT002
        """Set the entry at ``index``, or unset it."""
        byte, mask = self._place(index)
        if on:
            self._bits[byte] |= mask
        else:
            self._bits[byte] &= ~mask

    def get(self, index: int) -> bool:
        """Say whether the entry at ``index`` is set; raises ``UsageError("status_list.index")``."""
        byte, mask = self._place(index)
        return bool(self._bits[byte] & mask)

    def count(self) -> int:
        """Return how many entries are set."""
        return int.from_bytes(self._bits, "big").bit_count()

    def encode(self) -> str:
        """Return the list as ``encodedList``."""
        return encode_list(bytes(self._bits))

    def _place(self, index: int) -> tuple[int, int]:
        if not 0 <= index < self.size:
            raise UsageError("status_list.index", f"The list has no entry {index:,}; it has {self.size:,}.")
        return index >> 3, 0x80 >> (index & 7)


def check_length(bits: bytes, *, status_size: int) -> None:
    """Raise ``DocumentError("status_list.too_short")``, the STATUS_LIST_LENGTH_ERROR of section 3.2."""
    if 8 * len(bits) // status_size < MIN_ENTRIES:
        raise DocumentError(
            "status_list.too_short",
            f"The list has {8 * len(bits) // status_size:,} entries, and {MIN_ENTRIES:,} are the least.",
        )
