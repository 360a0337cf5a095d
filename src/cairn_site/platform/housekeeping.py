"""What is thrown away when it has served: answers kept for idempotency, old post, events, jobs and sessions.

``tests/cairn_site/platform/test_housekeeping.py`` proves it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib import import_module
from typing import Any, Final

from django.conf import settings
from django.db import connection

from cairn_site.platform import audit, events, jobs, limits, mail, schedules
from cairn_site.platform.models import IdempotencyRecord

KEPT: Final = {
    "answers": timedelta(days=7),
    "mail": timedelta(days=90),
    "events": timedelta(days=30),
    "jobs": timedelta(days=90),
}


def register() -> None:
    """Tidy up once a day, and count once an hour; called when the application is ready."""
    schedules.every(timedelta(days=1), "housekeeping", tidy)
    schedules.every(timedelta(hours=1), "statistics", keep_statistics)


def tidy(now: datetime) -> None:
    """Throw away what is old enough."""
    IdempotencyRecord.objects.filter(created_at__lt=now - KEPT["answers"]).delete()
    mail.prune(before=now - KEPT["mail"])
    events.prune(before=now - KEPT["events"])
    jobs.prune(before=now - KEPT["jobs"])
    limits.prune(before=now)
    days = audit.retention_days()
    if days is not None:
        audit.prune(before=now - timedelta(days=days))
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore
    store.clear_expired()


def keep_statistics(_now: datetime) -> None:
    """Let SQLite look at a sample of each table, for the right index; PostgreSQL does it by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit=1000")
            cursor.execute("ANALYZE")
