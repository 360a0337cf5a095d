"""A person's own settings, and who looks after the installation.

``tests/cairn_site/accounts/actions/test_profile.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction

from cairn.errors import UsageError
from cairn_site.accounts.models import Person
from cairn_site.accounts.time_zones import is_zone
from cairn_site.platform import audit
from cairn_site.platform.actors import ActorKind

if TYPE_CHECKING:
    from datetime import datetime

    from cairn_site.platform.actors import Actor


def change_profile(
    *, actor: Actor, person: Person, name: str, language: str, time_zone: str, now: datetime
) -> None:
    """Change the name, language and time zone of whoever acts.

    Raises ``UsageError``: ``account.not_yourself``, ``account.unknown_language``, ``account.unknown_zone``.
    """
    if actor.id != person.id:
        raise UsageError("account.not_yourself", "Everybody changes their own profile.")
    if language not in dict(settings.LANGUAGES):
        raise UsageError("account.unknown_language", f"The site does not speak {language!r}.")
    if not is_zone(time_zone):
        raise UsageError("account.unknown_zone", f"{time_zone!r} is no time zone.")
    with transaction.atomic():
        held = Person.objects.select_for_update().get(id=person.id)
        new = {"name": name.strip()[:200], "language": language, "time_zone": time_zone}
        changed = sorted(field for field, value in new.items() if getattr(held, field) != value)
        for field, value in new.items():
            setattr(held, field, value)
            setattr(person, field, value)
        if not changed:
            return
        held.save(update_fields=list(new))
        audit.record(
            actor=actor,
            action="account.change_profile",
            target=("person", person.id),
            now=now,
            details={"changed": changed},
        )


def make_operator(*, actor: Actor, address: str, now: datetime) -> Person:
    """Let the person with a verified address look after the installation; they sign in again.

    Raises ``UsageError``: ``access.not_found`` unless an operator or the system acts,
    ``account.unknown_address``.
    """
    return _set_operator(actor=actor, address=address, is_operator=True, now=now)


def remove_operator(*, actor: Actor, address: str, now: datetime) -> Person:
    """Take the installation out of somebody's hands; raises as :func:`make_operator` does.

    The last operator is kept: ``UsageError("account.last_operator")``.
    """
    return _set_operator(actor=actor, address=address, is_operator=False, now=now)


def refuse_last_operator(person: Person) -> None:
    """Return if somebody else looks after the site too; raises ``UsageError("account.last_operator")``."""
    others = Person.objects.filter(is_operator=True, is_active=True).exclude(id=person.id)
    if person.is_operator and not others.exists():
        raise UsageError(
            "account.last_operator",
            "Nobody else looks after this site.",
            mend="Make somebody else an operator first.",
        )


def end_sessions(person: Person) -> None:
    """Sign a person out everywhere."""
    for session in UserSession.objects.filter(user=person):
        session.end()


def _set_operator(*, actor: Actor, address: str, is_operator: bool, now: datetime) -> Person:
    if actor.kind is not ActorKind.SYSTEM and not actor.is_operator:
        raise UsageError("access.not_found", "There is nothing here that you may see.")
    found = EmailAddress.objects.filter(email=address.strip().lower(), verified=True).first()
    if found is None:
        raise UsageError(
            "account.unknown_address",
            "Nobody has shown that this address is theirs.",
            where=address,
            mend="Sign up with it first, and follow the link in the mail.",
        )
    with transaction.atomic():
        person = Person.objects.select_for_update().get(id=found.user_id)
        if person.is_operator == is_operator:
            return person
        if not is_operator:
            refuse_last_operator(person)
        person.is_operator = is_operator
        person.save(update_fields=["is_operator"])
        audit.record(
            actor=actor,
            action="account.make_operator" if is_operator else "account.remove_operator",
            target=("person", person.id),
            now=now,
        )
        # What somebody may do is looked at when they sign in, so they do that again.
        end_sessions(person)
    return person
