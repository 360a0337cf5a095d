"""What an operator does on the console, each with its entry in the audit trail.

``tests/cairn_site/operating/test_actions.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cairn_site.organisations.permissions import not_found, require_operator
from cairn_site.platform import audit, events, jobs, mail

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from cairn_site.platform.actors import Actor


def stop_job(*, actor: Actor, job_id: UUID, now: datetime) -> None:
    """Have a job stop after the step at work; raises ``UsageError("access.not_found")``."""
    require_operator(actor)
    with transaction.atomic():
        jobs.request_stop(_find(job_id))
        audit.record(actor=actor, action="job.stop", target=("job", job_id), now=now)


def resume_job(*, actor: Actor, job_id: UUID, now: datetime) -> None:
    """Let a stopped or failed job go on.

    Raises ``UsageError``: ``access.not_found``, ``job.not_resumable``.
    """
    require_operator(actor)
    with transaction.atomic():
        jobs.resume(_find(job_id), now=now)
        audit.record(actor=actor, action="job.resume", target=("job", job_id), now=now)


def retry_mail(*, actor: Actor, message_id: UUID, now: datetime) -> None:
    """Have a mail that failed sent again.

    Raises ``UsageError``: ``access.not_found``, ``mail.not_failed``.
    """
    require_operator(actor)
    with transaction.atomic():
        message = mail.retry(message_id, now=now)
        audit.record(actor=actor, action="mail.retry", target=("mail", message.id), now=now)


def retry_delivery(*, actor: Actor, delivery_id: int, now: datetime) -> None:
    """Have an event delivered again.

    Raises ``UsageError``: ``access.not_found``, ``event.not_given_up``.
    """
    require_operator(actor)
    with transaction.atomic():
        delivery = events.retry(delivery_id, now=now)
        audit.record(
            actor=actor,
            action="event.retry",
            target=("event", delivery.event_id),
            now=now,
            details={"reaction": delivery.reaction},
        )


def set_retention(*, actor: Actor, days: int | None, now: datetime) -> None:
    """Say how long the audit trail is kept.

    Raises ``UsageError``: ``access.not_found``, ``audit.retention``.
    """
    require_operator(actor)
    audit.set_retention(days=days, actor=actor, now=now)


def record_mail_read(*, actor: Actor, message_id: UUID, now: datetime) -> None:
    """Note that an operator has read a mail to somebody else; raises ``UsageError("access.not_found")``."""
    require_operator(actor)
    audit.record(actor=actor, action="mail.read", target=("mail", message_id), now=now)


def _find(job_id: UUID) -> jobs.Job:
    job = jobs.find(job_id)
    if job is None:
        raise not_found()
    return job
