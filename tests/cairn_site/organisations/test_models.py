"""What the database itself refuses."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from cairn_site.organisations.models import IssuerKey, KeyState, Member, Organisation, Unit
from factories.site import NOW, make_organisation, make_person


def test_two_keys_are_never_in_use() -> None:
    organisation = make_organisation()
    key = IssuerKey.objects.get(organisation=organisation)

    with transaction.atomic(), pytest.raises(IntegrityError):
        IssuerKey.objects.create(
            organisation=organisation,
            method_id="did:web:example.org#second",
            public_multikey="z",
            algorithm=key.algorithm,
            wrapped_secret=b"",
            state=KeyState.IN_USE,
            made_at=NOW,
        )


def test_a_slug_is_given_once() -> None:
    organisation = make_organisation()

    with transaction.atomic(), pytest.raises(IntegrityError):
        Organisation.objects.create(slug=organisation.slug, name="Other", created_at=NOW)


def test_a_person_is_a_member_once() -> None:
    person = make_person()
    organisation = make_organisation(person)

    with transaction.atomic(), pytest.raises(IntegrityError):
        Member.objects.create(organisation=organisation, person=person, joined_at=NOW)


def test_a_name_at_the_top_is_given_once() -> None:
    organisation = make_organisation()
    Unit.objects.create(organisation=organisation, name="Health")

    with transaction.atomic(), pytest.raises(IntegrityError):
        Unit.objects.create(organisation=organisation, name="Health")
