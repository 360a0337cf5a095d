"""Timing side by side: what is compared runs in turns, so that a busy machine slows all of it alike.

The garbage of the preparations is collected before the clock starts; the collector stays on while it runs.
"""

from __future__ import annotations

import gc
import subprocess
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ROUNDS: Final = 9
_Item = TypeVar("_Item")


def seconds_each(run: Callable[[], object], *, times: int) -> float:
    """Return the seconds that one of ``times`` calls took on average."""
    gc.collect()
    start = perf_counter()
    for _ in range(times):
        run()
    return (perf_counter() - start) / times


def seconds_over(items: Sequence[_Item], run: Callable[[_Item], object]) -> float:
    """Return the seconds that one item took on average."""
    gc.collect()
    start = perf_counter()
    for item in items:
        run(item)
    return (perf_counter() - start) / len(items)


def alternate(contestants: Mapping[str, Callable[[], float]], *, rounds: int = ROUNDS) -> Timings:
    """Let every contestant time itself once a round; each returns the seconds of one job."""
    found: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, run in contestants.items():
            found[name].append(run())
    return Timings(found)


class Timings:
    """The seconds of each contestant in each round."""

    def __init__(self, found: Mapping[str, Sequence[float]]) -> None:
        self._found = found

    def ratio(self, name: str, other: str) -> float:
        """Return how many times longer ``name`` took than ``other``: the median over the rounds."""
        pairs = zip(self._found[name], self._found[other], strict=True)
        return median(mine / theirs for mine, theirs in pairs)

    def microseconds(self, name: str) -> float:
        """Return the median time of one job."""
        return median(self._found[name]) * 1e6


def wall_milliseconds(command: Sequence[str], *, environment: Mapping[str, str], runs: int = 7) -> float:
    """Return the median wall time of a command from start to end, after one run that is not counted."""
    found = []
    for _ in range(runs + 1):
        start = perf_counter()
        subprocess.run(command, capture_output=True, check=True, env=dict(environment))
        found.append(perf_counter() - start)
    return median(found[1:]) * 1e3
