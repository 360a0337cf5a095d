"""Choose an Achievement and award one person: form, preview with what the lint says, confirm.

``tests/cairn_site/awarding/views/test_single.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cairn.errors import DocumentError, UsageError
from cairn_site.awarding import achievements, actions, showing, statements
from cairn_site.awarding.forms import AwardForm, UploadForm
from cairn_site.awarding.views.errors import add_error
from cairn_site.organisations.frame import enter
from cairn_site.organisations.issuer_documents import build_issuer
from cairn_site.organisations.permissions import Right
from cairn_site.platform import clock

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from cairn_site.awarding.achievements import AwardableVersion
    from cairn_site.organisations.frame import Frame


@require_GET
@login_required
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose what to award."""
    frame = enter(request, slug, Right.READ, Right.AWARD)
    search = request.GET.get("search", "").strip()
    found = achievements.awardable_choices(frame.actor, frame.organisation, search=search)
    return frame.render(
        "awarding/choose.html",
        {"found": found, "search": search, "is_full": len(found) == achievements.MAX_CHOICES},
    )


@require_http_methods(["GET", "POST"])
@login_required
def award_one(request: HttpRequest, slug: str, version_id: UUID) -> HttpResponse:
    """Fill in one award; nothing is signed before the preview is confirmed."""
    frame = enter(request, slug, Right.READ, Right.AWARD)
    version = achievements.find_version(frame.organisation, version_id)
    form = AwardForm(request.POST or None, version=version)
    if request.method == "POST" and "back" not in request.POST and form.is_valid():
        try:
            return _preview_or_award(frame, version, form)
        except (DocumentError, UsageError) as error:
            if error.code.startswith("access."):
                raise
            add_error(form, error)
    return frame.render(
        "awarding/single.html",
        {"version": version, "form": form, "upload": UploadForm()},
        status=422 if request.method == "POST" and form.errors else 200,
    )


def _preview_or_award(frame: Frame, version: AwardableVersion, form: AwardForm) -> HttpResponse:
    now = clock.now()
    statement = form.statement()
    due_at = form.cleaned_data["due_at"]
    if "confirm" not in frame.request.POST:
        achievements.awardable(frame.actor, frame.organisation, version.id)
        rehearsal = statements.rehearse(
            statement, version=version, issuer=build_issuer(frame.organisation), now=due_at or now
        )
        return frame.render(
            "awarding/preview.html",
            {
                "version": version,
                "form": form,
                "rehearsal": rehearsal,
                "shown": showing.show(rehearsal.document),
                "due_at": due_at,
            },
        )
    if due_at is not None:
        kept = actions.schedule_award(
            actor=frame.actor,
            organisation=frame.organisation,
            version_id=version.id,
            statement=statement,
            due_at=due_at,
            reason=form.cleaned_data["reason"],
            now=now,
        )
        messages.success(frame.request, _("The award is scheduled."), extra_tags="good")
        return redirect("awarding:award", frame.organisation.slug, kept.id)
    made = actions.award(
        actor=frame.actor,
        organisation=frame.organisation,
        version_id=version.id,
        statement=statement,
        reason=form.cleaned_data["reason"],
        now=now,
    )
    messages.success(frame.request, _("%(name)s was awarded.") % {"name": made.name}, extra_tags="good")
    return redirect("awarding:award", frame.organisation.slug, made.id)
