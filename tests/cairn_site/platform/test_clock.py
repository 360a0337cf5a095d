from __future__ import annotations

from datetime import UTC, timedelta

from cairn_site.platform import clock


def test_now_is_in_utc() -> None:
    assert clock.now().tzinfo is UTC


def test_the_clock_is_shifted_inside_only() -> None:
    before = clock.now()
    with clock.shifted(timedelta(days=400)), clock.shifted(timedelta(days=1)):
        inside = clock.now()

    assert inside - before >= timedelta(days=401)
    assert clock.now() - before < timedelta(minutes=1)


def test_a_stopped_clock_stands_inside_only_and_can_be_shifted() -> None:
    at = clock.now() - timedelta(days=100)
    with clock.stopped(at):
        assert clock.now() == clock.now() == at
        with clock.shifted(timedelta(days=1)):
            assert clock.now() == at + timedelta(days=1)

    assert clock.now() - at >= timedelta(days=100)
