"""The audit trail: who did what to which thing, written in the transaction of the change itself.

``tests/cairn_site/platform/test_audit.py`` proves it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Q

from cairn.errors import UsageError
from cairn_site.platform import installation, requests
from cairn_site.platform.models import AuditEntry as AuditEntry  # noqa: PLC0414 - handed to the apps above

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from cairn_site.platform.actors import Actor

MIN_RETENTION_DAYS: Final = 90
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
    _refuse_secrets(known)
    AuditEntry.objects.create(
        at=now,
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        actor_label=actor.label[:200],
        action=action,
        target_kind=target[0],
        target_id=str(target[1])[:120],
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
    return AuditEntry.objects.filter(at__lt=before).delete()[0]


def forget(*, actor_id: UUID, label: str) -> None:
    """Call somebody who is gone ``label`` from now on; what they did stays."""
    AuditEntry.objects.filter(actor_id=actor_id).update(actor_label=label)


def retention_days() -> int | None:
    """Return for how many days entries are kept; ``None`` for ever."""
    days = installation.read("audit_retention_days")
    return days if isinstance(days, int) else None


def set_retention(*, days: int | None, actor: Actor, now: datetime) -> None:
    """Keep entries for ``days``, or for ever; raises ``UsageError("audit.retention")`` below 90 days."""
    if days is not None and days < MIN_RETENTION_DAYS:
        raise UsageError("audit.retention", f"Entries are kept for {MIN_RETENTION_DAYS} days at least.")
    with transaction.atomic():
        record(
            actor=actor,
            action="audit.set_retention",
            target=("installation", "audit"),
            now=now,
            details={"before": retention_days(), "after": days},
        )
        installation.write("audit_retention_days", days)


def _refuse_secrets(value: object) -> None:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if any(word in str(name) for word in _SECRET_WORDS):
                raise AssertionError(f"the audit trail takes no secrets: {name}")
            _refuse_secrets(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _refuse_secrets(inner)
