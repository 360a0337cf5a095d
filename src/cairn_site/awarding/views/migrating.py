"""A programme from another platform: upload, plan, progress.

``tests/cairn_site/awarding/views/test_migrating.py`` proves it.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cairn.errors import DocumentError, UsageError
from cairn_site.awarding.actions import migrating as actions
from cairn_site.awarding.migrating import queries
from cairn_site.awarding.migrating.archives import MAX_UPLOAD
from cairn_site.awarding.migrating.forms import ConfirmProgrammeForm, ProgrammeForm
from cairn_site.awarding.migrating.plans import MAX_KEPT
from cairn_site.awarding.models import ProgrammeState
from cairn_site.awarding.views.errors import add_error
from cairn_site.awarding.views.holders import progress_of
from cairn_site.organisations.frame import enter
from cairn_site.organisations.permissions import Right
from cairn_site.platform import clock, jobs

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest

    from cairn_site.awarding.models import Programme
    from cairn_site.organisations.frame import Frame

PAGE: Final = 25
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@require_GET
@login_required
def programmes(request: HttpRequest, slug: str) -> HttpResponse:
    """List what was brought."""
    frame = enter(request, slug, Right.READ, Right.AWARD)
    search = request.GET.get("search", "").strip()
    page = Paginator(queries.programmes_of(frame.organisation.id, search=search), PAGE).get_page(
        request.GET.get("page")
    )
    return frame.render("awarding/programmes.html", {"page": page, "search": search})


@require_http_methods(["GET", "POST"])
@login_required
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    """Take an export and plan what will become of it."""
    frame = enter(request, slug, Right.READ, Right.AWARD)
    form = ProgrammeForm(
        request.POST or None, request.FILES or None, initial={"language": translation.get_language()}
    )
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["export"]
        try:
            programme = actions.upload_programme(
                actor=frame.actor,
                organisation=frame.organisation,
                file_name=file.name,
                # One byte more than is allowed is enough to know that it is too much.
                data=file.read(MAX_UPLOAD + 1),
                language=form.cleaned_data["language"],
                now=clock.now(),
            )
        except DocumentError as error:
            place = f"{error.where}: " if error.where else ""
            add_error(form, DocumentError(error.code, place + error.message, where="export", mend=error.mend))
        else:
            return redirect("awarding:programme", slug, programme.id)
    return frame.render("awarding/programme_new.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@login_required
def programme(request: HttpRequest, slug: str, programme_id: UUID) -> HttpResponse:
    """Show where a programme is: read, planned, or being brought."""
    frame = enter(request, slug, Right.READ, Right.AWARD)
    found = queries.access_programme(frame.organisation, programme_id)
    context = _context(frame, found)
    if request.headers.get("HX-Request"):
        return frame.render("awarding/parts/programme_progress.html", context)
    return frame.render(
        "awarding/programme.html", {**context, **_plan(request, found), "form": ConfirmProgrammeForm()}
    )


@require_GET
@login_required
def problems(request: HttpRequest, slug: str, programme_id: UUID) -> HttpResponse:
    """Give the problems of a plan as a table."""
    frame = enter(request, slug, Right.READ, Right.AWARD)
    found = queries.access_programme(frame.organisation, programme_id)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([_("Place"), _("What is wrong"), _("What to do"), _("Code")])
    usual = _("Mend it at this place of the export and upload that again, or leave it behind.")
    for one in found.plan.get("problems", []):
        writer.writerow(
            [_neutral(one["place"]), _neutral(one["message"]), _neutral(one["mend"] or usual), one["code"]]
        )
    response = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="to-mend-{found.id}.csv"'
    return response


@require_POST
@login_required
def confirm(request: HttpRequest, slug: str, programme_id: UUID) -> HttpResponse:
    """Begin to bring what is planned."""
    frame = enter(request, slug, Right.READ, Right.AWARD)
    found = queries.access_programme(frame.organisation, programme_id)
    form = ConfirmProgrammeForm(request.POST)
    if form.is_valid():
        try:
            actions.confirm_programme(
                actor=frame.actor,
                organisation=frame.organisation,
                programme_id=found.id,
                sends_mail=form.cleaned_data["sends_mail"],
                now=clock.now(),
            )
        except UsageError as error:
            if error.code != "programme.nothing":
                raise
            add_error(form, error)
        else:
            return redirect("awarding:programme", slug, found.id)
    context = {**_context(frame, found), **_plan(request, found), "form": form}
    return frame.render("awarding/programme.html", context, status=422)


@require_POST
@login_required
def discard(request: HttpRequest, slug: str, programme_id: UUID) -> HttpResponse:
    """Throw an export away."""
    frame = enter(request, slug, Right.READ, Right.AWARD)
    actions.discard_programme(
        actor=frame.actor, organisation=frame.organisation, programme_id=programme_id, now=clock.now()
    )
    messages.success(request, _("The export was thrown away. Nothing was brought."), extra_tags="good")
    return redirect("awarding:programmes", slug)


@require_POST
@login_required
def stop(request: HttpRequest, slug: str, programme_id: UUID) -> HttpResponse:
    """Stop after the step at work."""
    return _control(request, slug, programme_id, actions.stop_programme)


@require_POST
@login_required
def resume(request: HttpRequest, slug: str, programme_id: UUID) -> HttpResponse:
    """Go on."""
    return _control(request, slug, programme_id, actions.resume_programme)


@require_GET
@login_required
def original(request: HttpRequest, slug: str, award_id: UUID) -> HttpResponse:
    """Give the original from which an award was made."""
    frame = enter(request, slug, Right.READ, Right.AWARD)
    data = queries.original_of(frame.organisation, award_id)
    response = HttpResponse(data, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="original-{award_id}.json"'
    return response


def _control(
    request: HttpRequest, slug: str, programme_id: UUID, action: Callable[..., Programme]
) -> HttpResponse:
    frame = enter(request, slug, Right.READ, Right.AWARD)
    action(actor=frame.actor, organisation=frame.organisation, programme_id=programme_id, now=clock.now())
    return redirect("awarding:programme", slug, programme_id)


def _context(frame: Frame, found: Programme) -> dict[str, Any]:
    job = None if found.job_id is None else jobs.find(found.job_id, organisation_id=frame.organisation.id)
    return {"programme": found, "job": job, **progress_of(job)}


def _plan(request: HttpRequest, found: Programme) -> dict[str, Any]:
    if found.state == ProgrammeState.READING:
        return {}
    plan = found.plan
    counts = plan.get("counts", {})
    achievements = Paginator(queries.achievements_of(found), PAGE).get_page(request.GET.get("badges"))
    return {
        "plan": plan,
        "counts": counts,
        "unreachable": counts.get("awards", 0) - counts.get("reachable", 0),
        "achievements": achievements,
        "rows": [{"item": item, "awards": counts.get(f"of {item.source}", 0)} for item in achievements],
        "problems": Paginator(plan.get("problems", []), PAGE).get_page(request.GET.get("page")),
        "failed": queries.failed_items(found) if found.state == ProgrammeState.CONFIRMED else [],
        "kept": MAX_KEPT,
    }


def _neutral(text: str) -> str:
    """Return a cell that no program takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
