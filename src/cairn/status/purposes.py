"""What a status list says about a credential.

Bitstring Status List 1.0, section 2.2, names the four purposes; others may appear and are kept as text.
Proved by ``tests/cairn/status/test_purposes.py``.
"""

from __future__ import annotations

from enum import StrEnum


class StatusPurpose(StrEnum):
    """The purposes that the standard defines."""

    REVOCATION = "revocation"
    SUSPENSION = "suspension"
    REFRESH = "refresh"
    MESSAGE = "message"

    @property
    def reversible(self) -> bool:
        """Whether a status that was set may be taken back: a revocation is for good."""
        return self is not StatusPurpose.REVOCATION
