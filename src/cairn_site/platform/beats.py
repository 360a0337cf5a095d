"""The sign of life of each worker, kept in the database for health, the console and ``cairn doctor``.

``tests/cairn_site/platform/test_beats.py`` proves it.
"""

from __future__ import annotations

import os
import socket
from datetime import datetime, timedelta
from typing import Final

from cairn_site.platform.models import Installation

INTERVAL: Final = timedelta(seconds=10)
SILENT_AFTER: Final = timedelta(seconds=60)
_PREFIX: Final = "worker:"


def name() -> str:
    """Return the name of the worker in this process."""
    return f"{socket.gethostname()[:40]}/{os.getpid()}"


def beat(*, now: datetime) -> None:
    """Say that the worker in this process is alive, and forget those that have been silent for a day."""
    Installation.objects.update_or_create(name=_PREFIX + name(), defaults={"value": now.isoformat()})
    for other, at in all_beats().items():
        if at < now - timedelta(days=1):
            Installation.objects.filter(name=_PREFIX + other).delete()


def end() -> None:
    """Say that the worker in this process ends in good order."""
    Installation.objects.filter(name=_PREFIX + name()).delete()


def all_beats() -> dict[str, datetime]:
    """Return when each worker gave its last sign of life."""
    rows = Installation.objects.filter(name__startswith=_PREFIX).values_list("name", "value")
    return {row.removeprefix(_PREFIX): datetime.fromisoformat(value) for row, value in rows}


def is_alive(*, now: datetime) -> bool:
    """Tell whether any worker gave a sign of life within the last minute."""
    return any(at > now - SILENT_AFTER for at in all_beats().values())
