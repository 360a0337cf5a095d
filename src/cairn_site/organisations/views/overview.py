"""The overview of an organisation, and its audit trail.

``tests/cairn_site/organisations/views/test_overview.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cairn_site.organisations import actions
from cairn_site.organisations.forms import SearchForm
from cairn_site.organisations.frame import enter
from cairn_site.organisations.models import Right
from cairn_site.organisations.ports import organisation_panels
from cairn_site.organisations.queries import card_of, key_in_use, members_of, open_invitations
from cairn_site.platform import audit, clock

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PAGE_SIZE = 25
_MANY = 1000


@require_GET
@login_required
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show where the organisation stands and what is to be done."""
    frame = enter(request, slug)
    found = frame.organisation
    panels = [panel for source in organisation_panels for panel in source(request, found, frame.rights)]
    context: dict[str, Any] = {
        "card": card_of(found, now=clock.now()),
        "key": key_in_use(found.id),
        "members_count": members_of(found.id).order_by()[:_MANY].count(),
        "invitations_count": open_invitations(found.id).order_by()[:_MANY].count(),
        "panels": panels,
    }
    return frame.render("organisations/overview.html", context)


@require_POST
@login_required
def ask_again(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask to be verified after a refusal."""
    frame = enter(request, slug, Right.ADMINISTRATE)
    actions.ask_again(actor=frame.actor, organisation=frame.organisation, now=clock.now())
    messages.success(request, _("You have asked to be verified again."))
    return redirect("organisation", slug)


@require_GET
@login_required
def audit_trail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who did what, newest first; ``before`` is the last entry of the page before."""
    frame = enter(request, slug, Right.ADMINISTRATE)
    form = SearchForm(request.GET)
    search = form.cleaned_data["search"] if form.is_valid() else ""
    entries = audit.entries(organisation_id=frame.organisation.id, search=search)
    before = _identifier(request.GET.get("before", ""))
    every = audit.entries(organisation_id=frame.organisation.id)
    last = None if before is None else every.filter(id=before).first()
    if last is not None:
        # By moment and id, since everything of one action has the same moment.
        entries = entries.filter(Q(at__lt=last.at) | Q(at=last.at, id__lt=last.id))
    found = list(entries[: PAGE_SIZE + 1])
    return frame.render(
        "organisations/audit.html",
        {
            "entries": found[:PAGE_SIZE],
            "before": found[PAGE_SIZE - 1].id if len(found) > PAGE_SIZE else None,
            "is_first": last is None,
            "search": search,
        },
    )


def _identifier(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
