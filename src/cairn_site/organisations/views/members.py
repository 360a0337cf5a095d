"""The members of an organisation, their rights, and invitations.

``tests/cairn_site/organisations/views/test_members.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cairn.errors import CairnError
from cairn_site.organisations import actions
from cairn_site.organisations.forms import InvitationForm, RightsForm, SearchForm, show
from cairn_site.organisations.frame import Frame, enter
from cairn_site.organisations.models import Right
from cairn_site.organisations.permissions import not_found
from cairn_site.organisations.queries import members_of, open_invitations, units_of
from cairn_site.organisations.views.confirming import Question, ask
from cairn_site.platform import clock

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from cairn_site.organisations.models import Member

PAGE_SIZE = 25


@require_GET
@login_required
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """List the members and the invitations that wait for an answer."""
    frame = enter(request, slug)
    form = SearchForm(request.GET)
    search = form.cleaned_data["search"] if form.is_valid() else ""
    found = members_of(frame.organisation.id, search=search)
    invitations = list(open_invitations(frame.organisation.id)) if _administrates(frame) else []
    return frame.render(
        "organisations/members.html",
        {
            "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
            "invitations": invitations,
            "search": search,
            "now": clock.now(),
            "every_right": list(Right),
        },
    )


@require_http_methods(["GET", "POST"])
@login_required
def member(request: HttpRequest, slug: str, member_id: UUID) -> HttpResponse:
    """Change the rights of a member."""
    frame = enter(request, slug, Right.ADMINISTRATE)
    found = _find(frame, member_id)
    initial = {
        "rights": [right.value for right in found.rights],
        "unit": str(found.unit_id) if found.unit_id else "",
    }
    form = RightsForm(request.POST or None, initial=initial, units=units_of(frame.organisation.id))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_member(
                actor=frame.actor,
                organisation=frame.organisation,
                member_id=found.id,
                rights=form.chosen_rights(),
                unit_id=form.unit_id(),
                now=clock.now(),
            )
        except CairnError as error:
            show(form, error)
        else:
            messages.success(request, _("The rights of %(name)s are saved.") % {"name": found.person})
            return redirect("organisation_members", slug)
    return frame.render(
        "organisations/member.html",
        {"form": form, "member": found},
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "POST"])
@login_required
def remove_member(request: HttpRequest, slug: str, member_id: UUID) -> HttpResponse:
    """Remove a member."""
    frame = enter(request, slug, Right.ADMINISTRATE)
    found = _find(frame, member_id)
    if request.method == "POST":
        actions.remove_member(
            actor=frame.actor, organisation=frame.organisation, member_id=found.id, now=clock.now()
        )
        messages.success(request, _("%(name)s is no longer a member.") % {"name": found.person})
        return redirect("organisation_members", slug)
    return ask(
        frame,
        Question(
            title=_("Remove %(name)s?") % {"name": found.person},
            points=(
                _("They can no longer see or do anything here, from now on."),
                _("Invitations that they have sent and nobody has accepted are withdrawn."),
                _("What they have designed and awarded stays with the organisation."),
            ),
            button=_("Remove"),
            back=reverse("organisation_members", args=[slug]),
        ),
    )


@require_http_methods(["GET", "POST"])
@login_required
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite somebody by mail."""
    frame = enter(request, slug, Right.ADMINISTRATE)
    form = InvitationForm(
        request.POST or None,
        initial={"rights": [Right.CREATE, Right.UPDATE, Right.AWARD, Right.SIGN]},
        units=units_of(frame.organisation.id),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.invite(
                actor=frame.actor,
                organisation=frame.organisation,
                address=form.cleaned_data["address"],
                rights=form.chosen_rights(),
                unit_id=form.unit_id(),
                language=get_language() or "en",
                now=clock.now(),
            )
        except CairnError as error:
            show(form, error)
        else:
            address = form.cleaned_data["address"]
            messages.success(request, _("An invitation is on its way to %(address)s.") % {"address": address})
            return redirect("organisation_members", slug)
    return frame.render("organisations/invite.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
@login_required
def send_invitation_again(request: HttpRequest, slug: str, invitation_id: UUID) -> HttpResponse:
    """Send an invitation with a new link."""
    frame = enter(request, slug, Right.ADMINISTRATE)
    sent = actions.send_again(
        actor=frame.actor,
        organisation=frame.organisation,
        invitation_id=invitation_id,
        language=get_language() or "en",
        now=clock.now(),
    )
    messages.success(request, _("Sent again to %(address)s.") % {"address": sent.address})
    return redirect("organisation_members", slug)


@require_POST
@login_required
def withdraw_invitation(request: HttpRequest, slug: str, invitation_id: UUID) -> HttpResponse:
    """Withdraw an invitation."""
    frame = enter(request, slug, Right.ADMINISTRATE)
    actions.withdraw(
        actor=frame.actor, organisation=frame.organisation, invitation_id=invitation_id, now=clock.now()
    )
    messages.success(request, _("The invitation is withdrawn: its link leads nowhere."))
    return redirect("organisation_members", slug)


def _administrates(frame: Frame) -> bool:
    return Right.ADMINISTRATE in frame.rights


def _find(frame: Frame, member_id: UUID) -> Member:
    found = members_of(frame.organisation.id).filter(id=member_id).first()
    if found is None:
        raise not_found()
    return found
