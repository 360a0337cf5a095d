"""Where the status of a credential stands: the entries in its ``credentialStatus``.

Bitstring Status List 1.0, section 2.1, and StatusList2021, which is read as it was. Proved by
``tests/cairn/status/test_entry.py``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cairn.errors import DocumentError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cairn.canonical.strict_json import JsonObject, JsonValue

BITSTRING: Final = "BitstringStatusListEntry"
LEGACY: Final = "StatusList2021Entry"
REVOCATION_LIST: Final = "1EdTechRevocationList"
MAX_ENTRIES: Final = 16
MAX_STATUS_SIZE: Final = 8
_INDEX: Final = re.compile(r"0|[1-9][0-9]{0,18}")
_VALUE: Final = re.compile(r"0x[0-9a-fA-F]{1,16}")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusEntry:
    """One entry; ``source`` is the JSON that it is a view of and ``where`` its pointer in the credential.

    For a ``1EdTechRevocationList`` only ``list_url`` has a meaning. ``kind`` is empty where the type is not
    known here; nothing else is read then.
    """

    source: JsonObject
    where: str
    kind: str
    list_url: str = ""
    purpose: str = ""
    index: int = 0
    size: int = 1
    messages: Mapping[int, str] | None = None


def format_entry(*, list_url: str, index: int, purpose: str) -> JsonObject:
    """Return a ``BitstringStatusListEntry`` with an id of its own."""
    if index < 0:
        raise UsageError("status_list.index", "An index cannot be negative.")
    return {
        "id": f"{list_url}#{index}",
        "type": BITSTRING,
        "statusPurpose": str(purpose),
        "statusListIndex": str(index),
        "statusListCredential": list_url,
    }


def parse_entries(document: JsonObject) -> tuple[StatusEntry, ...]:
    """Return the status entries of a credential, none if it has none.

    Raises ``DocumentError``: ``status.malformed``, ``status.too_many``, ``status.index``, ``status.size`` and
    ``status.same_id`` where an entry bears the id of its list.
    """
    if "credentialStatus" not in document:
        return ()
    value = document["credentialStatus"]
    if not isinstance(value, list):
        return (_parse_entry(value, where="/credentialStatus"),)
    if len(value) > MAX_ENTRIES:
        raise DocumentError(
            "status.too_many", f"There are more than {MAX_ENTRIES} entries.", where="/credentialStatus"
        )
    return tuple(_parse_entry(entry, where=f"/credentialStatus/{place}") for place, entry in enumerate(value))


def _parse_entry(entry: JsonValue, *, where: str) -> StatusEntry:
    if not isinstance(entry, dict):
        raise DocumentError("status.malformed", "A status entry must be an object.", where=where)
    types = entry.get("type")
    known = [
        kind
        for kind in (BITSTRING, LEGACY, REVOCATION_LIST)
        if kind in (types if isinstance(types, list) else [types])
    ]
    if not known:
        return StatusEntry(source=entry, where=where, kind="")
    if known[0] == REVOCATION_LIST:
        return StatusEntry(source=entry, where=where, kind=known[0], list_url=_text(entry, "id", where=where))
    return _parse_list_entry(entry, kind=known[0], where=where)


def _parse_list_entry(entry: JsonObject, *, kind: str, where: str) -> StatusEntry:
    list_url = _text(entry, "statusListCredential", where=where)
    if entry.get("id") == list_url:
        raise DocumentError(
            "status.same_id", "The entry bears the id of the list that it stands in.", where=f"{where}/id"
        )
    index = entry.get("statusListIndex")
    # StatusList2021 was often written with a number.
    text = str(index) if kind == LEGACY and type(index) is int else index
    if not isinstance(text, str) or _INDEX.fullmatch(text) is None:
        raise DocumentError(
            "status.index",
            "The index must be a whole number in decimal digits, written as text.",
            where=f"{where}/statusListIndex",
        )
    size = entry.get("statusSize", 1) if kind == BITSTRING else 1
    if type(size) is not int or not 1 <= size <= MAX_STATUS_SIZE:
        raise DocumentError(
            "status.size",
            f"The size of a status must be a whole number from 1 to {MAX_STATUS_SIZE}.",
            where=f"{where}/statusSize",
        )
    return StatusEntry(
        source=entry,
        where=where,
        kind=kind,
        list_url=list_url,
        purpose=_text(entry, "statusPurpose", where=where),
        index=int(text),
        size=size,
        messages=_parse_messages(entry, size=size, where=where) if kind == BITSTRING else None,
    )


def _parse_messages(entry: JsonObject, *, size: int, where: str) -> dict[int, str] | None:
    """Return the meaning of each value; a status of more than one bit must give all of them."""
    value = entry.get("statusMessage")
    if value is None and size == 1:
        return None
    messages: dict[int, str] = {}
    for item in value if isinstance(value, list) else []:
        status = item.get("status") if isinstance(item, dict) else None
        message = item.get("message") if isinstance(item, dict) else None
        if not isinstance(status, str) or _VALUE.fullmatch(status) is None or not isinstance(message, str):
            break
        messages[int(status, 16)] = message
    if not isinstance(value, list) or len(value) != 2**size or messages.keys() != set(range(2**size)):
        raise DocumentError(
            "status.malformed",
            f"There must be one message for each of the {2**size} values.",
            where=f"{where}/statusMessage",
        )
    return messages


def _text(entry: JsonObject, name: str, *, where: str) -> str:
    value = entry.get(name)
    if not isinstance(value, str) or not value:
        raise DocumentError("status.malformed", f"A status entry needs {name}.", where=f"{where}/{name}")
    return value
