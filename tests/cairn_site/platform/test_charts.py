"""Charts drawn to scale, each with the table of its numbers."""

from __future__ import annotations

import itertools

import pytest
from django.template import Context, Template
from django_cotton.compiler_regex import CottonCompiler

from cairn_site.platform.charts import BarChart, Series, bar_chart, nice_ceiling


def draw(chart: BarChart) -> str:
    template = CottonCompiler().process('<c-chart :chart="chart" />')
    return Template(template).render(Context({"chart": chart}))


@pytest.fixture
def chart() -> BarChart:
    series = (Series(name="Awarded", values=(10, 40)), Series(name="Accepted", values=(5, 0)))
    return bar_chart("Awards by month", ("March", "April"), series)


def test_bars_are_drawn_to_scale(chart: BarChart) -> None:
    heights = {(bar.order, bar.title): bar.height for bar in chart.bars}

    assert heights[0, "April: 40"] == pytest.approx(4 * heights[0, "March: 10"], abs=0.02)
    assert heights[1, "March: 5"] == pytest.approx(heights[0, "March: 10"] / 2, abs=0.02)
    assert heights[1, "April: 0"] == 0


def test_every_bar_stands_on_the_base_and_inside_the_picture(chart: BarChart) -> None:
    for bar in chart.bars:
        assert bar.y + bar.height == pytest.approx(chart.base, abs=0.02)
        assert chart.left <= bar.x
        assert bar.x + bar.width <= chart.width


def test_bars_of_one_group_do_not_cover_each_other(chart: BarChart) -> None:
    ordered = sorted(chart.bars, key=lambda bar: bar.x)

    for earlier, later in itertools.pairwise(ordered):
        assert earlier.x + earlier.width <= later.x + 0.02


def test_the_table_holds_the_same_numbers_as_the_picture(chart: BarChart) -> None:
    page = draw(chart)

    assert chart.rows == (("March", (10, 5)), ("April", (40, 0)))
    assert '<th scope="row">April</th><td class="numeric">40</td><td class="numeric">0</td>' in page
    assert 'role="img" aria-label="Awards by month"' in page
    assert page.count("<rect") == 4


def test_an_empty_chart_says_so_and_draws_nothing() -> None:
    page = draw(bar_chart("Nothing", ("March",), (Series(name="Awarded", values=(0,)),)))

    assert "There is nothing to draw yet." in page
    assert "<svg" not in page


def test_only_so_many_labels_are_written_that_they_can_be_read() -> None:
    labels = [f"day {number}" for number in range(60)]
    chart = bar_chart("Days", labels, (Series(name="n", values=tuple(range(60))),))

    assert len(chart.labels) <= 12
    assert len(chart.rows) == 60


def test_a_series_of_another_length_is_refused() -> None:
    with pytest.raises(AssertionError, match="one value for each label"):
        bar_chart("Wrong", ("a", "b"), (Series(name="n", values=(1,)),))


@pytest.mark.parametrize("value", [0, 0.4, 1, 3.9, 4, 7, 9, 10, 99, 101, 12_345, 10_000_000])
def test_the_axis_ends_at_a_round_number_above_every_value(value: float) -> None:
    top = nice_ceiling(value)

    assert top >= max(value, 4)
    assert top / 4 == int(top / 4)
