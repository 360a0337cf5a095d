"""The import contracts of ``.importlinter`` hold, and cover every package."""

from __future__ import annotations

import configparser
import subprocess
import sys
import tomllib

import pytest

from architecture.source import ROOT, SRC, packages

_LIBRARY = "importlinter:contract:library"
_PACKAGES = "importlinter:contract:packages"
_PURE = "importlinter:contract:pure"


@pytest.fixture(scope="module")
def contracts() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    return parser


def test_every_import_points_down_the_tower() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"]
    done = subprocess.run(
        [*command, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_package_is_under_the_contracts(contracts: configparser.ConfigParser) -> None:
    assert sorted(contracts["importlinter"]["root_packages"].split()) == packages()


def test_every_package_is_typed_and_distributed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shipped = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]

    assert sorted(project["tool"]["mypy"]["packages"]) == packages()
    assert sorted(shipped) == [f"src/{name}" for name in packages()]
    assert all((SRC / name / "py.typed").is_file() for name in packages())


def test_the_packages_stand_in_their_order(contracts: configparser.ConfigParser) -> None:
    assert contracts[_PACKAGES]["layers"].split() == ["cairn_cli", "(cairn_site)", "cairn_net", "cairn"]


def test_the_tower_is_exhaustive(contracts: configparser.ConfigParser) -> None:
    library = contracts[_LIBRARY]

    assert library.getboolean("exhaustive")
    assert library["containers"].split() == ["cairn"]
    assert "exhaustive_ignores" not in library


def test_the_library_may_not_reach_outside(contracts: configparser.ConfigParser) -> None:
    forbidden = set(contracts[_PURE]["forbidden_modules"].split())

    assert {"cairn_net", "cairn_cli", "django", "httpx2", "requests", "sqlite3", "socket", "ssl"} <= forbidden
    assert {"random", "secrets", "time", "http"} <= forbidden
