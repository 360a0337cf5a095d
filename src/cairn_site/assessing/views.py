"""The pages of requests: for the learner who asks, and for the assessor who decides.

``tests/cairn_site/assessing/test_views.py`` proves it.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cairn.errors import UsageError
from cairn_site.accounts.acting import actor_of
from cairn_site.assessing import achievements, actions, queries
from cairn_site.assessing.forms import DecisionForm, RequestForm
from cairn_site.assessing.models import SubmissionState
from cairn_site.organisations.frame import enter
from cairn_site.organisations.permissions import Right
from cairn_site.organisations.queries import find_organisation
from cairn_site.platform import clock
from cairn_site.platform.saying import say

if TYPE_CHECKING:
    from uuid import UUID

    from django import forms

    from cairn_site.assessing.models import SubmittedEvidence

PAGE: Final = 25


@require_http_methods(["GET", "POST"])
@login_required
def request_award(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Ask for an award."""
    actor = actor_of(request)
    requested = achievements.find_requested(version_id, is_new=True)
    assert actor.id is not None
    waiting = queries.open_submission(actor.id, requested.achievement_id)
    if waiting is not None:
        return redirect("assessing:own", waiting.id)
    form = RequestForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            submission = actions.request_award(
                actor=actor,
                version_id=requested.version_id,
                motivation=form.cleaned_data["motivation"],
                pieces=form.pieces(),
                now=clock.now(),
            )
        except UsageError as error:
            _add_error(form, error)
        else:
            messages.success(request, _("Your request was handed in."), extra_tags="good")
            return redirect("assessing:own", submission.id)
    return render(
        request,
        "assessing/request.html",
        {
            "requested": requested,
            "organisation": find_organisation(requested.organisation_id),
            "form": form,
        },
        status=422 if form.errors else 200,
    )


@require_GET
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """List what the person has asked for."""
    actor = actor_of(request)
    assert actor.id is not None
    page = Paginator(queries.submissions_of(actor.id), PAGE).get_page(request.GET.get("page"))
    names = achievements.names({one.achievement_id for one in page})
    rows = [{"submission": one, "achievement": names.get(one.achievement_id, "")} for one in page]
    return render(request, "assessing/mine.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "POST"])
@login_required
def own(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """Show a request to whoever made it; what was returned can be handed in again here."""
    actor = actor_of(request)
    submission = queries.own_submission(actor, submission_id)
    evidence = queries.evidence_of(submission.id)
    form = RequestForm(
        request.POST or None,
        request.FILES or None,
        kept=evidence,
        initial={"motivation": submission.motivation},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.hand_in_again(
                actor=actor,
                submission_id=submission.id,
                motivation=form.cleaned_data["motivation"],
                pieces=form.pieces(),
                removed=form.removed(),
                now=clock.now(),
            )
        except UsageError as error:
            _add_error(form, error)
        else:
            messages.success(request, _("Your request was handed in again."), extra_tags="good")
            return redirect("assessing:own", submission.id)
    return render(
        request,
        "assessing/own.html",
        {
            "submission": submission,
            "requested": achievements.find_requested(submission.version_id, is_new=False),
            "organisation": find_organisation(submission.organisation_id),
            "evidence": evidence,
            "decisions": queries.decisions_on(submission.id),
            "form": form if submission.state == SubmissionState.RETURNED else None,
            "can_withdraw": submission.state in (SubmissionState.SUBMITTED, SubmissionState.RETURNED),
        },
        status=422 if request.method == "POST" and form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@login_required
def withdraw(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """Ask, and take a request back."""
    actor = actor_of(request)
    submission = queries.own_submission(actor, submission_id)
    if request.method == "POST":
        actions.withdraw(actor=actor, submission_id=submission.id, now=clock.now())
        messages.success(request, _("Your request was withdrawn."), extra_tags="good")
        return redirect("assessing:mine")
    return render(
        request,
        "assessing/withdraw.html",
        {
            "submission": submission,
            "requested": achievements.find_requested(submission.version_id, is_new=False),
        },
    )


@require_GET
@login_required
def own_evidence(request: HttpRequest, submission_id: UUID, evidence_id: UUID) -> FileResponse:
    """Give a file back to whoever handed it in."""
    submission = queries.own_submission(actor_of(request), submission_id)
    return _send(queries.find_evidence(submission, evidence_id))


@require_GET
@login_required
def queue(request: HttpRequest, slug: str) -> HttpResponse:
    """List what waits for an assessor."""
    frame = enter(request, slug, Right.READ, Right.AWARD)
    state = request.GET.get("state", SubmissionState.SUBMITTED.value)
    if state not in SubmissionState.values:
        state = SubmissionState.SUBMITTED.value
    search = request.GET.get("search", "").strip()
    found = queries.queue_of(frame.organisation.id, state=state, search=search)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    names = achievements.names({one.achievement_id for one in page})
    rows = [{"submission": one, "achievement": names.get(one.achievement_id, "")} for one in page]
    return frame.render(
        "assessing/queue.html",
        {
            "page": page,
            "rows": rows,
            "state": state,
            "search": search,
            "states": [one for one in SubmissionState.choices if one[0] != SubmissionState.DRAFT],
        },
    )


@require_http_methods(["GET", "POST"])
@login_required
def assess(request: HttpRequest, slug: str, submission_id: UUID) -> HttpResponse:
    """Show evidence beside criteria, and take the decision."""
    frame = enter(request, slug, Right.READ, Right.AWARD)
    submission = queries.access_submission(frame.organisation, submission_id)
    requested = achievements.find_requested(submission.version_id, is_new=False)
    form = DecisionForm(request.POST or None, requested=requested)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide(
                actor=frame.actor,
                organisation=frame.organisation,
                submission_id=submission.id,
                outcome=SubmissionState(form.cleaned_data["outcome"]),
                reason=form.cleaned_data["reason"],
                levels=form.levels(),
                now=clock.now(),
            )
        except UsageError as error:
            if error.code.startswith("access."):
                raise
            _add_error(form, error)
        else:
            messages.success(request, _("The decision was written down."), extra_tags="good")
            return redirect("assessing:queue", slug)
    return frame.render(
        "assessing/assess.html",
        {
            "submission": submission,
            "requested": requested,
            "evidence": queries.evidence_of(submission.id),
            "decisions": queries.decisions_on(submission.id),
            "marks": queries.marks_of(submission.id),
            "form": form if submission.state == SubmissionState.SUBMITTED else None,
            "is_own": submission.person_id == frame.actor.id,
        },
        status=422 if request.method == "POST" and form.errors else 200,
    )


@require_GET
@login_required
def evidence(request: HttpRequest, slug: str, *, submission_id: UUID, evidence_id: UUID) -> FileResponse:
    """Give an assessor a file."""
    frame = enter(request, slug, Right.READ, Right.AWARD)
    submission = queries.access_submission(frame.organisation, submission_id)
    return _send(queries.find_evidence(submission, evidence_id))


def _send(piece: SubmittedEvidence) -> FileResponse:
    # What strangers handed in is only ever downloaded, never shown under our own origin.
    if piece.file:
        response = FileResponse(piece.file.open("rb"), as_attachment=True, filename=piece.name)
    else:
        text = io.BytesIO(f"{piece.url}\n{piece.text}".strip().encode())
        response = FileResponse(text, as_attachment=True, filename=f"{piece.name}.txt")
    response["Content-Type"] = "application/octet-stream"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _add_error(form: forms.Form, error: UsageError) -> None:
    form.add_error(error.where if error.where in form.fields else None, say(error))
