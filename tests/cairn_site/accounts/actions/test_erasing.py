"""Erasing a person."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.apps import apps
from django.db import connection

from cairn.errors import UsageError
from cairn_site.accounts import actions
from cairn_site.accounts.actions.erasing import GRACE, erase_due
from cairn_site.accounts.models import Consent, Notice, Person
from cairn_site.platform import audit, ports
from cairn_site.platform.actors import SYSTEM
from cairn_site.platform.models import AuditEntry, Event, Message
from factories.accounts import make_second_factor
from factories.site import NOW, actor, make_person

if TYPE_CHECKING:
    from uuid import UUID

    from django.test import Client

LATER = NOW + GRACE + timedelta(minutes=1)


def ask(person: Person) -> None:
    actions.ask_erasure(actor=actor(person), person=person, now=NOW)


def test_nothing_happens_before_the_week_is_over(ada: Person) -> None:
    ask(ada)
    assert not actions.erase(actor=SYSTEM, person_id=ada.id, now=NOW + GRACE - timedelta(seconds=1))
    assert Person.objects.get(id=ada.id).email == "ada@example.org"


def test_asking_again_moves_nothing(ada: Person) -> None:
    ask(ada)
    due = actions.ask_erasure(actor=actor(ada), person=ada, now=NOW + timedelta(days=3))
    assert due == NOW + GRACE


def test_nobody_who_did_not_ask_is_erased(ada: Person) -> None:
    assert not actions.erase(actor=SYSTEM, person_id=ada.id, now=LATER)


def test_the_row_stays_and_names_nobody(ada: Person) -> None:
    ask(ada)
    erase_due(LATER)
    row = Person.objects.get(id=ada.id)
    assert (row.name, row.email) == ("", f"{ada.id.hex}@erased.invalid")
    assert not row.is_active
    assert not row.has_usable_password()
    assert row.erased_at == LATER
    assert not EmailAddress.objects.filter(user=row).exists()


def test_no_table_knows_the_name_or_address_any_more(ada: Person, client: Client) -> None:
    make_second_factor(ada)
    client.post("/accounts/login/", {"login": ada.email, "password": "wrong"})
    client.post("/accounts/password/reset/", {"email": ada.email})
    actions.agree(actor=actor(ada), person=ada, documents=["terms"], now=NOW)
    Notice.objects.create(person=ada, kind="x", text="Ada Stone was awarded Welding", created_at=NOW)
    assert AccessAttempt.objects.exists()
    assert Message.objects.exists()
    ask(ada)
    erase_due(LATER)
    assert not Authenticator.objects.exists()
    assert not Consent.objects.exists()
    assert everything_says("ada@example.org") == []
    assert everything_says("Ada Stone") == []


def test_the_trail_keeps_what_was_done(ada: Person) -> None:
    audit.record(actor=actor(ada), action="award.revoke", target=("award", 1), now=NOW)
    ask(ada)
    erase_due(LATER)
    entry = AuditEntry.objects.get(action="award.revoke")
    assert (entry.actor_id, entry.actor_label) == (ada.id, "a deleted account")
    assert AuditEntry.objects.get(action="account.erase").actor_kind == "system"
    assert Event.objects.filter(name="accounts.PersonErased").count() == 1


def test_every_app_erases_in_one_transaction_or_none(ada: Person) -> None:
    def fail(_person_id: UUID, _now: datetime) -> None:
        raise RuntimeError("out of order")

    ask(ada)
    ports.erasers.register("test", fail, order=200)
    try:
        with pytest.raises(RuntimeError):
            actions.erase(actor=SYSTEM, person_id=ada.id, now=LATER)
    finally:
        ports.erasers.withdraw("test")
    assert Person.objects.get(id=ada.id).email == "ada@example.org"
    assert EmailAddress.objects.filter(user=ada).exists()


def test_the_last_operator_is_not_deleted() -> None:
    person = make_person(is_operator=True)
    with pytest.raises(UsageError) as caught:
        ask(person)
    assert caught.value.code == "account.last_operator"


def test_nobody_deletes_the_account_of_somebody_else(ada: Person) -> None:
    other = actor(make_person(is_operator=True))
    for act in (actions.ask_erasure, actions.keep_account):
        with pytest.raises(UsageError, match="by whoever has it"):
            act(actor=other, person=ada, now=NOW)


def everything_says(text: str) -> list[str]:
    """Return the tables that hold ``text`` somewhere."""
    found = []
    for model in apps.get_models():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
            if any(text.lower() in str(row).lower() for row in cursor.fetchall()):
                found.append(model._meta.db_table)
    return found
