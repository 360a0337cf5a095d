"""The API of organisations: read one, list its members.

``tests/cairn_site/organisations/test_api.py`` proves it.
"""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - the schema is read when the module is loaded
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID  # noqa: TC003 - as above

from ninja import Query, Router, Schema

from cairn_site.organisations.models import ApiToken, Organisation
from cairn_site.organisations.permissions import access_organisation, organisations_of, require_scope
from cairn_site.organisations.queries import card_of, members_of
from cairn_site.platform import clock
from cairn_site.platform.actors import Actor, ActorKind
from cairn_site.platform.api import MAX_PAGE, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

    from cairn_site.organisations.models import Member

router = Router(tags=["organisations"])
_PROBLEMS: dict[Any, Any] = {401: Problem, 403: Problem, 404: Problem}


class OrganisationOut(Schema):
    """An organisation."""

    id: UUID
    slug: str
    name: str
    kind: str
    description: str
    url: str
    country: str
    did: str
    profile_url: str
    logo_url: str
    is_verified: bool
    domain: str


class OrganisationsOut(Schema):
    """Organisations."""

    items: list[OrganisationOut]


class MemberOut(Schema):
    """A member with their rights; ``unit`` is ``None`` for the whole organisation."""

    id: UUID
    name: str
    email: str
    rights: list[str]
    unit: UUID | None
    joined_at: datetime


class MembersOut(Schema):
    """A page of members; ``next`` is what to give as ``after`` for the page that follows."""

    items: list[MemberOut]
    next: UUID | None


@router.get("", response={200: OrganisationsOut, 401: Problem}, summary="The organisations that you may read")
def list_organisations(request: HttpRequest) -> dict[str, Any]:
    """Return the organisations of the person, or the one of the token."""
    now = clock.now()
    return {"items": [card_of(each, now=now) for each in _readable(_actor(request))]}


@router.get("/{slug}", response={200: OrganisationOut, **_PROBLEMS}, summary="One organisation")
def read_organisation(request: HttpRequest, slug: str) -> object:
    """Return an organisation."""
    return card_of(access_organisation(_actor(request), slug), now=clock.now())


@router.get("/{slug}/members", response={200: MembersOut, **_PROBLEMS}, summary="Its members")
def list_members(
    request: HttpRequest,
    slug: str,
    *,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 50,
    after: UUID | None = None,
) -> dict[str, Any]:
    """Return the members as they joined, ``limit`` at a time; a token needs ``members:read``."""
    actor = _actor(request)
    organisation = access_organisation(actor, slug)
    require_scope(actor, organisation, "members:read")
    members = members_of(organisation.id).order_by("id")
    if after is not None:
        members = members.filter(id__gt=after)
    found = list(members[: limit + 1])
    return {
        "items": [_member(each) for each in found[:limit]],
        "next": found[limit - 1].id if len(found) > limit else None,
    }


def _member(member: Member) -> dict[str, Any]:
    return {
        "id": member.id,
        "name": member.person.name,
        "email": member.person.email,
        "rights": sorted(right.value for right in member.rights),
        "unit": member.unit_id,
        "joined_at": member.joined_at,
    }


def _readable(actor: Actor) -> Iterable[Organisation]:
    if actor.kind is not ActorKind.TOKEN:
        return organisations_of(actor)
    assert actor.id is not None
    return Organisation.objects.filter(id__in=ApiToken.objects.filter(id=actor.id).values("organisation_id"))


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.auth  # type: ignore[attr-defined]
    return actor
