from __future__ import annotations

from datetime import UTC, datetime, timedelta

from cairn_site.platform import beats
from cairn_site.platform.models import Installation

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_a_worker_is_alive_for_a_minute_after_its_last_sign() -> None:
    assert not beats.is_alive(now=NOW)
    beats.beat(now=NOW)

    assert beats.is_alive(now=NOW + timedelta(seconds=59))
    assert not beats.is_alive(now=NOW + timedelta(seconds=61))


def test_a_worker_that_ends_in_good_order_is_gone_at_once() -> None:
    beats.beat(now=NOW)
    beats.end()

    assert beats.all_beats() == {}


def test_one_that_has_long_been_silent_is_forgotten() -> None:
    Installation.objects.create(name="worker:old/1", value=(NOW - timedelta(days=2)).isoformat())
    beats.beat(now=NOW)

    assert list(beats.all_beats()) == [beats.name()]
