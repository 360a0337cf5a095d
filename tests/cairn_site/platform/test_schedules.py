from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from cairn_site.platform import schedules

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _apart() -> Iterator[None]:
    before = dict(schedules._SCHEDULES)
    schedules._SCHEDULES.clear()
    yield
    schedules._SCHEDULES.clear()
    schedules._SCHEDULES.update(before)


def test_a_schedule_runs_at_once_and_then_once_in_its_interval() -> None:
    ran: list[datetime] = []
    schedules.every(timedelta(hours=1), "x", ran.append)

    for minutes in (0, 1, 59, 60, 61, 150):
        schedules.run_due(now=NOW + timedelta(minutes=minutes))

    assert [(at - NOW).seconds // 60 for at in ran] == [0, 60, 150]


def test_of_two_workers_one_runs_it() -> None:
    ran: list[datetime] = []
    schedules.every(timedelta(hours=1), "x", ran.append)

    assert schedules._take("x", timedelta(hours=1), now=NOW)
    assert schedules.run_due(now=NOW) == []
    assert ran == []


def test_one_that_fails_keeps_no_other_from_running() -> None:
    ran: list[datetime] = []

    def fail(_now: datetime) -> None:
        raise RuntimeError

    schedules.every(timedelta(hours=1), "a", fail)
    schedules.every(timedelta(hours=1), "b", ran.append)

    assert schedules.run_due(now=NOW) == ["a", "b"]
    assert ran == [NOW]
