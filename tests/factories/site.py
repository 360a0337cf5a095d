"""Makers of people and organisations for the tests of the site; they use the same actions as the pages."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Final

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password

from cairn_site.accounts.acting import actor_for
from cairn_site.accounts.consents import DOCUMENTS
from cairn_site.accounts.models import Consent, Person
from cairn_site.organisations.actions import ProfileText, create_organisation
from cairn_site.organisations.models import Member, Organisation, OrganisationKind, Right

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.test import Client

    from cairn_site.organisations.models import Unit
    from cairn_site.platform.actors import Actor

NOW: Final = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PASSWORD: Final = "a long enough passphrase"
EVERYTHING: Final = frozenset(Right)
_NUMBERS: Final = itertools.count(1)


def make_person(
    name: str = "",
    *,
    email: str = "",
    is_operator: bool = False,
    language: str = "en",
    has_agreed: bool = True,
) -> Person:
    """Make a person with a verified address and the password ``PASSWORD``, who has agreed to the terms."""
    number = next(_NUMBERS)
    name = name or f"Person {number}"
    email = email or f"person{number}@example.org"
    person = Person.objects.create(
        email=email.lower(), password=_hashed(), name=name, is_operator=is_operator, language=language
    )
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    if has_agreed:
        for document in DOCUMENTS:
            Consent.objects.create(
                person=person, document=document.name, version=document.version, given_at=NOW
            )
    return person


def make_second_factor(person: Person) -> None:
    """Give ``person`` an authenticator app, without which an operator may not go on."""
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "kept"})


def make_organisation(
    person: Person | None = None,
    *,
    rights: Iterable[Right] = EVERYTHING,
    name: str = "",
    slug: str = "",
    is_verified: bool = True,
    now: datetime = NOW,
) -> Organisation:
    """Make an organisation with its key.

    ``person`` is a member with ``rights``; somebody else has made it and administrates it, unless ``person``
    has every right and so has made it.
    """
    number = next(_NUMBERS)
    has_everything = frozenset(rights) == EVERYTHING
    founder = person if person is not None and has_everything else make_person("Founder")
    organisation = create_organisation(
        actor=actor_for(founder),
        profile=ProfileText(
            name=name or f"Northside College {number}",
            kind=OrganisationKind.COLLEGE,
            description="A college for people who work.",
            url="https://northside.example",
            email="badges@northside.example",
            country="IE",
        ),
        slug=slug or f"northside-{number}",
        now=now,
    )
    if is_verified:
        organisation.verified_at = now
        organisation.save(update_fields=["verified_at"])
    if person is not None and not has_everything:
        make_member(person, organisation, rights=rights, now=now)
    return organisation


def make_member(
    person: Person,
    organisation: Organisation,
    *,
    rights: Iterable[Right] = (Right.READ,),
    unit: Unit | None = None,
    now: datetime = NOW,
) -> Member:
    """Make ``person`` a member with ``rights``, always also with that to read."""
    held = {right: right in {*rights, Right.READ} for right in Right}
    return Member.objects.create(
        organisation=organisation,
        person=person,
        unit=unit,
        joined_at=now,
        **{f"can_{right.value}": has for right, has in held.items()},
    )


def sign_in(client: Client, person: Person) -> Client:
    """Sign ``person`` in and return the client."""
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def actor(person: Person) -> Actor:
    """Return ``person`` as an actor."""
    return actor_for(person)


@cache
def _hashed() -> str:
    # Hashing is slow on purpose, and every maker would wait for it.
    return make_password(PASSWORD)
