"""Rendering what an organisation publishes, whenever it changes; a step of other actions.

``tests/cairn_site/organisations/actions/test_publishing.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cairn.canonical import strict_json
from cairn.keys import parse_key_history
from cairn_site.organisations.events import OrganisationChanged
from cairn_site.organisations.issuer_documents import build_documents, did_of
from cairn_site.organisations.models import IssuerRecord
from cairn_site.platform import events, shortcut

if TYPE_CHECKING:
    from datetime import datetime

    from cairn.keys import KeyHistory
    from cairn_site.organisations.models import Organisation


def publish_first(organisation: Organisation, history: KeyHistory, *, now: datetime) -> None:
    """Render the documents of a new organisation."""
    documents = build_documents(organisation, history)
    IssuerRecord.objects.create(
        organisation=organisation,
        did=did_of(organisation.slug),
        did_document=documents.did_document,
        key_history=documents.key_history,
        profile=documents.profile,
        changed_at=now,
    )


def publish_again(
    organisation: Organisation, *, now: datetime, history: KeyHistory | None = None
) -> IssuerRecord:
    """Render the documents anew, with a history that has grown where one is given.

    Raises ``DocumentError("key_history.rewritten")`` where the new history is not the old one with more.
    """
    record = (
        IssuerRecord.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(organisation=organisation)
    )
    known = history_of(record)
    if history is not None:
        history.check_extends(known)
    # What the database says of the organisation, since the caller may have read it before it changed.
    documents = build_documents(record.organisation, history or known)
    record.did_document = documents.did_document
    record.key_history = documents.key_history
    record.profile = documents.profile
    record.changed_at = now
    record.save(update_fields=["did_document", "key_history", "profile", "changed_at"])
    events.publish(OrganisationChanged(organisation_id=organisation.id), now=now)
    forget_after_commit(organisation.slug)
    return record


def history_of(record: IssuerRecord) -> KeyHistory:
    """Return the key history that is published."""
    return parse_key_history(strict_json.parse_object(bytes(record.key_history)))


def forget_after_commit(slug: str) -> None:
    """Have the public documents looked up anew once the change is there."""

    def forget() -> None:
        for ending in ("", "/did.json", "/key-history.json", "/logo.png"):
            shortcut.forget(f"/organisations/{slug}{ending}")

    transaction.on_commit(forget)
