"""What is done again and again: each schedule runs in one worker at a time, at most once in its interval.

When a worker dies at it, or it fails, it is done the next time.

``tests/cairn_site/platform/test_schedules.py`` proves it.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from cairn_site.platform.models import Installation

if TYPE_CHECKING:
    from collections.abc import Callable

_log = logging.getLogger(__name__)
_PREFIX: Final = "schedule:"
_SCHEDULES: Final[dict[str, tuple[timedelta, Callable[[datetime], None]]]] = {}


def every(interval: timedelta, name: str, action: Callable[[datetime], None]) -> None:
    """Have ``action(now)`` called about once in ``interval``; what takes long starts a job instead."""
    assert len(name) <= 50
    _SCHEDULES[name] = (interval, action)


def run_due(*, now: datetime) -> list[str]:
    """Run what is due and return the names."""
    # Asked without a lock first, so that an idle worker keeps nobody from writing.
    known = dict(Installation.objects.filter(name__startswith=_PREFIX).values_list("name", "value"))
    ran = []
    for name, (interval, action) in list(_SCHEDULES.items()):
        if _is_due(known.get(_PREFIX + name), interval, now=now) and _take(name, interval, now=now):
            try:
                action(now)
            except Exception:  # noqa: BLE001 - the outermost place where a schedule runs
                _log.exception("A schedule failed", extra={"schedule": name})
            ran.append(name)
    return ran


def _is_due(ran_at: str | None, interval: timedelta, *, now: datetime) -> bool:
    return not ran_at or datetime.fromisoformat(ran_at) <= now - interval


def _take(name: str, interval: timedelta, *, now: datetime) -> bool:
    """Note that a schedule runs now, unless another worker was first."""
    with transaction.atomic():
        row, _ = Installation.objects.select_for_update().get_or_create(
            name=_PREFIX + name, defaults={"value": ""}
        )
        if not _is_due(row.value, interval, now=now):
            return False
        row.value = now.isoformat()
        row.save(update_fields=["value"])
        return True
