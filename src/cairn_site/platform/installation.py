"""What holds for the whole installation: a few named values, and what is refused before it starts.

``tests/cairn_site/platform/test_installation.py`` proves it.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import connection

from cairn.errors import UsageError
from cairn_site.platform import ports
from cairn_site.platform.models import Installation

if TYPE_CHECKING:
    from collections.abc import Callable

    from cairn_site.settings.environment import Mode

origin_holders: Final[ports.Port[Callable[[], bool]]] = ports.Port()
"""Each tells whether anything was signed that holds the origin, which cannot change any more then."""

# SQLite before this can lose pages of a database in WAL mode (its "WAL-reset" fault).
_WAL_IS_SAFE_FROM: Final = (3, 51, 3)
_ENOUGH: Final = (3, 37, 0)


def read(name: str) -> object:
    """Return a value, ``None`` where there is none."""
    return Installation.objects.filter(name=name).values_list("value", flat=True).first()


def write(name: str, value: object) -> None:
    """Set a value, in the present transaction; ``None`` takes it away."""
    if value is None:
        Installation.objects.filter(name=name).delete()
        return
    Installation.objects.update_or_create(name=name, defaults={"value": value})


def mark_as_demo() -> None:
    """Remember that this database holds made-up people, so that no production ever starts on it."""
    write("demo", value=True)


def is_demo() -> bool:
    """Tell whether this database holds made-up people."""
    return read("demo") is True


def check_start() -> None:
    """Return if the site may start on this database, which remembers its origin.

    Raises ``UsageError``: ``start.demo_data``, ``start.origin_changed``, ``start.half_restored``, and as
    :func:`check_sqlite` does.
    """
    check_sqlite()
    if (settings.CAIRN_DATA / "restoring").exists():
        raise UsageError(
            "start.half_restored",
            "A restore was not finished.",
            where=str(settings.CAIRN_DATA),
            mend="Empty the data folder and the database, then run cairn restore again.",
        )
    mode: Mode = settings.CAIRN_MODE
    if mode.value == "production" and is_demo():
        raise UsageError(
            "start.demo_data",
            "This database holds the demo world, which is no place for real people.",
            where="CAIRN_DATA",
            mend="Use an empty data folder or another DATABASE_URL for production.",
        )
    known = read("origin")
    if known == settings.CAIRN_ORIGIN:
        return
    if known and any(holds() for holds in origin_holders):
        raise UsageError(
            "start.origin_changed",
            f"Credentials were signed under {known}, so the origin cannot be {settings.CAIRN_ORIGIN}.",
            where="CAIRN_ORIGIN",
            mend=f"Set CAIRN_ORIGIN={known}.",
        )
    write("origin", settings.CAIRN_ORIGIN)


def check_sqlite() -> None:
    """Return if the linked SQLite can be trusted with the way the database is kept.

    Raises ``UsageError``: ``start.sqlite_old``, ``start.sqlite_wal``.
    """
    if connection.vendor != "sqlite":
        return
    version = sqlite3.sqlite_version_info
    if version < _ENOUGH:
        raise UsageError("start.sqlite_old", f"SQLite {sqlite3.sqlite_version} is too old; 3.37 is enough.")
    if version < _WAL_IS_SAFE_FROM and journal_mode() == "wal":
        raise UsageError(
            "start.sqlite_wal",
            f"SQLite {sqlite3.sqlite_version} may damage a database in WAL mode.",
            where="DATABASE_URL",
            mend="Leave out journal=wal, or use SQLite 3.51.3 or later.",
        )


def journal_mode() -> str:
    """Return how SQLite keeps its journal, such as ``truncate``."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        return str(cursor.fetchone()[0]).lower()
