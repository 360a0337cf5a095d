from __future__ import annotations

import shutil
from collections import namedtuple
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import OperationalError

from cairn_site.platform import beats, clock, health, ports
from cairn_site.platform.models import Delivery, Event, Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pytest

    from cairn_site.platform.ports import Health

OWN = {"database", "worker", "disk", "mail", "events", "deliveries"}


def parts() -> dict[str, Health]:
    return {part.name: part for part in health.examine()}


def unwell() -> set[str]:
    return {name for name, part in parts().items() if not part.is_well} & OWN


def test_everything_is_well_with_a_worker() -> None:
    beats.beat(now=clock.now())

    assert parts().keys() >= OWN
    assert unwell() == set()


def test_without_a_worker_it_says_how_to_start_one() -> None:
    assert unwell() == {"worker"}
    assert "cairn worker" in parts()["worker"].mend


def test_a_full_disk_is_told_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(1, 1, 1_000_000))

    assert "disk" in unwell()


def test_mail_that_waits_long_is_told_and_nothing_urgent() -> None:
    late = clock.now() - timedelta(hours=1)
    Message.objects.create(to="a@b.example", subject="", text="", kind="", created_at=late, due_at=late)

    assert "mail" in unwell()
    assert not parts()["mail"].is_urgent


def test_events_that_wait_long_or_were_given_up_are_told() -> None:
    late = clock.now() - timedelta(hours=1)
    event = Event.objects.create(at=late, name="x", payload={})
    Delivery.objects.create(event=event, reaction="a", due_at=late)
    Delivery.objects.create(event=event, reaction="b", due_at=late, given_up_at=late)

    assert {"events", "deliveries"} <= unwell()


def test_without_the_database_no_other_part_is_asked() -> None:
    def away() -> Iterable[Health]:
        raise OperationalError

    ports.health_checks.register("database", away, order=0)
    found = health.examine()
    health.register()

    assert [(part.name, part.is_well) for part in found] == [("database", False)]
