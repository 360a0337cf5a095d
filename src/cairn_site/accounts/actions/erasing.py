"""Deleting an account: asked for, kept back for a week, and then done in one transaction.

``tests/cairn_site/accounts/actions/test_erasing.py`` proves it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from allauth.account.models import EmailAddress
from axes.utils import reset as reset_lockout
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from cairn.errors import UsageError
from cairn_site.accounts.actions.profile import end_sessions, refuse_last_operator
from cairn_site.accounts.events import PersonErased
from cairn_site.accounts.models import Person
from cairn_site.platform import audit, events, mail, ports
from cairn_site.platform.actors import SYSTEM

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from cairn_site.platform.actors import Actor

GRACE: Final = timedelta(days=7)
NOBODY: Final = "a deleted account"
"""What the audit trail calls somebody whose account is gone."""


def ask_erasure(*, actor: Actor, person: Person, now: datetime) -> datetime:
    """Have an account deleted after ``GRACE``, sign it out everywhere, and say so by mail; return when.

    Raises ``UsageError``: ``account.not_yourself``, ``account.last_operator``.
    """
    _require_self(actor, person)
    with transaction.atomic():
        held = Person.objects.select_for_update().get(id=person.id)
        if held.erasure_due_at is not None:
            return held.erasure_due_at
        refuse_last_operator(held)
        due = now + GRACE
        held.erasure_due_at = due
        held.save(update_fields=["erasure_due_at"])
        audit.record(actor=actor, action="account.ask_erasure", target=("person", person.id), now=now)
        mail.write(_letter(held, "account/erasure_asked", due_at=due), now=now)
        end_sessions(held)
    return due


def keep_account(*, actor: Actor, person: Person, now: datetime) -> None:
    """Take back the wish to delete an account; raises ``UsageError``: ``account.not_yourself``."""
    _require_self(actor, person)
    with transaction.atomic():
        held = Person.objects.select_for_update().get(id=person.id)
        if held.erasure_due_at is None:
            return
        held.erasure_due_at = None
        held.save(update_fields=["erasure_due_at"])
        audit.record(actor=actor, action="account.keep", target=("person", person.id), now=now)
        mail.write(_letter(held, "account/erasure_undone"), now=now)


def erase(*, actor: Actor, person_id: UUID, now: datetime) -> bool:
    """Erase a person whose time has come, and return whether that was done.

    Everything happens in one transaction: every app's eraser, the addresses, and the row itself, which stays
    without anything that says who it was, so that what points at it still stands.
    """
    with transaction.atomic():
        person = Person.objects.select_for_update().filter(id=person_id, erased_at=None).first()
        if person is None or person.erasure_due_at is None or person.erasure_due_at > now:
            return False
        addresses = [person.email, *EmailAddress.objects.filter(user=person).values_list("email", flat=True)]
        for eraser in ports.erasers:
            eraser(person.id, now)
        audit.forget(actor_id=person.id, label=NOBODY)
        mail.forget(person_id=person.id, addresses=addresses)
        for address in addresses:
            reset_lockout(username=address.lower())
        _empty(person, now=now)
        audit.record(actor=actor, action="account.erase", target=("person", person.id), now=now)
        events.publish(PersonErased(person_id=person.id), now=now)
    return True


def erase_due(now: datetime) -> None:
    """Erase everybody whose time has come, each in a transaction of their own."""
    due = Person.objects.filter(erasure_due_at__lte=now, erased_at=None).values_list("id", flat=True)
    for person_id in list(due[:100]):
        erase(actor=SYSTEM, person_id=person_id, now=now)


def _empty(person: Person, *, now: datetime) -> None:
    person.email = f"{person.id.hex}@erased.invalid"
    person.name = ""
    person.language = "en"
    person.time_zone = "UTC"
    person.is_active = False
    person.is_operator = False
    person.last_login = None
    person.erasure_due_at = None
    person.erased_at = now
    person.set_unusable_password()
    person.save()


def _letter(person: Person, template: str, *, due_at: datetime | None = None) -> mail.Letter:
    return mail.Letter(
        to=person.email,
        kind="account.erasure",
        template=template,
        context={
            "name": person.name,
            "due_at": due_at,
            "url": f"{settings.CAIRN_ORIGIN}{reverse('account_login')}",
        },
        language=person.language,
        person_id=person.id,
    )


def _require_self(actor: Actor, person: Person) -> None:
    if actor.id != person.id:
        raise UsageError("account.not_yourself", "An account is deleted by whoever has it.")
