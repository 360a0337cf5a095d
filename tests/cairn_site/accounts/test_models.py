"""What the tables of people hold."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from cairn_site.accounts.models import Consent, NoticePreference, Person
from factories.site import NOW, make_person


def test_an_address_is_kept_in_small_letters() -> None:
    assert Person.objects.create_user(" Ada@Example.ORG ", "x").email == "ada@example.org"


@pytest.mark.parametrize(
    ("name", "initials"), [("Ada Stone", "AS"), ("ada", "A"), ("Ana María López", "AM"), ("", "PE")]
)
def test_initials_stand_for_somebody(name: str, initials: str) -> None:
    assert Person(name=name, email="person@example.org").initials == initials


def test_somebody_without_a_name_is_called_by_the_address() -> None:
    assert str(Person(email="ada@example.org")) == "ada@example.org"


def test_consent_to_a_version_is_kept_once() -> None:
    person = make_person(has_agreed=False)
    Consent.objects.create(person=person, document="terms", version="1", given_at=NOW)
    with pytest.raises(IntegrityError):
        Consent.objects.create(person=person, document="terms", version="1", given_at=NOW)


def test_a_preference_is_kept_once_for_each_kind() -> None:
    person = make_person()
    NoticePreference.objects.create(person=person, kind="x")
    with pytest.raises(IntegrityError):
        NoticePreference.objects.create(person=person, kind="x")
