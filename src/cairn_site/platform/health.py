"""What the platform says of itself: database, worker, disk, mail and events. Others add theirs by the port.

``tests/cairn_site/platform/test_health.py`` proves it.
"""

from __future__ import annotations

import shutil
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import Error, connection

from cairn_site.platform import beats, clock, events, mail, ports
from cairn_site.platform.ports import Health

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEAST_FREE: Final = 500_000_000
_MAIL_PATIENCE: Final = timedelta(minutes=15)
_EVENT_PATIENCE: Final = timedelta(minutes=10)


def register() -> None:
    """Answer the port; called when the application is ready."""
    ports.health_checks.register("database", _check_database, order=0)
    ports.health_checks.register("worker", _check_worker, order=1)
    ports.health_checks.register("disk", _check_disk, order=2)
    ports.health_checks.register("post", _check_post, order=3)


def examine() -> list[Health]:
    """Return what every part says; without its database the parts that need it are not asked."""
    found: list[Health] = []
    for name, check in ports.health_checks.items():
        try:
            found += check()
        except Error as error:
            found.append(
                Health(name=name, is_well=False, detail=f"The database failed: {type(error).__name__}.")
            )
            if name == "database":
                break
    return found


def _check_database() -> Iterator[Health]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    yield Health(name="database", is_well=True, detail=connection.vendor)


def _check_worker() -> Iterator[Health]:
    is_alive = beats.is_alive(now=clock.now())
    yield Health(
        name="worker",
        is_well=is_alive,
        detail="" if is_alive else "No worker gave a sign of life within the last minute.",
        mend="" if is_alive else "Start one: cairn worker, or cairn serve without CAIRN_WORKER_IN_WEB=0.",
    )


def _check_disk() -> Iterator[Health]:
    free = shutil.disk_usage(settings.CAIRN_DATA).free
    yield Health(
        name="disk",
        is_well=free >= _LEAST_FREE,
        detail=f"{free // 1_000_000:,} MB are free.",
        mend="" if free >= _LEAST_FREE else "Make room where the data folder is.",
    )


def _check_post() -> Iterator[Health]:
    now = clock.now()
    oldest = mail.waiting().values_list("created_at", flat=True).first()
    is_late = oldest is not None and oldest < now - _MAIL_PATIENCE
    yield Health(
        name="mail",
        is_well=not is_late,
        detail="Mail has waited for more than 15 minutes." if is_late else "",
        mend="See the outbox for what the mail server says." if is_late else "",
        is_urgent=False,
    )
    oldest = events.pending().values_list("due_at", flat=True).first()
    is_late = oldest is not None and oldest < now - _EVENT_PATIENCE
    yield Health(
        name="events",
        is_well=not is_late,
        detail="Events have waited for more than 10 minutes." if is_late else "",
        mend="See whether a worker runs." if is_late else "",
    )
    has_failed = events.given_up().exists()
    yield Health(
        name="deliveries",
        is_well=not has_failed,
        detail="Some events could not be delivered." if has_failed else "",
        mend="See them on the console and try them again." if has_failed else "",
        is_urgent=False,
    )
