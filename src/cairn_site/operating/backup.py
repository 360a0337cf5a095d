"""A consistent copy of the whole installation: database, files and keys, in one archive.

The database is copied first, in one moment: SQLite by its own backup, PostgreSQL by ``pg_dump``, and where
that is not here, or a portable copy is asked for, row by row in one transaction, which fits every database.
Files are copied after it: they are only ever added, so all that the rows name are there.
``tests/cairn_site/operating/test_backup.py`` proves it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from cairn import __version__
from cairn.errors import UnavailableError
from cairn_site.operating.archive import DATA, DATABASE, ArchiveWriter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

SQLITE: Final = "sqlite"
POSTGRESQL: Final = "postgresql"
PORTABLE: Final = "portable"
FILES: Final = {SQLITE: "cairn.sqlite3", POSTGRESQL: "cairn.dump", PORTABLE: "rows.jsonl"}
_NOT_COPIED: Final = ("static", "restoring")


def write_backup(stream: IO[bytes], *, now: datetime, is_portable: bool = False) -> dict[str, object]:
    """Write the archive to ``stream`` and return what it says of itself.

    Raises ``UnavailableError("backup.database")`` where the database cannot be copied.
    """
    kind = _kind(is_portable=is_portable)
    about: dict[str, object] = {
        "version": __version__,
        "made_at": now.isoformat(),
        "origin": settings.CAIRN_ORIGIN,
        "mode": settings.CAIRN_MODE.value,
        "database": kind,
        "changes": sorted(
            f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()
        ),
        "not_inside": _not_inside(),
    }
    writer = ArchiveWriter(stream)
    with tempfile.TemporaryDirectory(prefix="cairn-backup-", dir=settings.CAIRN_DATA) as folder:
        copy = Path(folder) / FILES[kind]
        _COPIERS[kind](copy)
        writer.add(copy, DATABASE + FILES[kind])
    for path in data_files(settings.CAIRN_DATA):
        writer.add(path, DATA + path.relative_to(settings.CAIRN_DATA).as_posix())
    writer.finish(about)
    return about


def data_files(data: Path) -> Iterator[Path]:
    """Yield the files of the data folder that belong into a backup: keys and what was uploaded."""
    database = settings.DATABASES["default"]["NAME"] if connection.vendor == "sqlite" else ""
    for path in sorted(data.rglob("*")):
        top = path.relative_to(data).parts[0]
        is_database = bool(database) and str(path).startswith(str(Path(str(database)).absolute()))
        if path.is_file() and not path.is_symlink() and not is_database and not _is_passing(top):
            yield path


def _is_passing(top: str) -> bool:
    return top in _NOT_COPIED or top.startswith("cairn-backup-") or top.endswith((".lock", ".part", ".tmp"))


def _kind(*, is_portable: bool) -> str:
    if is_portable:
        return PORTABLE
    if connection.vendor == "sqlite":
        return SQLITE
    return POSTGRESQL if shutil.which("pg_dump") else PORTABLE


def _not_inside() -> list[str]:
    """Name what the archive lacks, because it is kept elsewhere."""
    found = [
        f"the environment variable {name}"
        for name in ("CAIRN_SECRET_KEY", "CAIRN_KEY_ENCRYPTION_KEY")
        if os.environ.get(name)
    ]
    if not settings.STORAGES["default"]["BACKEND"].endswith("FileSystemStorage"):
        found.append("uploaded files, which are in the object store")
    return found


def _copy_sqlite(target: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def _copy_postgresql(target: Path) -> None:
    run_tool(["pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}"])


def _copy_rows(target: Path) -> None:
    is_first = not connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql" and is_first:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        # What Django makes itself when it migrates, and sessions, which end with the old installation.
        left_out = ["contenttypes", "auth.permission", "sessions"]
        call_command("dumpdata", format="jsonl", output=str(target), use_base_manager=True, exclude=left_out)


_COPIERS: Final = {SQLITE: _copy_sqlite, POSTGRESQL: _copy_postgresql, PORTABLE: _copy_rows}


def run_tool(command: list[str]) -> None:
    """Run one of PostgreSQL's own tools on our database; raises ``UnavailableError("backup.database")``."""
    database: dict[str, Any] = connection.settings_dict
    environment = {
        "PGHOST": database["HOST"],
        "PGPORT": database["PORT"],
        "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"],
        "PGDATABASE": database["NAME"],
        "PGSSLMODE": database["OPTIONS"].get("sslmode", ""),
        "PGSSLROOTCERT": database["OPTIONS"].get("sslrootcert", ""),
    }
    given = os.environ | {name: str(value) for name, value in environment.items() if value}
    done = subprocess.run(command, env=given, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise UnavailableError(
            "backup.database",
            f"{command[0]} failed: {done.stderr.strip()[:500]}",
            mend="Install PostgreSQL's tools in the version of the server, or make the backup with --portable.",
        )
