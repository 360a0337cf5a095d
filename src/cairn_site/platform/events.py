"""Events: news that travels up the tower, written with the change and delivered at least once.

An event is a frozen dataclass of plain values. :func:`publish` writes it, with one delivery for each reaction
there is, in the transaction of the change. The worker runs each reaction in a transaction that also marks the
delivery, so its effect is once. ``tests/cairn_site/platform/test_events.py`` proves it.
"""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final, TypeVar, get_type_hints
from uuid import UUID

from django.db import transaction

from cairn_site.platform.models import Delivery, Event

_log = logging.getLogger(__name__)
EventT = TypeVar("EventT")
MAX_ATTEMPTS: Final = 8
_REACTIONS: Final[dict[str, dict[str, tuple[type[Any], Callable[..., None]]]]] = {}


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


def _deliver(identifier: int, *, now: datetime) -> None:
    try:
        with transaction.atomic():
            delivery = (
                Delivery.objects.select_for_update(of=("self",))
                .select_related("event")
                .filter(id=identifier, delivered_at=None, given_up_at=None)
                .first()
            )
            if delivery is None:
                return
            event_class, reaction = _REACTIONS[delivery.event.name][delivery.reaction]
            reaction(_from_json(event_class, delivery.event.payload), now)
            delivery.delivered_at = now
            delivery.save(update_fields=["delivered_at"])
    except Exception as error:  # noqa: BLE001 - the outermost place where a reaction runs
        _log.exception("A reaction failed", extra={"delivery": identifier})
        _postpone(identifier, error, now=now)


def _postpone(identifier: int, error: Exception, *, now: datetime) -> None:
    with transaction.atomic():
        delivery = Delivery.objects.select_for_update().get(id=identifier)
        delivery.attempts += 1
        delivery.error = f"{type(error).__name__}: {error}"[:2000]
        delivery.due_at = now + timedelta(seconds=2**delivery.attempts)
        if delivery.attempts >= MAX_ATTEMPTS:
            delivery.given_up_at = now
        delivery.save(update_fields=["attempts", "error", "due_at", "given_up_at"])


def _name_of(event_class: type[object]) -> str:
    return f"{event_class.__module__.split('.')[1]}.{event_class.__name__}"


def _as_json(event: object) -> dict[str, object]:
    assert dataclasses.is_dataclass(event)
    values: dict[str, object] = {}
    for field in dataclasses.fields(event):
        value = getattr(event, field.name)
        if isinstance(value, UUID):
            value = str(value)
        elif isinstance(value, datetime):
            value = value.isoformat()
        elif isinstance(value, tuple):
            value = [str(item) if isinstance(item, UUID) else item for item in value]
        values[field.name] = value
    return values


def _from_json(event_class: type[EventT], values: dict[str, Any]) -> EventT:
    hints = get_type_hints(event_class, {"UUID": UUID, "datetime": datetime})
    return event_class(**{name: _read(hints[name], value) for name, value in values.items()})


def _read(hint: object, value: Any) -> object:  # noqa: ANN401
    text = str(hint)
    if isinstance(value, list):
        return tuple(UUID(item) if "UUID" in text else item for item in value)
    if isinstance(value, str) and "UUID" in text:
        return UUID(value)
    if isinstance(value, str) and "datetime" in text:
        return datetime.fromisoformat(value).astimezone(UTC)
    return value
