"""What the console reads.

``tests/cairn_site/operating/test_queries.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from cairn_site.organisations.permissions import not_found
from cairn_site.organisations.queries import waiting_for_verification
from cairn_site.platform import audit, events, jobs, mail

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.db.models import QuerySet


_MAX_COUNTED: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What waits for an operator; numbers are told up to a thousand."""

    organisations: int
    jobs: Mapping[str, int]
    mail_waiting: int
    mail_failed: int
    deliveries: int

    @property
    def is_calm(self) -> bool:
        """Whether nothing needs an operator."""
        return not (self.organisations or self.jobs["failed"] or self.mail_failed or self.deliveries)


def summary(*, now: datetime) -> Summary:
    """Return what waits; mail that was written a minute ago is on its way, and does not."""
    late = mail.waiting().filter(created_at__lt=now - timedelta(minutes=1))
    return Summary(
        organisations=_count(waiting_for_verification()),
        jobs=jobs.counts(),
        mail_waiting=_count(late),
        mail_failed=_count(mail.outbox(state="failed")),
        deliveries=_count(events.given_up()),
    )


def find_message(identifier: UUID) -> mail.Message:
    """Return a mail; raises ``UsageError("access.not_found")``."""
    found = mail.outbox().filter(id=identifier).first()
    if found is None:
        raise not_found()
    return found


def audit_entries(filters: Mapping[str, Any]) -> QuerySet[audit.AuditEntry]:
    """Return the entries of the whole installation that fit the filters of the form; both days count in."""
    since, until = filters.get("since"), filters.get("until")
    return audit.entries(
        search=filters.get("search", ""),
        action=filters.get("action", ""),
        since=None if since is None else datetime.combine(since, time(), UTC),
        until=None if until is None else datetime.combine(until + timedelta(days=1), time(), UTC),
    )


def _count(rows: QuerySet[Any]) -> int:
    return rows.order_by()[:_MAX_COUNTED].count()
