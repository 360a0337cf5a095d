"""Charts as SVG made on the server, each with the table of its numbers behind it.

A chart is data; ``templates/cotton/chart.html`` draws it.
``tests/cairn_site/platform/test_charts.py`` proves it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import _StrPromise

_WIDTH: Final = 720
_HEIGHT: Final = 260
_LEFT: Final = 48
_BOTTOM: Final = 32
_TOP: Final = 12
_MAX_LABELS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One row of numbers, one for each label of the chart."""

    name: str | _StrPromise
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar, in the units of the picture; ``order`` is the place of its series."""

    x: float
    y: float
    width: float
    height: float
    order: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """One mark on an axis."""

    at: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """Bars in groups, drawn to scale; ``rows`` is the table behind them."""

    title: str | _StrPromise
    names: tuple[str | _StrPromise, ...]
    rows: tuple[tuple[str, tuple[float, ...]], ...]
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    labels: tuple[Tick, ...]
    width: int = _WIDTH
    height: int = _HEIGHT
    left: int = _LEFT
    base: int = _HEIGHT - _BOTTOM

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to see."""
        return not any(any(values) for _, values in self.rows)


def bar_chart(title: str | _StrPromise, labels: Sequence[str], series: Sequence[Series]) -> BarChart:
    """Return the chart of ``series``, whose values are counts or amounts of at least 0, over ``labels``."""
    if any(len(one.values) != len(labels) for one in series):
        raise AssertionError("every series has one value for each label")
    top = nice_ceiling(max((value for one in series for value in one.values), default=0))
    base, span = _HEIGHT - _BOTTOM, _HEIGHT - _BOTTOM - _TOP
    group = (_WIDTH - _LEFT) / max(len(labels), 1)
    width = group * 0.72 / max(len(series), 1)
    bars = []
    for place, label in enumerate(labels):
        for order, one in enumerate(series):
            height = span * one.values[place] / top
            bars.append(
                Bar(
                    x=round(_LEFT + group * place + group * 0.14 + width * order, 2),
                    y=round(base - height, 2),
                    width=round(width, 2),
                    height=round(height, 2),
                    order=order,
                    title=f"{label}: {one.values[place]:g}",
                )
            )
    every = max(1, math.ceil(len(labels) / _MAX_LABELS))
    return BarChart(
        title=title,
        names=tuple(one.name for one in series),
        rows=tuple((label, tuple(one.values[place] for one in series)) for place, label in enumerate(labels)),
        bars=tuple(bars),
        ticks=tuple(
            Tick(at=round(base - span * step / 4, 2), label=f"{top * step / 4:,.6g}") for step in range(5)
        ),
        labels=tuple(
            Tick(at=round(_LEFT + group * (place + 0.5), 2), label=label)
            for place, label in enumerate(labels)
            if place % every == 0
        ),
    )


def nice_ceiling(value: float) -> float:
    """Return the least of 4, 8, 20, 40, 80, 200 ... that is at least ``value``, so that a quarter is whole.

    >>> [nice_ceiling(value) for value in (0, 3, 5, 9, 41, 1200)]
    [4.0, 4.0, 8.0, 20.0, 80.0, 2000.0]
    """
    power = 1.0
    while True:
        for step in (1.0, 2.0, 5.0):
            if 4 * step * power >= value:
                return 4 * step * power
        power *= 10
