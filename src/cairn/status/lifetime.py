"""How long a copy of a published status list may be used.

Bitstring Status List 1.0, section 2.2: ``ttl`` in milliseconds, after which a newer list should be asked
for. Proved by ``tests/cairn/status/test_lifetime.py``.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from cairn.canonical import strict_json
from cairn.errors import DocumentError
from cairn.proofs import jws

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject

_MAX_MILLISECONDS: Final = 2**48


def read_lifetime(data: bytes) -> timedelta | None:
    """Return the ``ttl`` of a status list credential in ``data``, JSON or JWT, or ``None``."""
    if b"ttl" not in data and data[:1] == b"{":
        return None
    try:
        document = _read(data)
    except DocumentError:
        return None
    subject = document.get("credentialSubject")
    ttl = subject.get("ttl") if isinstance(subject, dict) else None
    if type(ttl) is not int or not 0 <= ttl <= _MAX_MILLISECONDS:
        return None
    return timedelta(milliseconds=ttl)


def _read(data: bytes) -> JsonObject:
    stripped = data.strip()
    if stripped[:1] == b"{":
        return strict_json.parse_object(stripped)
    return strict_json.parse_object(jws.parse_jws(stripped.decode("ascii", "replace")).payload)
