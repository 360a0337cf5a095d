"""Ratios of contestants that run in turns."""

from __future__ import annotations

import os
import sys

import pytest
from benchmarks.timing import alternate, seconds_each, seconds_over, wall_milliseconds


def test_contestants_run_in_turns() -> None:
    order: list[str] = []

    def contestant(name: str, seconds: float) -> float:
        order.append(name)
        return seconds

    timings = alternate({"a": lambda: contestant("a", 2.0), "b": lambda: contestant("b", 1.0)}, rounds=3)
    assert order == ["a", "b"] * 3
    assert timings.ratio("a", "b") == 2.0
    assert timings.microseconds("b") == 1e6


def test_one_slow_round_does_not_decide() -> None:
    slow = iter([1.0, 100.0, 1.0, 1.0, 1.0])
    timings = alternate({"a": lambda: next(slow), "b": lambda: 1.0}, rounds=5)
    assert timings.ratio("a", "b") == 1.0


def test_the_time_is_that_of_one_job() -> None:
    seen: list[int] = []
    assert seconds_over([1, 2, 3], seen.append) < 0.1
    assert seen == [1, 2, 3]
    calls: list[None] = []
    assert seconds_each(lambda: calls.append(None), times=4) < 0.1
    assert len(calls) == 4


def test_a_command_that_fails_has_no_time() -> None:
    command = [sys.executable, "-c", "raise SystemExit(3)"]
    with pytest.raises(Exception, match="exit status 3"):
        wall_milliseconds(command, environment=os.environ, runs=1)
