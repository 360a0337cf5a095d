"""One achievement with its versions, and what can be done with it as a whole.

``tests/cairn_site/designing/views/test_overview.py`` proves it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cairn.errors import CairnError, DocumentError
from cairn_site.designing import actions, queries
from cairn_site.designing.exporting import export_version, losses_of
from cairn_site.designing.models import VersionState
from cairn_site.designing.steps import StepName
from cairn_site.designing.views.designer import aside
from cairn_site.organisations.frame import enter
from cairn_site.organisations.permissions import Right, organisations_of
from cairn_site.platform import clock
from cairn_site.platform.saying import say

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from cairn_site.designing.models import Achievement
    from cairn_site.organisations.frame import Frame


def enter_achievement(
    request: HttpRequest, slug: str, identifier: UUID, *rights: Right
) -> tuple[Frame, Achievement]:
    """Return the frame of an organisation and one of its achievements.

    Raises ``UsageError`` ``access.not_found`` for one of another organisation.
    """
    frame = enter(request, slug, *rights)
    return frame, queries.achievement_in(frame.actor, frame.organisation, identifier, *rights)


@require_GET
def overview(request: HttpRequest, slug: str, identifier: UUID) -> HttpResponse:
    """Show one achievement: as holders see it, how ready it is, and its versions."""
    frame, achievement = enter_achievement(request, slug, identifier, Right.READ)
    versions = queries.versions_of(achievement.id)
    newest = versions[0]
    content = queries.content_of(newest)
    context = aside(frame, newest, content, now=clock.now())
    context |= {
        "achievement": achievement,
        "versions": versions,
        "newest": newest,
        "shown": context["card"],
        "is_draft": newest.state == VersionState.DRAFT,
        "is_published_now": newest.state != VersionState.DRAFT,
        "has_published": any(version.published_at for version in versions),
        "losses": losses_of(content),
        "targets": list(organisations_of(frame.actor, right=Right.CREATE)),
    }
    return frame.render("designing/overview.html", context)


@require_POST
def publish(request: HttpRequest, slug: str, identifier: UUID) -> HttpResponse:
    """Publish the draft; where something is missing, go back to the list of it."""
    frame, achievement = enter_achievement(request, slug, identifier, Right.UPDATE)
    try:
        actions.publish_version(
            actor=frame.actor,
            achievement_id=achievement.id,
            now=clock.now(),
            change_note=request.POST.get("change_note", ""),
        )
    except DocumentError as error:
        messages.error(request, say(error))
        return redirect("achievement_step", slug, identifier, StepName.REVIEW.value)
    messages.success(request, _("Published. It can be awarded now."))
    return redirect("achievement", slug, identifier)


@require_POST
def revise(request: HttpRequest, slug: str, identifier: UUID) -> HttpResponse:
    """Begin to change what is published."""
    frame, achievement = enter_achievement(request, slug, identifier, Right.UPDATE)
    draft = actions.start_revision(actor=frame.actor, achievement_id=achievement.id, now=clock.now())
    if draft.number > 1:
        messages.info(request, _("This is a new version. Those who have the one before keep it as it is."))
    return redirect("achievement_step", slug, identifier, StepName.BASICS.value)


@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, slug: str, identifier: UUID) -> HttpResponse:
    """Drop the draft of a new version, after asking."""
    frame, achievement = enter_achievement(request, slug, identifier, Right.UPDATE)
    if request.method == "GET":
        return frame.render("designing/confirm.html", {"achievement": achievement, "what": "discard"})
    actions.discard_draft(actor=frame.actor, achievement_id=achievement.id, now=clock.now())
    messages.success(request, _("The draft is gone; the version before goes on as it is."))
    return redirect("achievement", slug, identifier)


@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, slug: str, identifier: UUID) -> HttpResponse:
    """Delete an achievement that was never published, after asking."""
    frame, achievement = enter_achievement(request, slug, identifier, Right.DELETE)
    if request.method == "GET":
        return frame.render("designing/confirm.html", {"achievement": achievement, "what": "delete"})
    actions.delete_achievement(actor=frame.actor, achievement_id=achievement.id, now=clock.now())
    messages.success(request, _("Deleted."))
    return redirect("achievements", slug)


@require_POST
def copy(request: HttpRequest, slug: str, identifier: UUID) -> HttpResponse:
    """Copy an achievement, into this organisation or another of one's own."""
    frame, achievement = enter_achievement(request, slug, identifier, Right.READ)
    target = request.POST.get("organisation", "") or slug
    name = request.POST.get("name", "").strip() or _("{name} (copy)").format(name=achievement.name)
    made = actions.copy_achievement(
        actor=frame.actor, achievement_id=achievement.id, name=name[:200], slug=target, now=clock.now()
    )
    messages.success(request, _("Copied."))
    return redirect("achievement_step", target, made.id, StepName.BASICS.value)


@require_POST
def archive(request: HttpRequest, slug: str, identifier: UUID) -> HttpResponse:
    """Put an achievement into the archive; it can be brought back."""
    frame, achievement = enter_achievement(request, slug, identifier, Right.UPDATE)
    actions.archive_achievement(actor=frame.actor, achievement_id=achievement.id, now=clock.now())
    messages.success(request, _("Archived. What was awarded stands; it can be brought back at any time."))
    return redirect("achievement", slug, identifier)


@require_POST
def unarchive(request: HttpRequest, slug: str, identifier: UUID) -> HttpResponse:
    """Bring an achievement back from the archive."""
    frame, achievement = enter_achievement(request, slug, identifier, Right.UPDATE)
    actions.unarchive_achievement(actor=frame.actor, achievement_id=achievement.id, now=clock.now())
    messages.success(request, _("Brought back from the archive."))
    return redirect("achievement", slug, identifier)


@require_GET
def export(request: HttpRequest, slug: str, identifier: UUID) -> HttpResponse:
    """Download the newest version as Open Badges 3.0."""
    frame, achievement = enter_achievement(request, slug, identifier, Right.READ)
    version = queries.versions_of(achievement.id)[0]
    publisher = queries.publisher_of(frame.organisation.id, now=clock.now())
    try:
        data = export_version(version, publisher=publisher)
    except CairnError as error:
        messages.error(request, say(error))
        return redirect("achievement_step", slug, identifier, StepName.REVIEW.value)
    response = HttpResponse(data, content_type="application/ld+json")
    stem = re.sub(r"[^a-z0-9]+", "-", achievement.words.strip().encode("ascii", "ignore").decode()).strip("-")
    response["Content-Disposition"] = f'attachment; filename="{stem[:80] or "achievement"}.json"'
    return response
