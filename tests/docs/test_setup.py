"""On a machine where something is missing, ``make setup`` says in one line what to install."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from architecture.source import ROOT

if TYPE_CHECKING:
    from pathlib import Path

# A Python of the right version that, as on Debian, has no ensurepip until a package is installed.
_WITHOUT_VENV = '#!/bin/sh\ncase "$*" in *ensurepip*) exit 1 ;; esac\nexit 0\n'
_WITH_VENV = "#!/bin/sh\nexit 0\n"
_TOO_OLD = "#!/bin/sh\nexit 1\n"


def run_make(folder: Path, *goals: str, pythons: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run make in a folder where only the given commands can be found."""
    make = shutil.which("make")
    if make is None:
        pytest.skip("make is not installed")
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, folder / name)
    programs = folder / "programs"
    programs.mkdir()
    for name, text in pythons.items():
        (programs / name).write_text(text, encoding="utf-8")
        (programs / name).chmod(0o755)
    return subprocess.run(
        [make, "--no-print-directory", *goals],
        cwd=folder,
        env={"PATH": str(programs)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_machine_without_python_is_told_what_to_install(tmp_path: Path) -> None:
    done = run_make(tmp_path, "setup", pythons={"python3": _TOO_OLD})

    assert done.returncode != 0
    assert "sudo apt install python3 python3-venv" in done.stderr.splitlines()[0]


def test_a_python_without_venv_is_told_which_package_is_missing(tmp_path: Path) -> None:
    done = run_make(tmp_path, "setup", pythons={"python3.12": _WITHOUT_VENV})

    assert done.returncode != 0
    assert "sudo apt install python3.12-venv" in done.stderr.splitlines()[0]


def test_a_python_with_venv_is_taken_before_one_without(tmp_path: Path) -> None:
    pythons = {"python3.13": _WITHOUT_VENV, "python3.11": _WITH_VENV}
    done = run_make(tmp_path, "-n", "setup", pythons=pythons)

    assert "python3.11 -m venv .venv" in done.stdout
