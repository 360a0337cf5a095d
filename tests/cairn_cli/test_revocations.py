from __future__ import annotations

from datetime import UTC, datetime
from itertools import product
from typing import TYPE_CHECKING

import pytest

from cairn.canonical import strict_json
from cairn.errors import DocumentError, UsageError
from cairn.status import StatusList, StatusPurpose
from cairn_cli.journal import Journal
from cairn_cli.revocations import (
    RECORD,
    Action,
    Change,
    Revocations,
    State,
    behind,
    count_states,
    publish,
    state_after,
    states,
)

if TYPE_CHECKING:
    from pathlib import Path

    from cairn.canonical.strict_json import JsonObject

NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)
ORIGIN = "https://credentials.example.edu"
LIST = f"{ORIGIN}/status/northside/revocation/1"
SUSPENSIONS = f"{ORIGIN}/status/northside/suspension/1"


def _change(
    action: Action = Action.REVOKE, index: int = 5, *, list_url: str = "", credential: str = "c"
) -> Change:
    address = list_url or (LIST if action is Action.REVOKE else SUSPENSIONS)
    return Change(
        at=NOW, action=action, credential=credential, list_url=address, index=index, reason="Ünclear"
    )


def _publish(journal: Journal, *changes: Change, addresses: tuple[str, ...] = (LIST,)) -> list[str]:
    return publish(
        journal,
        changes,
        addresses=addresses,
        origin=ORIGIN,
        issuer="did:web:credentials.example.edu:organisations:northside",
        secure=lambda document: {**document, "proof": "signed"},
        now=NOW,
    )


def _read(journal: Journal, purpose: str = "revocation") -> StatusList:
    path = journal.public / "status" / "northside" / purpose / "1"
    subject = strict_json.parse_object(path.read_bytes())["credentialSubject"]
    assert isinstance(subject, dict)
    return StatusList.decode(StatusPurpose(purpose), str(subject["encodedList"]))


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path)


def test_what_was_recorded_is_read(tmp_path: Path) -> None:
    record = Revocations(tmp_path)
    assert record.read() == ()
    record.append([_change(), _change(Action.SUSPEND, 6)])
    record.append([_change(Action.REINSTATE, 6)])
    assert record.read() == (_change(), _change(Action.SUSPEND, 6), _change(Action.REINSTATE, 6))


def test_a_line_torn_by_a_crash_is_left_out(tmp_path: Path) -> None:
    record = Revocations(tmp_path)
    record.append([_change()])
    with (tmp_path / RECORD).open("ab") as file:
        file.write(b'{"at":"2026-0')
    assert record.read() == (_change(),)
    record.append([_change(index=7)])
    assert [change.index for change in record.read()] == [5, 7]


@pytest.mark.parametrize(
    "line",
    [
        b"not json",
        b"{}",
        b'{"at":"2026-01-31T12:00:00Z","action":"forgive","credential":"c","list":"l","index":1,"reason":""}',
        b'{"at":"2026-01-31T12:00:00Z","action":"revoke","credential":"c","list":"l","index":-1,"reason":""}',
        b'{"at":"yesterday","action":"revoke","credential":"c","list":"l","index":1,"reason":""}',
    ],
)
def test_a_damaged_record_is_refused_with_its_line(tmp_path: Path, line: bytes) -> None:
    Revocations(tmp_path).append([_change()])
    with (tmp_path / RECORD).open("ab") as file:
        file.write(line + b"\n")
    with pytest.raises(DocumentError) as caught:
        Revocations(tmp_path).read()
    assert caught.value.code == "revocations.malformed"
    assert caught.value.where.endswith(":2")


@pytest.mark.parametrize("action", [Action.SUSPEND, Action.REINSTATE])
def test_a_revocation_cannot_be_undone(action: Action) -> None:
    with pytest.raises(UsageError) as caught:
        state_after(State.REVOKED, action, credential="c")
    assert caught.value.code == "status.revoked_for_good"


