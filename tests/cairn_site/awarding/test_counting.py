"""Counts by month."""

from __future__ import annotations

from collections import Counter
from datetime import date

from cairn_site.awarding import actions, counting
from cairn_site.awarding.counting import Kind, add_months, month_of
from cairn_site.awarding.models import MonthCount
from factories.awarding import YEAR, make_award, make_world
from factories.site import NOW


def counts() -> dict[tuple[str, date], int]:
    return {(row.kind, row.month): row.count for row in MonthCount.objects.all()}


def test_an_award_is_counted_when_it_is_made_and_when_it_expires() -> None:
    world = make_world(validity=YEAR)
    make_award(world)
    make_award(world)

    assert counts() == {("issued", date(2026, 3, 1)): 2, ("expiring", date(2027, 3, 1)): 2}


def test_what_is_revoked_does_not_expire_any_more() -> None:
    world = make_world(validity=YEAR)
    award = make_award(world)
    actions.revoke_award(
        actor=world.actor, organisation=world.organisation, award_id=award.id, reason="An error", now=NOW
    )

    assert counts() == {
        ("issued", date(2026, 3, 1)): 1,
        ("expiring", date(2027, 3, 1)): 0,
        ("revoked", date(2026, 3, 1)): 1,
    }


def test_several_counts_are_added_at_once() -> None:
    world = make_world()
    award = make_award(world)
    tally: counting.Tally = Counter()
    for _ in range(3):
        counting.tally(award, Kind.ACCEPTED, NOW, into=tally)
    counting.write_down(tally)
    counting.write_down(tally)

    assert counts()["accepted", date(2026, 3, 1)] == 6


def test_months_are_counted_over_the_end_of_a_year() -> None:
    assert add_months(date(2026, 11, 1), 3) == date(2027, 2, 1)
    assert add_months(date(2026, 1, 1), -1) == date(2025, 12, 1)
    assert month_of(NOW) == date(2026, 3, 1)
