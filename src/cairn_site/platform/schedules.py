"""What is done again and again: each schedule runs in one worker at a time, at most once in its interval.

``tests/cairn_site/platform/test_schedules.py`` proves it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from cairn_site.platform.models import Installation

_log = logging.getLogger(__name__)
_SCHEDULES: Final[dict[str, tuple[timedelta, Callable[[datetime], None]]]] = {}


def every(interval: timedelta, name: str, action: Callable[[datetime], None]) -> None:
    """Have ``action(now)`` called about once in ``interval``."""
    _SCHEDULES[name] = (interval, action)


def run_due(*, now: datetime) -> list[str]:
    """Run what is due and return the names."""
    ran = []
    for name, (interval, action) in _SCHEDULES.items():
        if _take(name, interval, now=now):
            try:
                action(now)
            except Exception:  # noqa: BLE001 - the outermost place where a schedule runs
                _log.exception("A schedule failed", extra={"schedule": name})
            ran.append(name)
    return ran


def _take(name: str, interval: timedelta, *, now: datetime) -> bool:
    with transaction.atomic():
        row, _ = Installation.objects.select_for_update().get_or_create(
            name=f"schedule:{name}"[:60], defaults={"value": ""}
        )
        if row.value and datetime.fromisoformat(row.value) > now - interval:
            return False
        row.value = now.isoformat()
        row.save(update_fields=["value"])
        return True
