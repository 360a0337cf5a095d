"""The table of holders, its bulk actions and its export.

``tests/cairn_site/awarding/views/test_holders.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from cairn.errors import UsageError
from cairn_site.awarding import achievements, actions, mending, queries
from cairn_site.awarding.forms import BulkForm, FilterForm, ReasonForm
from cairn_site.awarding.models import AwardState
from cairn_site.awarding.statements import credential_url
from cairn_site.organisations.frame import Frame, enter
from cairn_site.organisations.permissions import Right
from cairn_site.platform import audit, clock, jobs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from uuid import UUID

    from cairn_site.awarding.models import Award
    from cairn_site.awarding.queries import Filters

_FILTERS = ("search", "state", "achievement", "since", "until", "expiring")


@require_GET
@login_required
def holders(request: HttpRequest, slug: str) -> HttpResponse:
    """List who was awarded what."""
    frame = enter(request, slug, Right.READ)
    now = clock.now()
    form = _filter_form(frame)
    filters = form.filters()
    page = queries.award_page(frame.organisation.id, filters, after=request.GET.get("after", ""), now=now)
    count = queries.count_awards(frame.organisation.id, filters, now=now)
    names = achievements.names({award.achievement_id for award in page.awards})
    return frame.render(
        "awarding/holders.html",
        {
            "form": form,
            "rows": [row_of(award, names=names, now=now) for award in page.awards],
            "after": page.after,
            "is_first": not request.GET.get("after"),
            "count": min(count, queries.MAX_COUNTED),
            "is_more": count > queries.MAX_COUNTED,
            "is_filtered": not filters.is_empty,
            "query": _query_of(request),
        },
    )


@require_GET
@login_required
def export(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """Stream the awards that the filters show, as CSV."""
    frame = enter(request, slug, Right.READ)
    filters = _filter_form(frame).filters()
    return _export(frame, filters=filters, now=clock.now())


@require_POST
@login_required
def bulk(request: HttpRequest, slug: str) -> HttpResponse | StreamingHttpResponse:
    """Do one thing with the awards that were chosen; what cannot be undone is asked for first."""
    frame = enter(request, slug, Right.READ)
    form = BulkForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Choose at least one award, and what to do."), extra_tags="warn")
        return redirect("awarding:holders", slug)
    chosen, action = form.cleaned_data["award"], form.cleaned_data["action"]
    now = clock.now()
    if action == "export":
        return _export(frame, filters=queries.Filters(), ids=chosen, now=now)
    frame = enter(request, slug, Right.READ, Right.AWARD)
    if action == "remind":
        sent = actions.remind_chosen(
            actor=frame.actor, organisation=frame.organisation, award_ids=chosen, now=now
        )
        text = ngettext("%(n)s reminder was written.", "%(n)s reminders were written.", sent) % {"n": sent}
        messages.success(request, text, extra_tags="good")
        return redirect("awarding:holders", slug)
    state = AwardState.REVOKED if action == "revoke" else AwardState.SUSPENDED
    reason = form.cleaned_data["reason"].strip()
    if not reason:
        names = [
            award.name
            for award in queries.stream_awards(frame.organisation.id, queries.Filters(), ids=chosen, now=now)
        ]
        return frame.render(
            "awarding/bulk.html",
            {"action": action, "chosen": chosen, "names": names, "form": ReasonForm()},
        )
    job = actions.change_many(
        actor=frame.actor,
        organisation=frame.organisation,
        award_ids=chosen,
        state=state,
        reason=reason,
        now=now,
    )
    return redirect("awarding:job", slug, job.id)


@require_GET
@login_required
def job(request: HttpRequest, slug: str, job_id: UUID) -> HttpResponse:
    """Show how far a job is; asked again and again while it runs."""
    frame = enter(request, slug, Right.READ)
    found = jobs.find(job_id, organisation_id=frame.organisation.id)
    if found is None:
        raise UsageError("access.not_found", "There is nothing here that you may see.")
    template = "awarding/parts/job.html" if request.headers.get("HX-Request") else "awarding/job.html"
    return frame.render(template, {"job": found, **progress_of(found)})


def progress_of(found: jobs.Job | None) -> dict[str, Any]:
    """Return what a progress bar needs."""
    if found is None:
        return {"percent": 0, "is_active": False}
    total = found.total or 0
    return {
        "percent": min(100, round(100 * found.done / total)) if total else 0,
        "is_active": found.state in ("waiting", "running"),
    }


def row_of(award: Award, *, names: dict[UUID, str], now: datetime) -> dict[str, Any]:
    """Return what a line of the table shows."""
    return {
        "award": award,
        "achievement": names.get(award.achievement_id, ""),
        "state": state_of(award, now=now),
    }


def state_of(award: Award, *, now: datetime) -> str:
    """Return the state that people are shown: an award that has ended is expired."""
    if award.state == AwardState.AWARDED and award.valid_until is not None and award.valid_until <= now:
        return "expired"
    return award.state


def _filter_form(frame: Frame) -> FilterForm:
    return FilterForm(
        frame.request.GET,
        achievements=[
            (str(identifier), name)
            for identifier, name in achievements.choices(
                frame.organisation, including=frame.request.GET.get("achievement", "")
            )
        ],
    )


def _query_of(request: HttpRequest) -> str:
    kept = {name: request.GET[name] for name in _FILTERS if request.GET.get(name)}
    return urlencode(kept)


def _export(
    frame: Frame, *, filters: Filters, now: datetime, ids: Sequence[UUID] = ()
) -> StreamingHttpResponse:
    audit.record(
        actor=frame.actor,
        action="award.export",
        target=("organisation", frame.organisation.id),
        organisation_id=frame.organisation.id,
        details={"chosen": len(ids)},
        now=now,
    )
    response = StreamingHttpResponse(
        _csv(frame, filters=filters, ids=ids, now=now), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="awards-{frame.organisation.slug}.csv"'
    return response


def _csv(frame: Frame, *, filters: Filters, ids: Sequence[UUID], now: datetime) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf" + mending.format_csv_row(
        [
            "id",
            "name",
            "email",
            "achievement",
            "state",
            "claim",
            "awarded",
            "valid_from",
            "valid_until",
            "url",
        ]
    )
    names: dict[UUID, str] = {}
    for award in queries.stream_awards(frame.organisation.id, filters, ids=ids, now=now):
        if award.achievement_id not in names:
            names |= achievements.names([award.achievement_id])
        yield mending.format_csv_row(
            [
                str(award.id),
                award.name,
                award.address,
                names.get(award.achievement_id, ""),
                state_of(award, now=now),
                award.claim,
                award.awarded_at.isoformat(),
                award.valid_from.isoformat(),
                "" if award.valid_until is None else award.valid_until.isoformat(),
                credential_url(award.id),
            ]
        )
