from __future__ import annotations

import subprocess
import sys

from cairn import __version__


def test_the_package_runs_as_the_command() -> None:
    command = [sys.executable, "-m", "cairn_cli", "--version"]

    assert (
        subprocess.run(command, capture_output=True, text=True, check=True).stdout == f"cairn {__version__}\n"
    )
