"""What a rotation signs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cairn.canonical import strict_json
from cairn.errors import DocumentError
from cairn.keys.history_events import (
    EventKind,
    KeyEvent,
    first_digest,
    format_event,
    next_digest,
    parse_event,
    rotation_statement,
)
from factories.keys import method_of, signer

DID = "did:web:credentials.example.edu:organisations:northside"
OLD, NEW = (method_of(DID, signer(name).public_key) for name in ("first", "second"))
EVENT = KeyEvent(
    kind=EventKind.ROTATE,
    at=datetime(2026, 6, 1, tzinfo=UTC),
    method_id=NEW,
    public_key=signer("second").public_key,
    old_method_id=OLD,
    old_signature=b"old",
    new_signature=b"new",
)


def test_statement_is_the_canonical_json_of_the_format_page() -> None:
    statement = rotation_statement(EVENT, controller=DID, earlier=bytes(32))
    assert strict_json.parse_object(statement) == {
        "type": "KeyRotation",
        "version": 1,
        "controller": DID,
        "earlier": "u" + "A" * 43,
        "event": {
            "type": "rotate",
            "at": "2026-06-01T00:00:00Z",
            "oldMethod": OLD,
            "method": NEW,
            "publicKeyMultibase": NEW.partition("#")[2],
        },
    }
    assert statement.startswith(b'{"controller":')


def test_statement_is_another_for_each_past_and_controller() -> None:
    begin = KeyEvent(kind=EventKind.BEGIN, at=EVENT.at, method_id=OLD, public_key=signer("first").public_key)
    digests = [
        first_digest(DID),
        next_digest(first_digest(DID), begin),
        first_digest("did:web:other.example"),
    ]
    statements = {rotation_statement(EVENT, controller=DID, earlier=digest) for digest in digests}
    statements.add(rotation_statement(EVENT, controller="did:web:other.example", earlier=digests[0]))
    assert len(statements) == 4


def test_digest_covers_the_signatures() -> None:
    assert next_digest(bytes(32), EVENT) != next_digest(bytes(32), replace(EVENT, new_signature=b"other"))


def test_event_is_read_back() -> None:
    assert parse_event(format_event(EVENT), controller=DID, where="") == EVENT


def test_member_that_was_not_understood_is_not_passed_over() -> None:
    with pytest.raises(DocumentError) as caught:
        parse_event({**format_event(EVENT), "unless": "x"}, controller=DID, where="/events/3")
    assert (caught.value.code, caught.value.where) == ("key_history.malformed", "/events/3")
