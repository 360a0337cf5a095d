"""Installations in folders of their own, used through the command as an operator does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_TESTS = Path(__file__).resolve().parent.parent


def environment(data: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of an installation in ``data``."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("CAIRN_") and name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    }
    return kept | {
        "CAIRN_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "cairn_site.settings",
        "PYTHONPATH": str(_TESTS),
        **(more or {}),
    }


def cairn(
    data: Path, *arguments: str, more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run ``cairn`` with ``arguments`` on the installation in ``data``."""
    return subprocess.run(
        [sys.executable, "-m", "cairn_cli", *arguments],
        env=environment(data, more),
        capture_output=True,
        text=True,
        check=False,
    )


def run_python(data: Path, code: str, *, more: Mapping[str, str] | None = None) -> str:
    """Run Python in the installation in ``data`` and return what it prints."""
    command = [sys.executable, "-c", "import django; django.setup()\n" + code]
    done = subprocess.run(command, env=environment(data, more), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def make_installation(folder: Path) -> Path:
    """Make an installation with a small world: Ada, who administrates Westside, and a file that was uploaded."""
    data = folder / "data"
    shutil.copytree(_pattern(), data)
    return data


@cache
def _pattern() -> Path:
    """Make the installation that the others are copied from, once in a run."""
    data = Path(tempfile.mkdtemp(prefix="cairn-pattern-")) / "data"
    done = cairn(data, "upgrade")
    assert done.returncode == 0, done.stderr
    run_python(
        data,
        "from factories.site import make_organisation, make_person\n"
        "from django.core.files.base import ContentFile\n"
        "from django.core.files.storage import default_storage\n"
        "make_organisation(make_person('Ada Lovelace', email='ada@example.org'), slug='westside')\n"
        "default_storage.save('evidence/ada.txt', ContentFile(b'what Ada did'))\n",
    )
    return data