def test_everything_else_can_be_done() -> None:
    for state, action in product((State.IN_FORCE, State.SUSPENDED), Action):
        after = state_after(state, action, credential="c")
        assert (
            after
            is {
                Action.REVOKE: State.REVOKED,
                Action.SUSPEND: State.SUSPENDED,
                Action.REINSTATE: State.IN_FORCE,
            }[action]
        )
    assert state_after(State.REVOKED, Action.REVOKE, credential="c") is State.REVOKED


def test_the_state_is_what_the_last_change_made_it() -> None:
    changes = [
        _change(Action.SUSPEND, credential="a"),
        _change(Action.REINSTATE, credential="a"),
        _change(Action.SUSPEND, credential="b"),
        _change(Action.REVOKE, credential="b"),
        _change(Action.SUSPEND, credential="c"),
    ]
    assert states(changes) == {"a": State.IN_FORCE, "b": State.REVOKED, "c": State.SUSPENDED}
    assert count_states(changes) == {"in force": 1, "revoked": 1, "suspended": 1}


def test_a_list_says_what_the_record_says(journal: Journal) -> None:
    changes = [
        _change(),
        _change(Action.SUSPEND, 6),
        _change(Action.SUSPEND, 7),
        _change(Action.REINSTATE, 6),
    ]
    assert _publish(journal, *changes, addresses=(LIST, SUSPENSIONS)) == [LIST, SUSPENSIONS]
    assert _read(journal).get(5)
    assert _read(journal).count() == 1
    assert _read(journal, "suspension").get(7)
    assert _read(journal, "suspension").count() == 1


def test_the_size_of_a_list_does_not_change(journal: Journal) -> None:
    larger = StatusList(StatusPurpose.REVOCATION, 262_144)
    document: JsonObject = {"credentialSubject": {"encodedList": larger.encode()}}
    path = journal.public / "status" / "northside" / "revocation" / "1"
    path.parent.mkdir(parents=True)
    path.write_bytes(strict_json.format(document))
    _publish(journal, _change(index=200_000))
    assert _read(journal).size == 262_144


def test_a_list_that_is_behind_is_named(journal: Journal) -> None:
    assert behind(journal, [_change()], origin=ORIGIN) == [LIST]
    _publish(journal, _change())
    assert behind(journal, [_change()], origin=ORIGIN) == []
    assert behind(journal, [_change(), _change(index=9)], origin=ORIGIN) == [LIST]


def test_a_record_that_lost_a_line_clears_nobody(journal: Journal) -> None:
    _publish(journal, _change(), _change(index=9))
    with pytest.raises(UsageError) as caught:
        _publish(journal, _change())
    assert caught.value.code == "revocations.incomplete"
    with pytest.raises(UsageError) as caught:
        behind(journal, [_change()], origin=ORIGIN)
    assert caught.value.code == "revocations.incomplete"
    assert _read(journal).count() == 2


def test_where_one_list_cannot_be_made_none_is_written(journal: Journal) -> None:
    _publish(journal, _change(Action.SUSPEND, 6), addresses=(SUSPENSIONS,))
    with pytest.raises(UsageError):
        _publish(journal, _change(), addresses=(LIST, SUSPENSIONS))
    assert not (journal.public / "status" / "northside" / "revocation").exists()


@pytest.mark.parametrize(
    "address",
    [
        "https://other.example/status/northside/revocation/1",
        f"{ORIGIN}/status/../revocation/1",
        f"{ORIGIN}/status/northside/revocation/../1",
        f"{ORIGIN}/status/northside/message/1",
        f"{ORIGIN}/status/northside/revocation/0",
        f"{ORIGIN}/organisations/northside/did.json",
    ],
)
def test_nothing_is_written_outside_the_lists(journal: Journal, address: str) -> None:
    with pytest.raises(DocumentError) as caught:
        _publish(journal, addresses=(address,))
    assert caught.value.code == "revocations.malformed"


def test_a_published_list_that_cannot_be_read_is_not_replaced(journal: Journal) -> None:
    _publish(journal, _change())
    path = journal.public / "status" / "northside" / "revocation" / "1"
    path.write_bytes(b"{}")
    with pytest.raises(DocumentError) as caught:
        _publish(journal, _change())
    assert caught.value.code == "status_list.malformed"
    assert path.read_bytes() == b"{}"
