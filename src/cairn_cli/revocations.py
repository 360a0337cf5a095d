"""The record of what was revoked, suspended and reinstated, from which the status lists of a batch are made.

``revocations.jsonl`` in the batch folder only grows: one line for each change, flushed to the disk before
any list is published. A list is what the record says, so a list that is lost or behind after a crash is made
again from it, and a record that is lost is noticed before it could clear anybody.
``tests/cairn_cli/test_revocations.py`` proves it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from cairn.canonical import strict_json, timestamps
from cairn.errors import DocumentError, UsageError
from cairn.status import MIN_ENTRIES, StatusList, StatusPurpose, build_status_list_credential
from cairn_cli.durable import append_durably, read_whole_lines, write_durably

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from pathlib import Path

    from cairn.canonical.strict_json import JsonObject
    from cairn_cli.journal import Journal

RECORD: Final = "revocations.jsonl"
_ADDRESS: Final = re.compile(r"status/([a-z0-9-]{1,63})/(revocation|suspension)/([1-9][0-9]{0,9})")


class State(StrEnum):
    """What the record says of a credential."""

    IN_FORCE = "in force"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


class Action(StrEnum):
    """What can be done to a credential."""

    REVOKE = "revoke"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"

    @property
    def purpose(self) -> StatusPurpose:
        """The purpose of the list that it changes."""
        return StatusPurpose.REVOCATION if self is Action.REVOKE else StatusPurpose.SUSPENSION


# What is not in the table cannot be done: a revocation is for good (Bitstring Status List 1.0, section 2.1).
_AFTER: Final = {
    (State.IN_FORCE, Action.REVOKE): State.REVOKED,
    (State.IN_FORCE, Action.SUSPEND): State.SUSPENDED,
    (State.IN_FORCE, Action.REINSTATE): State.IN_FORCE,
    (State.SUSPENDED, Action.REVOKE): State.REVOKED,
    (State.SUSPENDED, Action.SUSPEND): State.SUSPENDED,
    (State.SUSPENDED, Action.REINSTATE): State.IN_FORCE,
    (State.REVOKED, Action.REVOKE): State.REVOKED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of the record: ``list_url`` and ``index`` say which bit it is about."""

    at: datetime
    action: Action
    credential: str
    list_url: str
    index: int
    reason: str = ""


