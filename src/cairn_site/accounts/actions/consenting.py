"""Agreeing to a text in the version that holds.

``tests/cairn_site/accounts/actions/test_consenting.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cairn.errors import UsageError
from cairn_site.accounts.consents import find_document
from cairn_site.accounts.models import Consent
from cairn_site.platform import audit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cairn_site.accounts.models import Person
    from cairn_site.platform.actors import Actor


def agree(*, actor: Actor, person: Person, documents: Iterable[str], now: datetime) -> None:
    """Note that a person agrees to the present versions of ``documents``; doing it again changes nothing.

    Raises ``UsageError``: ``account.unknown_document``, ``account.not_yourself``.
    """
    if actor.id != person.id:
        raise UsageError("account.not_yourself", "Everybody agrees for themselves.")
    with transaction.atomic():
        for name in documents:
            document = find_document(name)
            if document is None:
                raise UsageError("account.unknown_document", f"There is no text called {name}.")
            _, is_new = Consent.objects.update_or_create(
                person=person,
                document=document.name,
                version=document.version,
                defaults={"withdrawn_at": None},
                create_defaults={"given_at": now},
            )
            if is_new:
                audit.record(
                    actor=actor,
                    action="account.agree",
                    target=("person", person.id),
                    now=now,
                    details={"document": document.name, "version": document.version},
                )
