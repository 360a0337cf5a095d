"""What allauth tells by signals: written into the audit trail, and told to the apps above.

``tests/cairn_site/accounts/test_trail.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.socialaccount import signals as social
from django.db import transaction

from cairn_site.accounts.acting import actor_for
from cairn_site.accounts.events import AddressVerified
from cairn_site.accounts.middleware import mark_signed_in
from cairn_site.accounts.models import Person
from cairn_site.platform import audit, clock, events

if TYPE_CHECKING:
    from collections.abc import Callable

    from allauth.account.models import EmailAddress
    from django.dispatch import Signal
    from django.http import HttpRequest


def connect() -> None:
    """Listen to allauth; called in ``AppConfig.ready``."""
    account.user_logged_in.connect(_note_sign_in, dispatch_uid="accounts.sign_in")
    account.email_confirmed.connect(_note_address, dispatch_uid="accounts.address")
    written: dict[str, tuple[Signal, Callable[..., None]]] = {
        "sign_up": (account.user_signed_up, _note_person),
        "change_password": (account.password_changed, _note_person),
        "set_password": (account.password_set, _note_person),
        "reset_password": (account.password_reset, _note_person),
        "add_address": (account.email_added, _note_person),
        "remove_address": (account.email_removed, _note_person),
        "change_main_address": (account.email_changed, _note_person),
        "add_second_factor": (mfa.authenticator_added, _note_person),
        "remove_second_factor": (mfa.authenticator_removed, _note_person),
        "renew_recovery_codes": (mfa.authenticator_reset, _note_person),
        "connect_sign_in": (social.social_account_added, _note_social),
        "disconnect_sign_in": (social.social_account_removed, _note_social),
    }
    for action, (signal, note) in written.items():
        signal.connect(_named(note, f"account.{action}"), weak=False, dispatch_uid=f"accounts.{action}")


def _named(note: Callable[..., None], action: str) -> Callable[..., None]:
    def receive(**values: Any) -> None:  # noqa: ANN401
        note(action=action, **values)

    return receive


def _note_sign_in(*, request: HttpRequest, user: Person, **_rest: object) -> None:
    mark_signed_in(request, user)


def _note_address(*, email_address: EmailAddress, **_rest: object) -> None:
    person = Person.objects.get(id=email_address.user_id)
    address = email_address.email.lower()
    now = clock.now()
    with transaction.atomic():
        _record(person, "account.verify_address")
        events.publish(AddressVerified(person_id=person.id, address=address), now=now)


def _note_person(*, action: str, user: Person, **_rest: object) -> None:
    _record(user, action)


def _note_social(*, action: str, request: HttpRequest, **_rest: object) -> None:
    if isinstance(request.user, Person):
        _record(request.user, action)


def _record(person: Person, action: str) -> None:
    # No address and no name stands in the details: the trail outlives the account.
    audit.record(actor=actor_for(person), action=action, target=("person", person.id), now=clock.now())
