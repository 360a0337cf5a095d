"""Goals, and whether they are met."""

from __future__ import annotations

import pytest
from benchmarks.credentials import GOALS
from benchmarks.figures import Goal

NAMED = [
    "bulk_issue_over_limit", "single_issue_over_limit", "verify_repeated_over_limit", "verify_new_over_limit",
    "bulk_issue_speedup_pyld", "single_issue_speedup_pyld", "verify_speedup_pyld", "bake_us", "import_ms",
    "verify_cli_ms",
]  # fmt: skip


@pytest.mark.parametrize(
    ("goal", "value", "met"),
    [
        (Goal(figure="f", meaning="m", at_most=3), 3.0, True),
        (Goal(figure="f", meaning="m", at_most=3), 3.1, False),
        (Goal(figure="f", meaning="m", at_least=30), 30.0, True),
        (Goal(figure="f", meaning="m", at_least=30), 29.9, False),
        (Goal(figure="f", meaning="m"), 1.0, None),
    ],
)
def test_a_goal_is_met_or_not(goal: Goal, value: float, met: bool | None) -> None:
    assert goal.is_met(value) is met


def test_every_figure_that_was_promised_has_a_goal() -> None:
    goals = {goal.figure: goal for goal in GOALS}
    assert len(goals) == len(GOALS)
    assert all(goals[name].text() for name in NAMED)
