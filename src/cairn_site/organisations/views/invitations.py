"""Answering an invitation, by its link or from the list of one's own organisations.

``tests/cairn_site/organisations/views/test_invitations.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cairn_site.accounts.acting import actor_of
from cairn_site.organisations import actions
from cairn_site.organisations.models import Right
from cairn_site.organisations.permissions import not_found
from cairn_site.organisations.queries import invitation_by_key, open_invitations_for
from cairn_site.platform import clock

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from cairn_site.organisations.models import Invitation


@require_http_methods(["GET", "POST"])
@never_cache
def invitation(request: HttpRequest, key: str) -> HttpResponse:
    """Show what an invitation is to, and accept it once somebody is signed in."""
    now = clock.now()
    found = invitation_by_key(key, now=now)
    if found is None:
        return render(request, "organisations/invitation_gone.html", status=404)
    if request.method == "POST" and request.user.is_authenticated:
        return _accept(request, found)
    context = {
        "invitation": found,
        "rights": [right.label for right in Right if right.value in found.rights],
    }
    response = render(request, "organisations/invitation.html", context)
    # The link is a secret: it must not leak to whatever the page leads to.
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_POST
@login_required
def accept_invitation(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Accept an invitation that was sent to one of the person's own addresses."""
    actor = actor_of(request)
    assert actor.id is not None
    mine = open_invitations_for(actor.id, now=clock.now())
    found = next((each for each in mine if each.id == invitation_id), None)
    if found is None:
        raise not_found()
    return _accept(request, found)


def _accept(request: HttpRequest, found: Invitation) -> HttpResponse:
    actions.accept(actor=actor_of(request), invitation_id=found.id, now=clock.now())
    messages.success(request, _("You are a member of %(name)s.") % {"name": found.organisation.name})
    return redirect("organisation", found.organisation.slug)
