"""An account for somebody who did not sign up by themselves: by the system, or by who looks after it.

People who sign up do so by allauth's forms; what both ways leave behind is the same.
``tests/cairn_site/accounts/actions/test_joining.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.db import transaction

from cairn.errors import UsageError
from cairn_site.accounts.acting import actor_for
from cairn_site.accounts.actions.consenting import agree
from cairn_site.accounts.consents import DOCUMENTS
from cairn_site.accounts.events import AddressVerified
from cairn_site.accounts.models import Person
from cairn_site.platform import audit, events
from cairn_site.platform.actors import ActorKind

if TYPE_CHECKING:
    from datetime import datetime

    from cairn_site.platform.actors import Actor


def add_person(
    *,
    actor: Actor,
    address: str,
    name: str,
    now: datetime,
    language: str = "en",
    time_zone: str = "UTC",
    password_hash: str = "",
    has_agreed: bool = False,
) -> Actor:
    """Make a person whose address is known to be theirs, and return them as an actor.

    ``password_hash`` is what ``make_password`` gives; without one they set a password by the mail for a
    forgotten one. Raises ``UsageError``: ``access.not_found`` unless an operator or the system acts,
    ``account.address_taken``.
    """
    if actor.kind is not ActorKind.SYSTEM and not actor.is_operator:
        raise UsageError("access.not_found", "There is nothing here that you may see.")
    address = address.strip().lower()
    if EmailAddress.objects.filter(email=address).exists() or Person.objects.filter(email=address).exists():
        raise UsageError("account.address_taken", "Somebody has this address already.", where=address)
    with transaction.atomic():
        person = Person.objects.create_user(address, name=name[:200], language=language, time_zone=time_zone)
        person.created_at = now
        if password_hash:
            person.password = password_hash
        person.save(update_fields=["created_at", "password"])
        EmailAddress.objects.create(user=person, email=address, verified=True, primary=True)
        audit.record(actor=actor, action="account.add", target=("person", person.id), now=now)
        events.publish(AddressVerified(person_id=person.id, address=address), now=now)
        themselves = actor_for(person)
        if has_agreed:
            agree(actor=themselves, person=person, documents=[one.name for one in DOCUMENTS], now=now)
    return themselves
