"""The credential in which an issuer publishes a status list.

Bitstring Status List 1.0, section 2.2, and StatusList2021, which is only read. It is built unsigned and
secured like any other credential; whoever reads one has to have its proof checked first. Proved by
``tests/cairn/status/test_list_credential.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, NoReturn

from cairn.canonical import timestamps
from cairn.credentials.contexts import CREDENTIALS_V2
from cairn.errors import DocumentError
from cairn.status.encoding import decode_legacy_list, decode_list
from cairn.status.status_list import check_length

if TYPE_CHECKING:
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject, JsonValue
    from cairn.status.status_list import StatusList

_BITSTRING: Final = "BitstringStatusListCredential"
_LEGACY: Final = "StatusList2021Credential"
_MILLISECOND: Final = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedList:
    """A list as an issuer published it: a view of the credential whose proof was checked."""

    id: str
    issuer: str
    purposes: tuple[str, ...]
    bits: bytes

    def value_at(self, index: int, *, size: int = 1) -> int:
        """Return the status at ``index``, where each status has ``size`` bits, the highest first.

        Raises ``DocumentError``: ``status_list.too_short`` where the list is no herd to hide in, and
        ``status.index_out_of_range``, the RANGE_ERROR of section 3.2.
        """
        check_length(self.bits, status_size=size)
        first = index * size
        if index < 0 or first + size > 8 * len(self.bits):
            raise DocumentError(
                "status.index_out_of_range",
                f"The list has {8 * len(self.bits) // size:,} entries, so there is no entry {index:,}.",
            )
        value = 0
        for bit in range(first, first + size):
            value = value << 1 | (self.bits[bit >> 3] >> (7 - (bit & 7)) & 1)
        return value


def build_status_list_credential(
    *,
    list_url: str,
    issuer: str,
    status_list: StatusList,
    valid_from: datetime,
    valid_until: datetime | None = None,
    ttl: timedelta | None = None,
) -> JsonObject:
    """Return the unsigned credential of a list; ``ttl`` says how long a copy of it may be used."""
    subject: JsonObject = {
        "id": f"{list_url}#list",
        "type": "BitstringStatusList",
        "statusPurpose": str(status_list.purpose),
        "encodedList": status_list.encode(),
    }
    if ttl is not None:
        subject["ttl"] = ttl // _MILLISECOND
    document: JsonObject = {
        "@context": [CREDENTIALS_V2],
        "id": list_url,
        "type": ["VerifiableCredential", _BITSTRING],
        "issuer": issuer,
        "validFrom": timestamps.format(valid_from),
    }
    if valid_until is not None:
        document["validUntil"] = timestamps.format(valid_until)
    document["credentialSubject"] = subject
    return document


def parse_status_list_credential(document: JsonObject) -> PublishedList:
    """Return the list in a credential whose proof was checked.

    Raises ``DocumentError``: ``status_list.malformed``, and the codes of :func:`cairn.status.decode_list`.
    """
    legacy = _LEGACY in _members(document.get("type"))
    if not legacy and _BITSTRING not in _members(document.get("type")):
        raise DocumentError("status_list.malformed", "The credential is not a status list.", where="/type")
    subject = document.get("credentialSubject")
    if not isinstance(subject, dict):
        _raise_malformed("A status list has one subject.", "")
    kind = "StatusList2021" if legacy else "BitstringStatusList"
    if kind not in _members(subject.get("type")):
        _raise_malformed(f"The subject of this list must be a {kind}.", "/type")
    purposes = _members(subject.get("statusPurpose"))
    texts = tuple(purpose for purpose in purposes if isinstance(purpose, str))
    if not texts or len(texts) != len(purposes):
        _raise_malformed("A status list needs a purpose.", "/statusPurpose")
    encoded = subject.get("encodedList")
    if not isinstance(encoded, str):
        _raise_malformed("A status list needs encodedList.", "/encodedList")
    try:
        bits = decode_legacy_list(encoded) if legacy else decode_list(encoded)
    except DocumentError as error:
        raise error.at("/credentialSubject/encodedList") from None
    issuer, own_id = document.get("issuer"), document.get("id")
    issuer = issuer.get("id") if isinstance(issuer, dict) else issuer
    return PublishedList(
        id=own_id if isinstance(own_id, str) else "",
        issuer=issuer if isinstance(issuer, str) else "",
        purposes=texts,
        bits=bits,
    )


def _members(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else [value]


def _raise_malformed(message: str, place: str) -> NoReturn:
    raise DocumentError("status_list.malformed", message, where=f"/credentialSubject{place}")
