"""A plan in numbers."""

from __future__ import annotations

from cairn_site.awarding.migrating.collecting import Problem
from cairn_site.awarding.migrating.plans import MAX_KEPT, Summary


def test_a_plan_keeps_so_many_problems_and_counts_all() -> None:
    summary = Summary()
    for number in range(MAX_KEPT + 5):
        summary.add_problem(Problem(place=str(number), code="a.b", message="x"))

    kept = Summary.from_json(summary.as_json())
    assert len(kept.problems) == MAX_KEPT
    assert kept.counts["problems"] == MAX_KEPT + 5


def test_losses_that_are_alike_are_counted_together() -> None:
    summary = Summary()
    summary.add_losses((("/evidence/0/x", "No place."), ("/evidence/12/x", "No place.")), place="a.json#")
    again = Summary.from_json(summary.as_json())
    again.add_losses((("/evidence/3/x", "No place."),), place="b.json#")

    (loss,) = again.as_json()["losses"]
    assert loss == {"what": "/evidence/*/x", "reason": "No place.", "count": 3, "place": "a.json#"}
