"""What others may read of organisations.

``tests/cairn_site/organisations/test_queries.py`` proves it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from allauth.account.models import EmailAddress
from django.db.models import Q

from cairn_site.organisations.issuer_documents import did_of, logo_url, profile_url
from cairn_site.organisations.models import (
    ApiToken,
    Invitation,
    IssuerKey,
    KeyState,
    Member,
    Organisation,
    Right,
    Unit,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

DOMAIN_HOLDS: Final = timedelta(days=30)
"""For how long a domain counts as checked; it is looked at again each week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationCard:
    """What anybody may know of an organisation; ``domain`` is empty where it is not checked."""

    id: UUID
    slug: str
    name: str
    kind: str
    description: str
    url: str
    country: str
    logo_url: str
    profile_url: str
    did: str
    is_verified: bool
    domain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitNode:
    """A unit in its place in the tree."""

    id: UUID
    name: str
    parent_id: UUID | None
    depth: int
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody to write to."""

    person_id: UUID
    name: str
    email: str
    language: str


def card_of(organisation: Organisation, *, now: datetime) -> OrganisationCard:
    """Return what anybody may know of ``organisation``."""
    return OrganisationCard(
        id=organisation.id,
        slug=organisation.slug,
        name=organisation.name,
        kind=organisation.kind,
        description=organisation.description,
        url=organisation.url,
        country=organisation.country,
        logo_url=logo_url(organisation.slug) if organisation.logo else "",
        profile_url=profile_url(organisation.slug),
        did=did_of(organisation.slug),
        is_verified=organisation.verified_at is not None,
        domain=organisation.domain if has_checked_domain(organisation, now=now) else "",
    )


def has_checked_domain(organisation: Organisation, *, now: datetime) -> bool:
    """Return whether the organisation has shown that its domain is its own."""
    checked = organisation.domain_checked_at
    return bool(organisation.domain) and checked is not None and checked > now - DOMAIN_HOLDS


def organisation_card(identifier: UUID, *, now: datetime) -> OrganisationCard | None:
    """Return the card of an organisation by its id."""
    found = Organisation.objects.filter(id=identifier).first()
    return None if found is None else card_of(found, now=now)


def card_by_slug(slug: str, *, now: datetime) -> OrganisationCard | None:
    """Return the card of an organisation by its slug."""
    found = Organisation.objects.filter(slug=slug).first()
    return None if found is None else card_of(found, now=now)


def organisation_cards(identifiers: Iterable[UUID], *, now: datetime) -> dict[UUID, OrganisationCard]:
    """Return the cards of several organisations by their ids, in one query."""
    found = Organisation.objects.filter(id__in=set(identifiers))
    return {organisation.id: card_of(organisation, now=now) for organisation in found}


def find_organisation(identifier: UUID) -> Organisation | None:
    """Return an organisation by its id, for system work; rights are not asked."""
    return Organisation.objects.filter(id=identifier).first()


def units_of(organisation_id: UUID) -> list[UnitNode]:
    """Return the units of an organisation as a tree: each before those below it, siblings by name."""
    children: dict[UUID | None, list[Unit]] = {}
    for unit in Unit.objects.filter(organisation_id=organisation_id).order_by("name", "id"):
        children.setdefault(unit.parent_id, []).append(unit)
    nodes: list[UnitNode] = []

    def add(parent: UnitNode | None) -> None:
        for unit in children.get(None if parent is None else parent.id, []):
            node = UnitNode(
                id=unit.id,
                name=unit.name,
                parent_id=unit.parent_id,
                depth=0 if parent is None else parent.depth + 1,
                path=unit.name if parent is None else f"{parent.path} / {unit.name}",
            )
            nodes.append(node)
            add(node)

    add(None)
    return nodes


def units_below(organisation_id: UUID, unit_id: UUID) -> frozenset[UUID]:
    """Return a unit and every unit below it."""
    below = {unit_id}
    for node in units_of(organisation_id):
        if node.parent_id in below:
            below.add(node.id)
    return frozenset(below)


def contacts_with(organisation_id: UUID, right: Right) -> list[Contact]:
    """Return the people to write to who have a right in an organisation."""
    members = Member.objects.filter(
        **{"organisation_id": organisation_id, f"can_{right.value}": True, "person__is_active": True}
    ).select_related("person")
    return [
        Contact(
            person_id=member.person_id,
            name=member.person.name,
            email=member.person.email,
            language=member.person.language,
        )
        for member in members
    ]


def waiting_for_verification(*, search: str = "") -> QuerySet[Organisation]:
    """Return the organisations that wait for an operator, oldest first."""
    waiting = Organisation.objects.filter(verified_at=None, refused_at=None).order_by("created_at", "id")
    return waiting.filter(_matches(search)) if search else waiting


def all_organisations(*, search: str = "") -> QuerySet[Organisation]:
    """Return every organisation by name, for operators and the catalogue."""
    found = Organisation.objects.order_by("name", "id")
    return found.filter(_matches(search)) if search else found


def open_invitations_for(person_id: UUID, *, now: datetime) -> list[Invitation]:
    """Return the invitations to addresses that a person has shown to be theirs, newest first."""
    addresses = [
        address.lower()
        for address in EmailAddress.objects.filter(user_id=person_id, verified=True).values_list(
            "email", flat=True
        )
    ]
    found = Invitation.objects.filter(
        address__in=addresses, accepted_at=None, withdrawn_at=None, expires_at__gt=now
    ).exclude(organisation__member__person_id=person_id)
    return list(found.select_related("organisation", "invited_by").order_by("-created_at"))


def invitation_by_key(key: str, *, now: datetime) -> Invitation | None:
    """Return the open invitation that the key in a link leads to."""
    return (
        Invitation.objects.select_related("organisation", "invited_by", "unit")
        .filter(digest=digest_of(key), accepted_at=None, withdrawn_at=None, expires_at__gt=now)
        .first()
    )


def open_invitations(organisation_id: UUID) -> QuerySet[Invitation]:
    """Return the invitations of an organisation that wait for an answer or have expired, newest first."""
    found = Invitation.objects.filter(organisation_id=organisation_id, accepted_at=None, withdrawn_at=None)
    return found.select_related("unit", "invited_by").order_by("-created_at")


def members_of(organisation_id: UUID, *, search: str = "") -> QuerySet[Member]:
    """Return the members of an organisation with their people and units, in the order they joined."""
    members = Member.objects.filter(organisation_id=organisation_id).select_related("person", "unit")
    if search:
        members = members.filter(Q(person__name__icontains=search) | Q(person__email__icontains=search))
    return members.order_by("joined_at", "id")


def tokens_of(organisation_id: UUID) -> QuerySet[ApiToken]:
    """Return the tokens of an organisation, newest first."""
    tokens = ApiToken.objects.filter(organisation_id=organisation_id).select_related("created_by")
    return tokens.order_by("-created_at", "-id")


def digest_of(key: str) -> str:
    """Return what is kept of the key in the link of an invitation."""
    return hashlib.sha256(b"cairn invitation\0" + key.encode()).hexdigest()


def keys_of(organisation_id: UUID) -> QuerySet[IssuerKey]:
    """Return the keys of an organisation, newest first."""
    return IssuerKey.objects.filter(organisation_id=organisation_id).order_by("-made_at", "-id")


def key_in_use(organisation_id: UUID) -> IssuerKey | None:
    """Return the key that an organisation signs with."""
    return IssuerKey.objects.filter(organisation_id=organisation_id, state=KeyState.IN_USE).first()


def memberships_of(person_id: UUID, *, search: str = "") -> QuerySet[Member]:
    """Return what a person is a member of, by name of the organisation."""
    members = Member.objects.filter(person_id=person_id).select_related("organisation", "unit")
    if search:
        members = members.filter(organisation__name__icontains=search)
    return members.order_by("organisation__name", "id")


def _matches(search: str) -> Q:
    return Q(name__icontains=search) | Q(slug__icontains=search) | Q(domain__icontains=search)