class Revocations:
    """The record of one batch folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / RECORD

    def read(self) -> tuple[Change, ...]:
        """Return all changes, the oldest first; raises ``DocumentError("revocations.malformed")``."""
        return tuple(
            _parse_change(line, where=f"{self._path}:{number}")
            for number, line in enumerate(read_whole_lines(self._path), 1)
        )

    def append(self, changes: Iterable[Change]) -> None:
        """Add changes for good."""
        lines = b"\n".join(strict_json.format(_format_change(change)) for change in changes)
        append_durably(self._path, lines, mode=0o600)


def states(changes: Iterable[Change]) -> dict[str, State]:
    """Return the state of each credential that the record names."""
    found: dict[str, State] = {}
    for change in changes:
        found[change.credential] = state_after(
            found.get(change.credential, State.IN_FORCE), change.action, credential=change.credential
        )
    return found


def state_after(state: State, action: Action, *, credential: str) -> State:
    """Return what follows; raises ``UsageError("status.revoked_for_good")``."""
    after = _AFTER.get((state, action))
    if after is None:
        raise UsageError(
            "status.revoked_for_good",
            f"It is revoked, and a revocation is for good, so it cannot be {action}d.",
            where=credential,
            mend="Award it again.",
        )
    return after


def publish(
    journal: Journal,
    changes: Iterable[Change],
    *,
    addresses: Iterable[str],
    origin: str,
    issuer: str,
    secure: Callable[[JsonObject], JsonObject],
    now: datetime,
) -> list[str]:
    """Sign and write the lists of ``addresses`` as the record says, and return those of them that changed.

    All lists are made before the first is written. Raises ``UsageError("revocations.incomplete")`` where a
    published list says more than the record.
    """
    wanted = _wanted(changes)
    made: list[tuple[str, Path, bytes]] = []
    for address in addresses:
        path, purpose = _place(journal, address, origin=origin)
        before = _read_published(path, purpose)
        status_list = StatusList(purpose, MIN_ENTRIES if before is None else before.size)
        for index, on in wanted.get(address, {}).items():
            status_list.set(index, on)
        if before is not None:
            _check_complete(before, wanted.get(address, {}), address=address)
        document = build_status_list_credential(
            list_url=address, issuer=issuer, status_list=status_list, valid_from=now
        )
        made.append((address, path, strict_json.format(secure(document)) + b"\n"))
    for _, path, data in made:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_durably(path, data)
    return [address for address, _, _ in made]


def behind(journal: Journal, changes: Iterable[Change], *, origin: str) -> list[str]:
    """Return the lists that do not say yet what the record says; raises as :func:`publish`."""
    found: list[str] = []
    for address, wanted in _wanted(changes).items():
        path, purpose = _place(journal, address, origin=origin)
        published = _read_published(path, purpose)
        if published is not None:
            _check_complete(published, wanted, address=address)
        if published is None or any(published.get(index) is not on for index, on in wanted.items()):
            found.append(address)
    return found


def _wanted(changes: Iterable[Change]) -> dict[str, dict[int, bool]]:
    """Return, for each list, which of its entries are to be set and which not."""
    wanted: dict[str, dict[int, bool]] = {}
    for change in changes:
        wanted.setdefault(change.list_url, {})[change.index] = change.action is not Action.REINSTATE
    return wanted


def _place(journal: Journal, address: str, *, origin: str) -> tuple[Path, StatusPurpose]:
    """Return the file in which the list of ``address`` is published, and its purpose."""
    match = _ADDRESS.fullmatch(address.removeprefix(f"{origin}/"))
    if match is None:
        raise DocumentError(
            "revocations.malformed", "The list is none that this issuer publishes.", where=address
        )
    return journal.public / "status" / match[1] / match[2] / match[3], StatusPurpose(match[2])


def _read_published(path: Path, purpose: StatusPurpose) -> StatusList | None:
    try:
        document = strict_json.parse_object(path.read_bytes())
    except FileNotFoundError:
        return None
    subject = document.get("credentialSubject")
    encoded = subject.get("encodedList") if isinstance(subject, dict) else None
    if not isinstance(encoded, str):
        raise DocumentError("status_list.malformed", "The published list cannot be read.", where=str(path))
    return StatusList.decode(purpose, encoded)


def _check_complete(before: StatusList, wanted: dict[int, bool], *, address: str) -> None:
    known = sum(before.get(index) for index in wanted)
    if before.count() > known:
        raise UsageError(
            "revocations.incomplete",
            f"The published list marks {before.count() - known:,} credentials that the record does not know.",
            where=address,
            mend=f"Restore {RECORD} from a backup; without it they would be cleared.",
        )


def count_states(changes: Iterable[Change]) -> dict[str, int]:
    """Return how many credentials are in each state that the record knows."""
    return dict(Counter(state.value for state in states(changes).values()))


def _format_change(change: Change) -> JsonObject:
    return {
        "at": timestamps.format(change.at),
        "action": change.action.value,
        "credential": change.credential,
        "list": change.list_url,
        "index": change.index,
        "reason": change.reason,
    }


def _parse_change(line: bytes, *, where: str) -> Change:
    try:
        document = strict_json.parse_object(line)
        texts = [document.get(name) for name in ("at", "action", "credential", "list", "reason")]
        at, action, credential, list_url, reason = (text if isinstance(text, str) else "" for text in texts)
        index = document.get("index")
        if action not in set(Action) or type(index) is not int or index < 0:
            raise DocumentError("revocations.malformed", "It is not a change of a status.")
        return Change(
            at=timestamps.parse(at),
            action=Action(action),
            credential=credential,
            list_url=list_url,
            index=index,
            reason=reason,
        )
    except DocumentError as error:
        raise DocumentError(
            "revocations.malformed",
            f"The record of revocations cannot be read: {error.message}",
            where=where,
            mend="Restore it from a backup.",
        ) from error
