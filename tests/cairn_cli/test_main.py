from __future__ import annotations

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from cairn import __version__
from cairn_cli.main import app

COMMANDS = (
    "keys",
    "issue",
    "verify",
    "inspect",
    "lint",
    "bake",
    "unbake",
    "status",
    "did",
    "present",
    "demo",
)


def test_every_command_is_in_the_help() -> None:
    text = CliRunner().invoke(app, ["--help"]).output
    assert all(command in text for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_help_of_its_own(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"])
    assert result.exit_code == 0
    assert "Usage" in result.output


def test_the_version_is_told() -> None:
    assert CliRunner().invoke(app, ["--version"]).output == f"cairn {__version__}\n"


def test_starting_loads_no_network_and_no_framework() -> None:
    code = (
        "import sys, cairn_cli.main\n"
        "heavy = {'httpx', 'httpx2', 'django', 'cairn_net.fetching', 'cryptography', 'nacl'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
