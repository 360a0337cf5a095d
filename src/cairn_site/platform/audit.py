"""The audit trail: who did what to which thing, written in the transaction of the change itself.

``tests/cairn_site/platform/test_audit.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Q

from cairn_site.platform import requests
from cairn_site.platform.models import AuditEntry

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from cairn_site.platform.actors import Actor

# Sought in the names of details, so that no secret ever gets into the trail.
_SECRET_WORDS: Final = ("password", "secret", "token", "passphrase", "key_material")


def record(
    *,
    actor: Actor,
    action: str,
    target: tuple[str, object],
    now: datetime,
    organisation_id: UUID | None = None,
    details: Mapping[str, object] | None = None,
) -> None:
    """Write one entry; ``action`` is dotted (``award.revoke``), ``target`` a kind and an identifier."""
    known = dict(details or {})
    for name in known:
        if any(word in name for word in _SECRET_WORDS):
            raise AssertionError(f"the audit trail takes no secrets: {name}")
    AuditEntry.objects.create(
        at=now,
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        actor_label=actor.label[:200],
        action=action,
        target_kind=target[0],
        target_id=str(target[1]),
        organisation_id=organisation_id,
        details=known,
        request_id=requests.current_id(),
    )


def entries(
    *,
    organisation_id: UUID | None = None,
    search: str = "",
    action: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> QuerySet[AuditEntry]:
    """Return the entries that fit, newest first; without an organisation those of the whole installation."""
    found = AuditEntry.objects.order_by("-at", "-id")
    if organisation_id is not None:
        found = found.filter(organisation_id=organisation_id)
    if action:
        found = found.filter(action__startswith=action)
    if since is not None:
        found = found.filter(at__gte=since)
    if until is not None:
        found = found.filter(at__lt=until)
    if search:
        found = found.filter(
            Q(actor_label__icontains=search) | Q(target_id=search) | Q(action__icontains=search)
        )
    return found


def prune(*, before: datetime) -> int:
    """Delete the entries older than ``before`` and return how many there were."""
    count, _ = AuditEntry.objects.filter(at__lt=before).delete()
    return count
