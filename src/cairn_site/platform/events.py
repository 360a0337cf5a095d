"""Events: news that travels up the tower, written with the change and delivered at least once.

An event is a frozen dataclass of plain values: text, numbers, truths, ``UUID``, ``datetime``, ``date``,
nothing, and tuples of these. :func:`publish` writes it, with one delivery for each reaction there is, in the
transaction of the change. The worker runs each reaction in a transaction that also marks the delivery, so its
effect is once. A reaction that fails is tried again for some hours, then it waits on the console for an
operator. ``tests/cairn_site/platform/test_events.py`` proves it.
"""

from __future__ import annotations

import dataclasses
import logging
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_type_hints
from uuid import UUID

from django.db import models, transaction

from cairn.errors import UsageError
from cairn_site.platform.logs import redact
from cairn_site.platform.models import Delivery, Event

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

_log = logging.getLogger(__name__)
EventT = TypeVar("EventT")
MAX_ATTEMPTS: Final = 8
_REACTIONS: Final[dict[str, dict[str, tuple[type[Any], Callable[..., None]]]]] = {}
_PLAIN: Final = (str, int, float, bool, type(None))


def subscribe(event_class: type[EventT], reaction: Callable[[EventT, datetime], None]) -> None:
    """Have ``reaction(event, now)`` called for every event of a class published from now on.

    Called in ``AppConfig.ready``. The name of the reaction is that of the function, which therefore stays.
    """
    name = f"{reaction.__module__}.{reaction.__qualname__}"
    _REACTIONS.setdefault(_name_of(event_class), {})[name] = (event_class, reaction)


def publish(event: object, *, now: datetime) -> None:
    """Write ``event`` in the present transaction, to be delivered after it.

    Raises ``AssertionError`` outside a transaction, where a crash could part the change from its news.
    """
    if not transaction.get_connection().in_atomic_block:
        raise AssertionError("an event is published in the transaction of its change")
    name = _name_of(type(event))
    row = Event.objects.create(at=now, name=name, payload=_as_json(event))
    Delivery.objects.bulk_create(
        [Delivery(event=row, reaction=reaction, due_at=now) for reaction in _REACTIONS.get(name, {})]
    )


def deliver_due(*, now: datetime, limit: int = 100) -> int:
    """Deliver what is due, oldest first, and return how many deliveries were tried."""
    due = Delivery.objects.filter(due_at__lte=now, delivered_at=None, given_up_at=None)
    identifiers = list(due.order_by("event_id", "id").values_list("id", flat=True)[:limit])
    for identifier in identifiers:
        _deliver(identifier, now=now)
    return len(identifiers)


def pending() -> QuerySet[Delivery]:
    """Return the deliveries that are on their way, oldest first."""
    return Delivery.objects.filter(delivered_at=None, given_up_at=None).order_by("due_at", "id")


def given_up() -> QuerySet[Delivery]:
    """Return the deliveries that failed too often, newest first, with their events."""
    failed = Delivery.objects.filter(delivered_at=None, given_up_at__isnull=False)
    return failed.select_related("event").order_by("-given_up_at", "-id")


def retry(identifier: int, *, now: datetime) -> Delivery:
    """Have a delivery that was given up tried again; raises ``UsageError("event.not_given_up")``."""
    with transaction.atomic():
        delivery = given_up().select_for_update(of=("self",)).filter(id=identifier).first()
        if delivery is None:
            raise UsageError("event.not_given_up", "This delivery is done, or on its way already.")
        delivery.given_up_at = None
        delivery.attempts = 0
        delivery.due_at = now
        delivery.save(update_fields=["given_up_at", "attempts", "due_at"])
        return delivery


def prune(*, before: datetime) -> int:
    """Delete the events older than ``before`` of which nothing is left to deliver; return how many."""
    open_ones = Delivery.objects.filter(event=models.OuterRef("pk"), delivered_at=None)
    return Event.objects.filter(~models.Exists(open_ones), at__lt=before).delete()[0]


def _deliver(identifier: int, *, now: datetime) -> None:
    try:
        with transaction.atomic():
            skip = transaction.get_connection().features.has_select_for_update_skip_locked
            delivery = (
                Delivery.objects.select_for_update(of=("self",), skip_locked=skip)
                .select_related("event")
                .filter(id=identifier, delivered_at=None, given_up_at=None)
                .first()
            )
            if delivery is None:
                return
            event_class, reaction = _find_reaction(delivery)
            reaction(_from_json(event_class, delivery.event.payload), now)
            delivery.delivered_at = now
            delivery.error = ""
            delivery.save(update_fields=["delivered_at", "error"])
    except Exception as error:  # noqa: BLE001 - the outermost place where a reaction runs
        _log.exception("A reaction failed", extra={"delivery": identifier})
        _postpone(identifier, error, now=now)


def _find_reaction(delivery: Delivery) -> tuple[type[Any], Callable[..., None]]:
    found = _REACTIONS.get(delivery.event.name, {}).get(delivery.reaction)
    if found is None:
        raise UsageError("event.unknown_reaction", f"There is no reaction {delivery.reaction} any more.")
    return found


def _postpone(identifier: int, error: Exception, *, now: datetime) -> None:
    message = redact(f"{type(error).__name__}: {error}")[:2000]
    with transaction.atomic():
        delivery = Delivery.objects.select_for_update().filter(id=identifier, delivered_at=None).first()
        if delivery is None:
            return
        delivery.attempts += 1
        delivery.error = message
        delivery.due_at = now + timedelta(seconds=4**delivery.attempts)
        if delivery.attempts >= MAX_ATTEMPTS:
            delivery.given_up_at = now
        delivery.save(update_fields=["attempts", "error", "due_at", "given_up_at"])


def _name_of(event_class: type[object]) -> str:
    """Return the app and the class, such as ``awarding.Awarded``; they stand in rows and stay."""
    return f"{event_class.__module__.removeprefix('cairn_site.').split('.')[0]}.{event_class.__name__}"


def _as_json(event: object) -> dict[str, object]:
    assert dataclasses.is_dataclass(event)
    return {field.name: _write(getattr(event, field.name)) for field in dataclasses.fields(event)}


def _write(value: object) -> object:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_write(item) for item in value]
    if not isinstance(value, _PLAIN):
        raise TypeError(f"an event holds plain values only, no {type(value).__name__}")
    return value


def _from_json(event_class: type[EventT], values: dict[str, Any]) -> EventT:
    """Return the event that was written, also where the class has lost a member since."""
    hints = get_type_hints(event_class, {"UUID": UUID, "datetime": datetime, "date": date})
    return event_class(**{name: _read(hint, values[name]) for name, hint in hints.items() if name in values})


def _read(hint: object, value: Any) -> object:  # noqa: ANN401
    text = str(hint)
    if isinstance(value, list):
        return tuple(_read(hint, item) for item in value)
    if isinstance(value, str) and "UUID" in text:
        return UUID(value)
    if isinstance(value, str) and "datetime.datetime" in text:
        return datetime.fromisoformat(value).astimezone(UTC)
    if isinstance(value, str) and "datetime.date" in text:
        return date.fromisoformat(value)
    return value
