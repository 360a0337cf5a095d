"""The events of a key history: how each is read and written, and what a rotation signs.

The bytes are described in ``docs/formats/key-history.md``. An event has no members but its own, so that what
was not understood is never passed over. ``tests/cairn/keys/test_history_events.py`` proves it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NoReturn

from cairn.canonical import jcs, multibase, timestamps
from cairn.errors import DocumentError
from cairn.keys.multikey import format_multikey, parse_multikey

if TYPE_CHECKING:
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject, JsonValue
    from cairn.keys.public import PublicKey

VERSION: Final = 1
HISTORY_TYPE: Final = "KeyHistory"
ROTATION_TYPE: Final = "KeyRotation"
MAX_REASON_CHARACTERS: Final = 1000

_CONTROLLER: Final = re.compile(
    r"[a-z][a-z0-9+.-]*:[\x21\x24-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7e]{1,2000}"
)
_FRAGMENT: Final = re.compile("[A-Za-z0-9._~-]{1,200}")


class EventKind(StrEnum):
    """What can happen to the keys of a controller."""

    BEGIN = "begin"
    ROTATE = "rotate"
    RETIRE = "retire"
    COMPROMISE = "compromise"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyEvent:
    """One event: what happened ``at`` that moment to the key at ``method_id``.

    ``public_key`` is there where a key begins, ``old_method_id`` and both signatures for a rotation only, and
    ``reason``, perhaps empty, for a compromise only.
    """

    kind: EventKind
    at: datetime
    method_id: str
    public_key: PublicKey | None = None
    old_method_id: str | None = None
    old_signature: bytes = b""
    new_signature: bytes = b""
    reason: str = ""


_MEMBERS: Final = {
    EventKind.BEGIN: ("type", "at", "method", "publicKeyMultibase"),
    EventKind.ROTATE: (
        "type",
        "at",
        "oldMethod",
        "method",
        "publicKeyMultibase",
        "oldSignature",
        "newSignature",
    ),
    EventKind.RETIRE: ("type", "at", "method"),
    EventKind.COMPROMISE: ("type", "at", "method", "reason"),
}
_KINDS: Final = {kind.value: kind for kind in EventKind}


def format_event(event: KeyEvent) -> JsonObject:
    """Return the JSON of ``event``; raises ``UsageError``: ``timestamp.*`` and ``multikey.no_form``."""
    document = _unsigned(event)
    if event.kind is EventKind.ROTATE:
        document["oldSignature"] = multibase.encode(event.old_signature, base="z")
        document["newSignature"] = multibase.encode(event.new_signature, base="z")
    return document


def parse_event(document: JsonValue, *, controller: str, where: str) -> KeyEvent:
    """Return the event that ``document`` is; no signature has been checked yet.

    Raises ``DocumentError``: ``key_history.malformed``, and the codes of timestamps, multibase and keys.
    """
    if not isinstance(document, dict):
        _raise_malformed("An event is an object.", where)
    name = document.get("type")
    kind = _KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        _raise_malformed("The event is of a kind that is not known here.", f"{where}/type")
    members = _MEMBERS[kind]
    if document.keys() != set(members):
        _raise_malformed(f"An event {kind.value} has the members {', '.join(members)} and no others.", where)
    texts: dict[str, str] = {}
    for member, value in document.items():
        if not isinstance(value, str):
            _raise_malformed("The members of an event are text.", f"{where}/{member}")
        texts[member] = value
    try:
        return _read(kind, texts, controller=controller)
    except DocumentError as error:
        raise error.at(where) from None


def check_controller(controller: str) -> None:
    """Check that ``controller`` is an address without a fragment; raises ``DocumentError``."""
    if not _CONTROLLER.fullmatch(controller):
        _raise_malformed("The controller is an address without a fragment.", "/controller")


def check_method_id(method_id: str, *, controller: str, where: str) -> None:
    """Check that ``method_id`` is an address of ``controller`` with a fragment.

    Raises ``DocumentError("key_history.foreign_method")``.
    """
    address, _, fragment = method_id.partition("#")
    if address != controller or not _FRAGMENT.fullmatch(fragment):
        raise DocumentError(
            "key_history.foreign_method",
            f"A verification method of {controller} is that address with a fragment.",
            where=where,
        )


def first_digest(controller: str) -> bytes:
    """Return the digest of a history in which nothing has happened yet."""
    head: JsonObject = {"type": HISTORY_TYPE, "version": VERSION, "controller": controller}
    return sha256(jcs.canonize(head)).digest()


def next_digest(earlier: bytes, event: KeyEvent) -> bytes:
    """Return the digest of a history with the digest ``earlier`` to which ``event`` has been added."""
    return sha256(earlier + jcs.canonize(format_event(event))).digest()


def rotation_statement(event: KeyEvent, *, controller: str, earlier: bytes) -> bytes:
    """Return the bytes that both keys of a rotation sign.

    They name the controller and, by the digest ``earlier``, all that had happened before, so they fit into no
    other history; and they begin with a brace, so they are no JWS and no hash of a credential.
    """
    statement: JsonObject = {
        "type": ROTATION_TYPE,
        "version": VERSION,
        "controller": controller,
        "earlier": multibase.encode(earlier, base="u"),
        "event": _unsigned(event),
    }
    return jcs.canonize(statement)


def _unsigned(event: KeyEvent) -> JsonObject:
    document: JsonObject = {"type": event.kind.value, "at": timestamps.format(event.at)}
    if event.old_method_id is not None:
        document["oldMethod"] = event.old_method_id
    document["method"] = event.method_id
    if event.public_key is not None:
        document["publicKeyMultibase"] = format_multikey(event.public_key)
    if event.kind is EventKind.COMPROMISE:
        document["reason"] = event.reason
    return document


def _read(kind: EventKind, texts: dict[str, str], *, controller: str) -> KeyEvent:
    check_method_id(texts["method"], controller=controller, where="/method")
    if "oldMethod" in texts:
        check_method_id(texts["oldMethod"], controller=controller, where="/oldMethod")
    reason = texts.get("reason", "")
    if len(reason) > MAX_REASON_CHARACTERS:
        _raise_malformed(f"The reason has more than {MAX_REASON_CHARACTERS} characters.", "/reason")
    return KeyEvent(
        kind=kind,
        at=_read_moment(texts["at"]),
        method_id=texts["method"],
        public_key=_read_key(texts["publicKeyMultibase"]) if "publicKeyMultibase" in texts else None,
        old_method_id=texts.get("oldMethod"),
        old_signature=_read_signature(texts, "oldSignature"),
        new_signature=_read_signature(texts, "newSignature"),
        reason=reason,
    )


def _read_moment(text: str) -> datetime:
    try:
        return timestamps.parse(text)
    except DocumentError as error:
        raise error.at("/at") from None


def _read_key(text: str) -> PublicKey:
    try:
        return parse_multikey(text)
    except DocumentError as error:
        raise error.at("/publicKeyMultibase") from None


def _read_signature(texts: dict[str, str], name: str) -> bytes:
    if name not in texts:
        return b""
    try:
        return multibase.decode(texts[name], bases="z")
    except DocumentError as error:
        raise error.at(f"/{name}") from None


def _raise_malformed(message: str, where: str) -> NoReturn:
    raise DocumentError("key_history.malformed", message, where=where)
