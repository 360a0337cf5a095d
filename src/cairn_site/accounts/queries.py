"""What others may read of people.

``tests/cairn_site/accounts/test_queries.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.db.models import Q

from cairn_site.accounts.models import DataExport, Person

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCard:
    """What is needed to write to a person and to name them."""

    id: UUID
    name: str
    email: str
    language: str


def person_card(identifier: UUID) -> PersonCard | None:
    """Return the card of a person who is here."""
    return people_cards([identifier]).get(identifier)


def people_cards(identifiers: Iterable[UUID]) -> dict[UUID, PersonCard]:
    """Return the cards of people by their ids."""
    found = Person.objects.filter(id__in=set(identifiers), erased_at=None)
    return {
        person.id: PersonCard(id=person.id, name=person.name, email=person.email, language=person.language)
        for person in found
    }


def people_by_address(addresses: Iterable[str]) -> dict[str, UUID]:
    """Return who has shown that an address is theirs, by the address in small letters."""
    wanted = {address.lower() for address in addresses if address}
    found = EmailAddress.objects.filter(email__in=wanted, verified=True)
    return {email.lower(): person_id for email, person_id in found.values_list("email", "user_id")}


def verified_addresses(identifier: UUID) -> list[str]:
    """Return the addresses that a person has shown to be theirs, the main one first."""
    found = EmailAddress.objects.filter(user_id=identifier, verified=True).order_by("-primary", "id")
    return [email.lower() for email in found.values_list("email", flat=True)]


def people_found(search: str) -> QuerySet[Person]:
    """Return the people whose name or address holds some words, newest first; for operators."""
    found = Person.objects.filter(erased_at=None).order_by("-created_at", "-id")
    if search:
        by_address = EmailAddress.objects.filter(email__icontains=search).values("user_id")
        found = found.filter(Q(name__icontains=search) | Q(email__icontains=search) | Q(id__in=by_address))
    return found


def exports_of(identifier: UUID) -> list[DataExport]:
    """Return the copies of their data that a person asked for, newest first."""
    return list(DataExport.objects.filter(person_id=identifier).order_by("-asked_at")[:10])


def find_export(identifier: UUID, export_id: UUID, *, now: datetime) -> DataExport | None:
    """Return a copy of a person's own data that can be downloaded."""
    return DataExport.objects.filter(
        id=export_id, person_id=identifier, ready_at__isnull=False, expires_at__gt=now
    ).first()
