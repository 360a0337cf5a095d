"""What organisations add to menus, to the home page and to the page of an organisation.

``tests/cairn_site/organisations/test_menus.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cairn_site.accounts.acting import actor_of
from cairn_site.organisations.models import Member, Right
from cairn_site.organisations.queries import open_invitations_for
from cairn_site.platform import clock
from cairn_site.platform.actors import ActorKind
from cairn_site.platform.ports import MenuEntry, Panel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from cairn_site.organisations.models import Organisation

_ON_HOME = 6


def main_entries(request: HttpRequest) -> Iterator[MenuEntry]:
    """Lead to the organisations of whoever is signed in."""
    if request.user.is_authenticated:
        yield MenuEntry(
            label=_("Organisations"),
            url=reverse("my_organisations"),
            icon="building-2",
            is_current=request.path.startswith("/manage/"),
        )


def overview_entry(
    request: HttpRequest, organisation: Organisation, _rights: frozenset[Right]
) -> Iterator[MenuEntry]:
    """Lead to the overview, which stands first."""
    yield _entry(request, organisation, "organisation", label=_("Overview"), icon="house")


def organisation_entries(
    request: HttpRequest, organisation: Organisation, rights: frozenset[Right]
) -> Iterator[MenuEntry]:
    """Lead to the pages about the organisation itself, which stand last."""
    yield _entry(
        request, organisation, "organisation_members", label=_("Members"), icon="users", also="/units"
    )
    if Right.ADMINISTRATE in rights:
        yield _entry(
            request,
            organisation,
            "organisation_profile",
            label=_("Profile"),
            icon="building-2",
            also="/domain",
        )
        yield _entry(
            request, organisation, "organisation_keys", label=_("Keys"), icon="key-round", also="/tokens"
        )
        yield _entry(request, organisation, "organisation_audit", label=_("Audit trail"), icon="history")


def home_panel(request: HttpRequest) -> Iterator[Panel]:
    """Show the person's organisations, and the invitations that wait for an answer."""
    actor = actor_of(request)
    if actor.kind is not ActorKind.PERSON or actor.id is None:
        return
    members = Member.objects.filter(person_id=actor.id).select_related("organisation")
    yield Panel(
        template="organisations/home_panel.html",
        context={
            "members": list(members.order_by("organisation__name")[:_ON_HOME]),
            "invitations": open_invitations_for(actor.id, now=clock.now()),
        },
    )


def _entry(
    request: HttpRequest,
    organisation: Organisation,
    name: str,
    *,
    label: _StrPromise,
    icon: str,
    also: str = "",
) -> MenuEntry:
    url = reverse(name, args=[organisation.slug])
    here = request.path == url if name == "organisation" else request.path.startswith(url)
    beside = bool(also) and request.path.startswith(f"/manage/{organisation.slug}{also}")
    return MenuEntry(label=label, url=url, icon=icon, is_current=here or beside)
