"""Other implementations, installed when the tests of this folder are asked for: ``make interop``.

They are deselected otherwise. Installing needs the package indexes that are configured here; the exchange
itself needs no network, because contexts come from Cairn's files and did:key from the identifier.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from benchmarks.peers import OPENBADGESLIB

from cairn.credentials import contexts

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).resolve().parent
BUILD = HERE.parent.parent / "build" / "interop"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the tests of this folder out unless the marker was asked for by name."""
    if "interop" in str(config.option.markexpr):
        return
    ours = [item for item in items if HERE in item.path.parents]
    if ours:
        config.hook.pytest_deselected(items=ours)
        items[:] = [item for item in items if item not in ours]


def context_files() -> dict[str, str]:
    """Return the file of every context by its address."""
    folder = resources.files(contexts.__name__)
    return {row.url: str(folder.joinpath(row.file)) for row in contexts.PINNED}


def _run(command: list[str], request: dict[str, Any]) -> Any:
    done = subprocess.run(command, input=json.dumps(request), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="session")
def digitalbazaar() -> Callable[..., Any]:
    """Ask @digitalbazaar/vc to do a job."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("node and npm are needed to run @digitalbazaar/vc")
    BUILD.mkdir(parents=True, exist_ok=True)
    wanted = (HERE / "package.json").read_text(encoding="utf-8")
    package = BUILD / "package.json"
    if (
        not package.is_file()
        or package.read_text(encoding="utf-8") != wanted
        or not (BUILD / "node_modules").is_dir()
    ):
        package.write_text(wanted, encoding="utf-8")
        install = [
            npm,
            "install",
            "--no-fund",
            "--no-audit",
            "--ignore-scripts",
            "--silent",
            "--prefix",
            str(BUILD),
        ]
        subprocess.run(install, check=True)
    # The program stands beside node_modules, where node looks for packages.
    program = shutil.copy(HERE / "programs" / "digitalbazaar.mjs", BUILD / "digitalbazaar.mjs")

    def ask(job: str, **request: Any) -> Any:
        return _run([node, str(program)], {"job": job, "contexts": context_files(), **request})

    return ask


@pytest.fixture(scope="session")
def openbadgeslib() -> Callable[..., Any]:
    """Ask openbadgeslib to do a job."""
    OPENBADGESLIB.install()
    program = HERE / "programs" / "openbadgeslib_program.py"

    def ask(job: str, **request: Any) -> Any:
        return _run([str(OPENBADGESLIB.python), "-I", str(program)], {"job": job, **request})["answer"]

    return ask
