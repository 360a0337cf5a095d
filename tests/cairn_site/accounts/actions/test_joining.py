from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password

from cairn.errors import UsageError
from cairn_site.accounts.actions import add_person
from cairn_site.accounts.consents import missing_consents
from cairn_site.accounts.models import Person
from cairn_site.accounts.queries import people_by_address
from cairn_site.platform import audit
from cairn_site.platform.actors import SYSTEM, VISITOR
from factories.site import NOW, actor, make_person


def test_somebody_is_there_since_then_with_an_address_that_is_theirs() -> None:
    made = add_person(
        actor=SYSTEM,
        address=" Ada@Example.org",
        name="Ada",
        password_hash=make_password("secret stones"),
        has_agreed=True,
        now=NOW - timedelta(days=9),
    )
    person = Person.objects.get(id=made.id)
    assert (person.email, person.created_at) == ("ada@example.org", NOW - timedelta(days=9))
    assert person.check_password("secret stones")
    assert people_by_address(["ada@example.org"]) == {"ada@example.org": person.id}
    assert not missing_consents(person.id)
    assert audit.entries(action="account.add").get().target_id == str(person.id)


def test_without_a_password_nobody_signs_in_by_one_and_without_consent_it_is_asked_for() -> None:
    made = add_person(actor=SYSTEM, address="ada@example.org", name="Ada", now=NOW)
    assert made.id is not None
    assert not Person.objects.get(id=made.id).has_usable_password()
    assert missing_consents(made.id)


def test_an_address_that_somebody_has_is_refused() -> None:
    make_person(email="ada@example.org")
    with pytest.raises(UsageError) as caught:
        add_person(actor=SYSTEM, address="ADA@example.org", name="Ada", now=NOW)
    assert caught.value.code == "account.address_taken"


@pytest.mark.parametrize("is_operator", [True, False])
def test_only_who_looks_after_the_site_adds_people(is_operator: bool) -> None:
    person = make_person(is_operator=is_operator)
    if is_operator:
        add_person(actor=actor(person), address="ada@example.org", name="Ada", now=NOW)
        return
    for stranger in (actor(person), VISITOR):
        with pytest.raises(UsageError) as caught:
            add_person(actor=stranger, address="ada@example.org", name="Ada", now=NOW)
        assert caught.value.code == "access.not_found"
