from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from cairn_site.operating.demo import stage
from cairn_site.platform import chance, clock, jobs
from cairn_site.platform.actors import SYSTEM

NOW = datetime(2026, 6, 10, 14, 30, tzinfo=UTC)
DAY = datetime(2026, 6, 10, tzinfo=UTC)


def test_acts_happen_in_the_order_of_time_while_the_clock_stands() -> None:
    seen: list[tuple[datetime, datetime]] = []
    told: list[str] = []
    acts = [
        stage.Act(days=days, do=lambda _stage, now: seen.append((now, clock.now())), title=f"{days} days")
        for days in (1.5, 30, 0)
    ]
    stage.play(stage.begin(today=NOW, seed="one", learners=(), share=1), acts, tell=told.append)
    moments = [DAY - timedelta(days=days) for days in (30, 1.5, 0)]
    assert seen == [(moment, moment) for moment in moments]
    assert told == ["30 days", "1.5 days", "0 days"]


def test_a_job_that_fails_ends_the_making() -> None:
    def fail(_work: jobs.Work) -> jobs.Step:
        raise ValueError("no stone left")

    jobs.register("demo.test", fail)
    with transaction.atomic():
        jobs.start(kind="demo.test", title="A stone", actor=SYSTEM, now=NOW)
    with clock.stopped(NOW), pytest.raises(AssertionError, match="no stone left"):
        stage.settle(NOW)


def test_seed_and_day_decide_what_is_drawn() -> None:
    def draw(seed: str, day: int) -> bytes:
        with stage.from_seed(seed, today=NOW.replace(day=day)):
            return chance.token_bytes(16)

    assert draw("one", 10) == draw("one", 10)
    assert len({draw("one", 10), draw("two", 10), draw("one", 11)}) == 3


@pytest.mark.parametrize("hour", [0, 23])
def test_a_world_ends_before_its_day_begins(hour: int) -> None:
    assert stage.begin(today=NOW.replace(hour=hour), seed="one", learners=(), share=1).today == DAY
