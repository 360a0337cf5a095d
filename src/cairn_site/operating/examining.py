"""What ``cairn doctor`` looks at, each with what to do where it is not well.

``tests/cairn_site/operating/test_examining.py`` proves it.
"""

from __future__ import annotations

import sqlite3
import stat
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core.mail import get_connection
from django.db import Error, connection

from cairn.errors import UsageError
from cairn_site.platform import beats, clock, health, installation
from cairn_site.platform.ports import Health

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_CLOCK_TOLERANCE: Final = timedelta(seconds=30)


def examine(*, missing_changes: Callable[[], int]) -> list[Health]:
    """Return what every part of the installation says; ``missing_changes`` counts what the database lacks."""
    found: list[Health] = list(_check_environment())
    try:
        found += _check_database(missing_changes)
    except Error as error:
        return [
            *found,
            Health(
                name="database",
                is_well=False,
                detail=f"It cannot be used: {error}".strip(),
                mend="See whether it runs, and whether DATABASE_URL is right.",
            ),
        ]
    if all(part.is_well for part in found if part.name == "changes"):
        found += _check_start()
        found += _check_clock()
        known = {part.name for part in found}
        found += [part for part in health.examine() if part.name not in known]
    found += _check_mail()
    return found


def _check_environment() -> Iterator[Health]:
    yield Health(name="mode", is_well=True, detail=settings.CAIRN_MODE.value)
    data = settings.CAIRN_DATA
    others_may = stat.S_IMODE(data.stat().st_mode) & 0o077
    yield Health(
        name="data folder",
        is_well=not others_may,
        detail=str(data) + (" can be read by others." if others_may else ""),
        mend=f"chmod 700 {data}" if others_may else "",
    )
    for name in ("secret-key", "key-encryption-key"):
        path = data / name
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield Health(name=name, is_well=False, detail="Others can read it.", mend=f"chmod 600 {path}")


def _check_database(missing_changes: Callable[[], int]) -> Iterable[Health]:
    connection.ensure_connection()
    detail = connection.vendor
    if connection.vendor == "sqlite":
        detail = f"SQLite {sqlite3.sqlite_version}, journal {installation.journal_mode()}"
    elif connection.vendor == "postgresql":
        detail = f"PostgreSQL {connection.pg_version}"  # type: ignore[attr-defined]
    missing = missing_changes()
    return [
        Health(name="database", is_well=True, detail=detail),
        Health(
            name="changes",
            is_well=not missing,
            detail=f"The database lacks {missing} changes." if missing else "",
            mend="Make a backup, then run: cairn upgrade" if missing else "",
        ),
    ]


def _check_start() -> Iterator[Health]:
    try:
        installation.check_start()
    except UsageError as error:
        yield Health(name="start", is_well=False, detail=error.message, mend=error.mend)
    else:
        yield Health(name="origin", is_well=True, detail=settings.CAIRN_ORIGIN)


def _check_clock() -> Iterator[Health]:
    """Compare our clock with what workers and the database say, which would date credentials wrongly."""
    now = clock.now()
    seen = max(beats.all_beats().values(), default=now)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT now()")
            told = cursor.fetchone()[0]
        is_off = abs(told - now) > _CLOCK_TOLERANCE
        seen = told if is_off else seen
    else:
        is_off = False
    is_off = is_off or seen > now + _CLOCK_TOLERANCE
    yield Health(
        name="clock",
        is_well=not is_off,
        detail=f"It says {now:%Y-%m-%d %H:%M:%S} UTC, another clock here says {seen:%H:%M:%S}."
        if is_off
        else "",
        mend="Keep the clocks of all machines set by NTP." if is_off else "",
    )


def _check_mail() -> Iterator[Health]:
    if not settings.CAIRN_MAIL_LEAVES:
        yield Health(
            name="mail server",
            is_well=settings.CAIRN_MODE.value != "production",
            detail="There is none: mail stays in the outbox.",
            mend="Set CAIRN_MAIL_URL, such as smtp://user:password@mail.example.edu:587.",
            is_urgent=False,
        )
        return
    server: Any = get_connection()
    try:
        server.open()
        server.close()
    except OSError as error:
        yield Health(
            name="mail server",
            is_well=False,
            detail=f"It does not answer: {type(error).__name__}: {error}",
            mend="See whether CAIRN_MAIL_URL is right and the server can be reached.",
        )
    else:
        yield Health(name="mail server", is_well=True, detail=str(settings.EMAIL_HOST))
