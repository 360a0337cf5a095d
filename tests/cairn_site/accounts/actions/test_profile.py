"""Profiles and operators."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from allauth.account.models import EmailAddress

from cairn.errors import UsageError
from cairn_site.accounts import actions
from cairn_site.accounts.models import Person
from cairn_site.platform.actors import SYSTEM
from cairn_site.platform.models import AuditEntry
from factories.site import NOW, PASSWORD, actor, make_person

if TYPE_CHECKING:
    from django.test import Client

GIVEN = {"name": "Ada", "language": "en", "time_zone": "UTC"}


@pytest.mark.parametrize(
    ("change", "code"),
    [({"language": "xx"}, "account.unknown_language"), ({"time_zone": "Mars"}, "account.unknown_zone")],
)
def test_what_the_site_does_not_know_is_refused(ada: Person, change: dict[str, str], code: str) -> None:
    with pytest.raises(UsageError) as caught:
        actions.change_profile(actor=actor(ada), person=ada, **{**GIVEN, **change}, now=NOW)
    assert caught.value.code == code


def test_nobody_changes_the_profile_of_somebody_else(ada: Person) -> None:
    with pytest.raises(UsageError, match="their own"):
        actions.change_profile(actor=actor(make_person(is_operator=True)), person=ada, **GIVEN, now=NOW)


def test_what_does_not_change_is_not_noted(ada: Person) -> None:
    actions.change_profile(
        actor=actor(ada), person=ada, name="Ada Stone", language="en", time_zone="UTC", now=NOW
    )
    assert not AuditEntry.objects.filter(action__startswith="account.").exists()


def test_the_system_makes_an_operator(ada: Person) -> None:
    actions.make_operator(actor=SYSTEM, address=" ADA@example.org ", now=NOW)
    assert Person.objects.get(id=ada.id).is_operator
    assert AuditEntry.objects.get(action="account.make_operator").target_id == str(ada.id)


def test_an_operator_makes_another(ada: Person) -> None:
    actions.make_operator(actor=actor(make_person(is_operator=True)), address=ada.email, now=NOW)
    assert Person.objects.get(id=ada.id).is_operator


def test_nobody_else_makes_an_operator(ada: Person) -> None:
    with pytest.raises(UsageError) as caught:
        actions.make_operator(actor=actor(ada), address=ada.email, now=NOW)
    assert caught.value.code == "access.not_found"
    assert not Person.objects.get(id=ada.id).is_operator


def test_an_address_that_nobody_has_shown_makes_no_operator(ada: Person) -> None:
    EmailAddress.objects.create(user=ada, email="boss@example.org", verified=False)
    with pytest.raises(UsageError) as caught:
        actions.make_operator(actor=SYSTEM, address="boss@example.org", now=NOW)
    assert caught.value.code == "account.unknown_address"


def test_the_last_operator_stays(ada: Person) -> None:
    actions.make_operator(actor=SYSTEM, address=ada.email, now=NOW)
    with pytest.raises(UsageError) as caught:
        actions.remove_operator(actor=SYSTEM, address=ada.email, now=NOW)
    assert caught.value.code == "account.last_operator"
    make_person(is_operator=True)
    actions.remove_operator(actor=SYSTEM, address=ada.email, now=NOW)
    assert not Person.objects.get(id=ada.id).is_operator


def test_somebody_whose_powers_change_signs_in_again(client: Client, ada: Person) -> None:
    client.post("/accounts/login/", {"login": ada.email, "password": PASSWORD})
    client.post("/me/agree", {"agreement": "on"})
    assert client.get("/me").status_code == 200
    actions.make_operator(actor=SYSTEM, address=ada.email, now=NOW)
    assert client.get("/me").status_code == 302
