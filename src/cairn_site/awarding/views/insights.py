"""What was issued, accepted and revoked, and what expires, month by month.

``tests/cairn_site/awarding/views/test_insights.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from cairn_site.awarding import achievements, queries
from cairn_site.awarding.counting import Kind, add_months, month_of
from cairn_site.organisations.frame import enter
from cairn_site.organisations.permissions import Right
from cairn_site.platform import clock
from cairn_site.platform.charts import Series, bar_chart

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

MONTHS: Final = 12
_TITLES: Final = {
    Kind.ISSUED: _("Issued"),
    Kind.ACCEPTED: _("Accepted"),
    Kind.REVOKED: _("Revoked"),
    Kind.EXPIRING: _("Expiring"),
}


@require_GET
@login_required
def insights(request: HttpRequest, slug: str) -> HttpResponse:
    """Draw the last twelve months, and the next twelve for what expires."""
    frame = enter(request, slug, Right.READ)
    chosen = request.GET.get("achievement", "")
    choices = achievements.choices(frame.organisation, including=chosen)
    known = {str(identifier) for identifier, _name in choices}
    achievement_id = UUID(chosen) if chosen in known else None
    this = month_of(clock.now())
    before = [add_months(this, n) for n in range(1 - MONTHS, 1)]
    after = [add_months(this, n) for n in range(MONTHS + 1)]
    counts: dict[tuple[str, object], int] = {}
    for row in queries.counts_by_month(
        frame.organisation.id, first=before[0], last=after[-1], achievement_id=achievement_id
    ):
        counts[row.kind, row.month] = counts.get((row.kind, row.month), 0) + row.count

    def series(kind: Kind, months: list[date]) -> Series:
        values = tuple(max(0, counts.get((kind.value, month), 0)) for month in months)
        return Series(name=_TITLES[kind], values=values)

    labels, later = ([f"{month:%Y-%m}" for month in months] for months in (before, after))
    charts = [
        bar_chart(
            _("Issued and accepted"), labels, [series(Kind.ISSUED, before), series(Kind.ACCEPTED, before)]
        ),
        bar_chart(_("Revoked"), labels, [series(Kind.REVOKED, before)]),
        bar_chart(_("Expiring"), later, [series(Kind.EXPIRING, after)]),
    ]
    totals = [
        (_TITLES[kind], sum(series(kind, after if kind is Kind.EXPIRING else before).values)) for kind in Kind
    ]
    return frame.render(
        "awarding/insights.html",
        {
            "charts": charts,
            "totals": totals,
            "choices": [(str(identifier), name) for identifier, name in choices],
            "chosen": chosen if achievement_id else "",
        },
    )
