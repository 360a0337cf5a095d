from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.db import transaction

from cairn.errors import UsageError
from cairn_site.platform import events
from cairn_site.platform.models import AuditEntry, Delivery, Event

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    id: UUID
    at: datetime
    day: date
    name: str
    others: tuple[UUID, ...] = ()
    count: int | None = None


MOVED = Moved(id=UUID(int=1), at=NOW, day=date(2026, 3, 2), name="North", others=(UUID(int=2),), count=3)


@pytest.fixture
def subscribe() -> Iterator[Callable[[Callable[[Moved, datetime], None]], None]]:
    before = dict(events._REACTIONS)
    yield lambda reaction: events.subscribe(Moved, reaction)
    events._REACTIONS.clear()
    events._REACTIONS.update(before)


def publish(event: object = MOVED) -> None:
    with transaction.atomic():
        events.publish(event, now=NOW)


def leave_a_trace(name: str) -> None:
    AuditEntry.objects.create(
        at=NOW, actor_kind="system", actor_label="", action=name, target_kind="trace", target_id=""
    )


def traces() -> list[str]:
    return list(AuditEntry.objects.filter(target_kind="trace").values_list("action", flat=True))


def test_what_is_published_is_delivered_whole(subscribe: Callable[..., None]) -> None:
    got: list[Moved] = []
    subscribe(lambda event, _now: got.append(event))
    publish()

    assert events.deliver_due(now=NOW) == 1
    assert got == [MOVED]


def test_a_delivery_that_was_made_is_not_made_again(subscribe: Callable[..., None]) -> None:
    got: list[Moved] = []
    subscribe(lambda event, _now: got.append(event))
    publish()
    events.deliver_due(now=NOW)

    assert events.deliver_due(now=NOW + timedelta(days=1)) == 0
    assert len(got) == 1


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused() -> None:
    with pytest.raises(AssertionError):
        events.publish(MOVED, now=NOW)

    assert not Event.objects.exists()


def test_an_event_goes_with_the_change_that_is_rolled_back(subscribe: Callable[..., None]) -> None:
    subscribe(lambda _event, _now: None)

    def change_and_fail() -> None:
        with transaction.atomic():
            events.publish(MOVED, now=NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change_and_fail()

    assert not Event.objects.exists()
    assert not Delivery.objects.exists()


def test_a_reaction_that_fails_half_way_leaves_nothing_and_is_tried_later(
    subscribe: Callable[..., None],
) -> None:
    tries: list[int] = []

    def react(_event: Moved, _now: datetime) -> None:
        leave_a_trace("reacted")
        tries.append(1)
        if len(tries) == 1:
            raise RuntimeError("token=abc went wrong")

    subscribe(react)
    publish()
    events.deliver_due(now=NOW)

    assert traces() == []
    waiting = Delivery.objects.get()
    assert waiting.attempts == 1
    assert "abc" not in waiting.error
    assert events.deliver_due(now=NOW) == 0

    events.deliver_due(now=NOW + timedelta(seconds=4))
    assert traces() == ["reacted"]
    assert Delivery.objects.get().error == ""


def test_one_reaction_that_fails_keeps_no_other_from_its_event(subscribe: Callable[..., None]) -> None:
    got: list[Moved] = []

    def fail(_event: Moved, _now: datetime) -> None:
        raise RuntimeError

    subscribe(fail)
    subscribe(lambda event, _now: got.append(event))
    publish()
    events.deliver_due(now=NOW)

    assert got == [MOVED]


def test_a_reaction_that_always_fails_is_given_up_and_tried_again_on_request(
    subscribe: Callable[..., None],
) -> None:
    is_mended = False

    def react(_event: Moved, _now: datetime) -> None:
        if not is_mended:
            raise RuntimeError("no")
        leave_a_trace("mended")

    subscribe(react)
    publish()
    moment = NOW
    for _ in range(events.MAX_ATTEMPTS):
        events.deliver_due(now=moment)
        moment += timedelta(days=1)
    given_up = events.given_up().get()
    assert events.deliver_due(now=moment) == 0

    is_mended = True
    events.retry(given_up.id, now=moment)
    events.deliver_due(now=moment)

    assert traces() == ["mended"]
    assert not events.given_up().exists()
    with pytest.raises(UsageError, match="done"):
        events.retry(given_up.id, now=moment)


def test_a_reaction_that_is_no_longer_there_is_said_to_be_so(subscribe: Callable[..., None]) -> None:
    subscribe(lambda _event, _now: None)
    publish()
    events._REACTIONS.clear()
    events.deliver_due(now=NOW)

    assert "no reaction" in Delivery.objects.get().error


def test_a_member_that_the_class_has_lost_is_passed_over(subscribe: Callable[..., None]) -> None:
    got: list[Moved] = []
    subscribe(lambda event, _now: got.append(event))
    publish()
    row = Event.objects.get()
    row.payload = {**row.payload, "former": 1}
    row.save()
    events.deliver_due(now=NOW)

    assert got == [MOVED]


def test_what_is_no_plain_value_is_refused() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Odd:
        value: object

    with pytest.raises(TypeError):
        publish(Odd(value={"a": 1}))


def test_only_events_with_nothing_left_to_deliver_are_pruned(subscribe: Callable[..., None]) -> None:
    publish()
    subscribe(lambda _event, _now: None)
    publish()
    publish()
    events.deliver_due(now=NOW, limit=1)

    events.prune(before=NOW + timedelta(days=1))

    assert Event.objects.count() == 1
    assert events.pending().count() == 1
