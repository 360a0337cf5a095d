"""The history of the keys of one controller: which key was in use when, and which are compromised.

A history only grows: it is a list of events, and a rotation is signed by the old key and by the new one over
all that had happened before. Every key stays in it. A key that was replaced in good order is retired, and
what it signed while it was in use stays valid; one that is compromised may have signed anything with any
date, so it is compromised at all times, except where a moment is proven by more than the signature itself.
The bytes are described in ``docs/formats/key-history.md``; ``tests/cairn/keys/test_history.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NoReturn

from cairn.canonical.strict_json import format_pointer
from cairn.errors import DocumentError, UsageError
from cairn.keys.history_events import (
    HISTORY_TYPE,
    VERSION,
    EventKind,
    KeyEvent,
    check_controller,
    first_digest,
    format_event,
    next_digest,
    parse_event,
    rotation_statement,
)

if TYPE_CHECKING:
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject
    from cairn.keys.public import PublicKey
    from cairn.keys.signer import Signer

MAX_KEYS: Final = 256
"""As many as a controller document holds; checking a rotation costs time, and nobody needs this many."""

# A key begins, may be retired and may be compromised.
_MAX_EVENTS: Final = 3 * MAX_KEYS


class KeyState(StrEnum):
    """What can be said of a key at a moment."""

    VALID = "valid"
    NOT_YET = "not-yet"
    RETIRED = "retired"
    COMPROMISED = "compromised"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPeriod:
    """A key and the time in which it was in use; both ends belong to it, ``None`` means that it still is."""

    method_id: str
    public_key: PublicKey
    valid_from: datetime
    valid_until: datetime | None = None
    compromised_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyHistory:
    """Every key that ``controller`` ever used, in order; at most one of them is in use."""

    controller: str
    events: tuple[KeyEvent, ...]
    periods: tuple[KeyPeriod, ...]
    digest: bytes

    @classmethod
    def begin(cls, did: str, *, method_id: str, public_key: PublicKey, valid_from: datetime) -> KeyHistory:
        """Return the history of ``did`` with its first key; raises ``UsageError("key_history.*")``."""
        try:
            nothing = _empty(did)
        except DocumentError as error:
            _blame_caller(error)
        return nothing.begin_again(method_id=method_id, public_key=public_key, valid_from=valid_from)

    def begin_again(self, *, method_id: str, public_key: PublicKey, valid_from: datetime) -> KeyHistory:
        """Return the history with a new key that no old one vouches for, as after a compromise.

        Raises ``UsageError``: ``key_history.key_in_use`` where an old key could sign for it, and the codes of
        :func:`parse_key_history`.
        """
        return self._add(
            KeyEvent(kind=EventKind.BEGIN, at=valid_from, method_id=method_id, public_key=public_key)
        )

    def rotate(
        self, *, old_signer: Signer, new_signer: Signer, new_method_id: str, at: datetime
    ) -> KeyHistory:
        """Return the history in which ``new_signer`` has taken over from ``old_signer``, who is retired.

        Raises ``UsageError``: ``key_history.not_in_use`` where the old key is not in use, and the codes of
        :func:`parse_key_history`.
        """
        old = self.current
        if old is None or old.public_key != old_signer.public_key:
            raise UsageError(
                "key_history.not_in_use",
                "The old key is not the one in use, so it cannot sign for another.",
                mend="Sign with the key in use; after a compromise begin again with a new key.",
            )
        event = KeyEvent(
            kind=EventKind.ROTATE,
            at=at,
            method_id=new_method_id,
            public_key=new_signer.public_key,
            old_method_id=old.method_id,
        )
        statement = rotation_statement(event, controller=self.controller, earlier=self.digest)
        return self._add(
            replace(event, old_signature=old_signer.sign(statement), new_signature=new_signer.sign(statement))
        )

    def retire(self, method_id: str, *, at: datetime) -> KeyHistory:
        """Return the history in which the key in use has ended and none follows yet.

        Raises ``UsageError``: ``key_history.unknown_method``, ``key_history.not_in_use`` and ``.backwards``.
        """
        return self._add(KeyEvent(kind=EventKind.RETIRE, at=at, method_id=method_id))

    def mark_compromised(self, method_id: str, *, at: datetime, reason: str = "") -> KeyHistory:
        """Return the history in which others may have signed with the key from ``at`` on, which may be past.

        Raises ``UsageError``: ``key_history.unknown_method``, ``key_history.already_compromised``,
        ``key_history.backwards`` where the key did not exist yet, and ``key_history.malformed`` for a reason
        that is too long.
        """
        return self._add(KeyEvent(kind=EventKind.COMPROMISE, at=at, method_id=method_id, reason=reason))

    @property
    def current(self) -> KeyPeriod | None:
        """The key in use, if there is one."""
        last = self.periods[-1] if self.periods else None
        return last if last is not None and last.valid_until is None else None

    def state_at(self, method_id: str, moment: datetime, *, proven: bool = False) -> KeyState:
        """Return the state of a key at ``moment``.

        ``proven`` says that more than the signature itself, such as a log, shows that the signature existed
        at ``moment``. Only then can a compromised key have been sound before it was compromised: whoever has
        a key can date back what they sign with it.
        """
        period = next((period for period in self.periods if period.method_id == method_id), None)
        if period is None:
            return KeyState.UNKNOWN
        if period.compromised_at is not None and not (proven and moment < period.compromised_at):
            return KeyState.COMPROMISED
        if moment < period.valid_from:
            return KeyState.NOT_YET
        if period.valid_until is not None and moment > period.valid_until:
            return KeyState.RETIRED
        return KeyState.VALID

    def check_extends(self, earlier: KeyHistory) -> None:
        """Return if this history is ``earlier`` or has grown from it.

        Raises ``DocumentError("key_history.rewritten")``.
        """
        if self.controller != earlier.controller or self.events[: len(earlier.events)] != earlier.events:
            raise DocumentError(
                "key_history.rewritten",
                "The key history does not go on from the one that was known: a history only grows.",
                where=self.controller,
            )

    def _add(self, event: KeyEvent) -> KeyHistory:
        try:
            read = parse_event(format_event(event), controller=self.controller, where="")
            return _extend(self, read)
        except DocumentError as error:
            _blame_caller(error)


def format_key_history(history: KeyHistory) -> JsonObject:
    """Return the JSON of ``history``, as it is published."""
    return {
        "type": HISTORY_TYPE,
        "version": VERSION,
        "controller": history.controller,
        "events": [format_event(event) for event in history.events],
    }


def parse_key_history(document: JsonObject) -> KeyHistory:
    """Return the history that ``document`` is, with every rotation checked.

    Raises ``DocumentError``: ``key_history.malformed``, ``key_history.too_long``,
    ``key_history.foreign_method``, ``key_history.reused_key``, ``key_history.unknown_method``,
    ``key_history.not_in_use``, ``key_history.key_in_use``, ``key_history.already_compromised``,
    ``key_history.backwards``, ``key_history.bad_signature``, and the codes of timestamps, multibase and keys.
    """
    if document.keys() != {"type", "version", "controller", "events"}:
        _refuse(
            "key_history.malformed",
            "A key history has type, version, controller and events, and nothing else.",
        )
    if document["type"] != HISTORY_TYPE or type(document["version"]) is not int:
        _refuse("key_history.malformed", "The document is no key history.", where="/type")
    if document["version"] != VERSION:
        _refuse(
            "key_history.malformed",
            "The key history is of a version that is not read here.",
            where="/version",
        )
    controller, events = document["controller"], document["events"]
    if not isinstance(controller, str):
        _refuse("key_history.malformed", "The controller is an address.", where="/controller")
    if not isinstance(events, list) or not events:
        _refuse("key_history.malformed", "A key history has a list of at least one event.", where="/events")
    if len(events) > _MAX_EVENTS:
        _refuse(
            "key_history.too_long", f"The key history has more than {_MAX_EVENTS} events.", where="/events"
        )
    history = _empty(controller)
    for position, member in enumerate(events):
        where = format_pointer("events", position)
        event = parse_event(member, controller=controller, where=where)
        try:
            history = _extend(history, event)
        except DocumentError as error:
            raise error.at(where) from None
    return history


def _empty(controller: str) -> KeyHistory:
    check_controller(controller)
    return KeyHistory(controller=controller, events=(), periods=(), digest=first_digest(controller))


def _extend(history: KeyHistory, event: KeyEvent) -> KeyHistory:
    """Return ``history`` with one more event, which has to be possible after the others."""
    if event.kind is EventKind.BEGIN:
        periods = _begin(history, event)
    elif event.kind is EventKind.ROTATE:
        periods = _rotate(history, event)
    elif event.kind is EventKind.RETIRE:
        periods = _retire(history, event)
    else:
        periods = _compromise(history, event)
    return KeyHistory(
        controller=history.controller,
        events=(*history.events, event),
        periods=periods,
        digest=next_digest(history.digest, event),
    )


def _begin(history: KeyHistory, event: KeyEvent) -> tuple[KeyPeriod, ...]:
    if history.current is not None:
        _refuse(
            "key_history.key_in_use",
            "A key is in use, so a new one has to be signed for by it.",
            mend="Rotate, or retire the key in use or mark it as compromised first.",
        )
    if history.periods and event.at < (history.periods[-1].valid_until or event.at):
        _refuse("key_history.backwards", "The key begins before the one before it ended.", where="/at")
    return (*history.periods, _new_period(history, event))


def _rotate(history: KeyHistory, event: KeyEvent) -> tuple[KeyPeriod, ...]:
    old = _in_use(history, event.old_method_id, event, where="/oldMethod")
    new = _new_period(history, event)
    statement = rotation_statement(event, controller=history.controller, earlier=history.digest)
    for period, signature, where in (
        (old, event.old_signature, "/oldSignature"),
        (new, event.new_signature, "/newSignature"),
    ):
        try:
            period.public_key.verify(signature, statement)
        except DocumentError:
            _refuse(
                "key_history.bad_signature", f"The rotation is not signed by {period.method_id}.", where=where
            )
    return (*history.periods[:-1], replace(old, valid_until=event.at), new)


def _retire(history: KeyHistory, event: KeyEvent) -> tuple[KeyPeriod, ...]:
    _find(history, event.method_id)
    old = _in_use(history, event.method_id, event, where="/method")
    return (*history.periods[:-1], replace(old, valid_until=event.at))


def _compromise(history: KeyHistory, event: KeyEvent) -> tuple[KeyPeriod, ...]:
    position = _find(history, event.method_id)
    period = history.periods[position]
    if period.compromised_at is not None:
        _refuse(
            "key_history.already_compromised", "The key is marked as compromised already.", where="/method"
        )
    if event.at < period.valid_from:
        _refuse("key_history.backwards", "The key did not exist yet at that moment.", where="/at")
    changed = replace(
        period,
        valid_until=event.at if period.valid_until is None else period.valid_until,
        compromised_at=event.at,
        reason=event.reason,
    )
    return (*history.periods[:position], changed, *history.periods[position + 1 :])


def _new_period(history: KeyHistory, event: KeyEvent) -> KeyPeriod:
    assert event.public_key is not None
    if len(history.periods) == MAX_KEYS:
        _refuse("key_history.too_long", f"The key history has more than {MAX_KEYS} keys.")
    for period in history.periods:
        if period.method_id == event.method_id or period.public_key == event.public_key:
            _refuse(
                "key_history.reused_key",
                "A key or its address stands in the history already.",
                where="/method",
            )
    return KeyPeriod(method_id=event.method_id, public_key=event.public_key, valid_from=event.at)


def _in_use(history: KeyHistory, method_id: str | None, event: KeyEvent, *, where: str) -> KeyPeriod:
    current = history.current
    if current is None or current.method_id != method_id:
        _refuse("key_history.not_in_use", "The key is not the one in use.", where=where)
    if event.at < current.valid_from:
        _refuse("key_history.backwards", "The key would end before it began.", where="/at")
    return current


def _find(history: KeyHistory, method_id: str) -> int:
    for position, period in enumerate(history.periods):
        if period.method_id == method_id:
            return position
    return _refuse("key_history.unknown_method", "There is no such key in the history.", where="/method")


def _refuse(code: str, message: str, *, where: str = "", mend: str = "") -> NoReturn:
    raise DocumentError(code, message, where=where, mend=mend)


def _blame_caller(error: DocumentError) -> NoReturn:
    raise UsageError(error.code, error.message, where=error.where, mend=error.mend) from None
