"""How many awards were issued, accepted and revoked, and how many expire, by month and Achievement.

``tests/cairn_site/awarding/test_counting.py`` proves it.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from django.db.models import F

from cairn_site.awarding.models import MonthCount

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from cairn_site.awarding.models import Award


class Kind(StrEnum):
    """What is counted."""

    ISSUED = "issued"
    ACCEPTED = "accepted"
    REVOKED = "revoked"
    EXPIRING = "expiring"


Tally: TypeAlias = "Counter[tuple[UUID, UUID, date, Kind]]"


def month_of(moment: datetime) -> date:
    """Return the first day of the month of a moment, in UTC."""
    return moment.date().replace(day=1)


def add_months(month: date, count: int) -> date:
    """Return the first day of the month that is ``count`` months later."""
    year, index = divmod(month.year * 12 + month.month - 1 + count, 12)
    return date(year, index + 1, 1)


def tally(award: Award, kind: Kind, moment: datetime, *, by: int = 1, into: Tally | None = None) -> Tally:
    """Count one award, to be written down later together with others."""
    counts = Counter() if into is None else into
    counts[award.organisation_id, award.achievement_id, month_of(moment), kind] += by
    return counts


def tally_issued(award: Award, *, into: Tally) -> None:
    """Count an award that was made: in the month it was made in, and in that in which it expires."""
    tally(award, Kind.ISSUED, award.awarded_at, into=into)
    if award.valid_until is not None:
        tally(award, Kind.EXPIRING, award.valid_until, into=into)


def write_down(counts: Tally) -> None:
    """Add counts to those that are kept, in the transaction at work."""
    for (organisation_id, achievement_id, month, kind), count in sorted(
        counts.items(), key=lambda item: str(item[0])
    ):
        if count == 0:
            continue
        row, _ = MonthCount.objects.get_or_create(
            organisation_id=organisation_id, achievement_id=achievement_id, month=month, kind=kind.value
        )
        MonthCount.objects.filter(id=row.id).update(count=F("count") + count)
