"""The way back: an archive unpacked, checked, and put where nothing is.

:func:`place_files` runs before Django, because it brings the keys that the settings read, and
:func:`fill_database` after it. Between the two a mark in the data folder keeps the site from starting on half
a restore.
``tests/cairn_site/operating/test_restore.py`` proves it.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cairn.errors import UsageError
from cairn_site.operating.archive import DATA, DATABASE, unpack

if TYPE_CHECKING:
    from collections.abc import Mapping

MARK: Final = "restoring"
# What reading the settings makes of itself, and what a restore replaces.
_MADE_BY_ITSELF: Final = frozenset({"secret-key", MARK})


def place_files(source: Path, *, data: Path) -> dict[str, Any]:
    """Unpack an archive below ``data/restoring``, put keys and files where they belong, and return its list.

    Raises ``UsageError("restore.not_empty")``, and what ``archive.unpack`` raises; then nothing has changed.
    """
    there = sorted(path.name for path in data.iterdir() if path.name not in _MADE_BY_ITSELF)
    if there:
        raise UsageError(
            "restore.not_empty",
            f"The data folder is in use: it holds {there[0]}.",
            where=str(data),
            mend="Set CAIRN_DATA to an empty folder, and DATABASE_URL to an empty database.",
        )
    mark = data / MARK
    if mark.exists():
        shutil.rmtree(mark)
    mark.mkdir(mode=0o700)
    try:
        about = unpack(source, mark)
    except BaseException:
        shutil.rmtree(mark)
        raise
    inside = mark / DATA
    for path in sorted(inside.rglob("*")) if inside.is_dir() else []:
        if path.is_file():
            target = data / path.relative_to(inside)
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.replace(target)
    return about


def fill_database(about: Mapping[str, Any], *, data: Path) -> None:
    """Fill the empty database from what was unpacked, and take the mark away.

    Raises ``UsageError``: ``restore.database_not_empty``, ``restore.other_database``; ``UnavailableError``
    where PostgreSQL's own tool fails.
    """
    from django.core.management import call_command  # noqa: PLC0415 - Django is ready only now
    from django.db import connection  # noqa: PLC0415

    from cairn_site.operating.backup import FILES, PORTABLE, POSTGRESQL, SQLITE, run_tool  # noqa: PLC0415

    kind = str(about["database"])
    copy = data / MARK / DATABASE / FILES.get(kind, "")
    if kind not in FILES or kind not in {PORTABLE, connection.vendor}:
        raise UsageError(
            "restore.other_database",
            f"The archive holds a copy of {kind}, and DATABASE_URL says {connection.vendor}.",
            mend="Restore to the same kind of database, or make the backup with --portable.",
        )
    if connection.introspection.table_names():
        raise UsageError(
            "restore.database_not_empty",
            "The database is not empty.",
            where="DATABASE_URL",
            mend="Set DATABASE_URL to an empty database.",
        )
    if kind == SQLITE:
        connection.close()
        target = Path(str(connection.settings_dict["NAME"]))
        part = target.with_name(target.name + ".part")
        shutil.copyfile(copy, part)
        part.chmod(0o600)
        part.replace(target)
    elif kind == POSTGRESQL:
        run_tool(
            ["pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--dbname", _name(), str(copy)]
        )
    else:
        call_command("migrate", interactive=False, verbosity=0)
        _load_rows(copy)
    shutil.rmtree(data / MARK)


def _load_rows(copy: Path) -> None:
    """Put the rows in place of those that setting up the database has made."""
    from django.apps import apps  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection, transaction  # noqa: PLC0415

    kept = {"contenttypes", "auth", "sessions"}
    with transaction.atomic(), connection.constraint_checks_disabled():
        for model in apps.get_models(include_auto_created=True):
            if model._meta.app_label not in kept:  # noqa: SLF001 - the documented way to a model's app
                model._base_manager.all()._raw_delete(connection.alias)  # noqa: SLF001
        call_command("loaddata", str(copy), verbosity=0)


def _name() -> str:
    from django.db import connection  # noqa: PLC0415

    return str(connection.settings_dict["NAME"])
