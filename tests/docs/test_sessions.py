"""The commands of the pages work as they are printed: marked blocks run, and every option exists."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer.main

from architecture.source import ROOT, pages
from cairn_cli.main import app

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKED = re.compile(r"^<!-- run(?::[^>]*)? -->\n```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
_OUTPUT = re.compile(r"^<!-- output -->\n```text\n(.*?)^```", re.MULTILINE | re.DOTALL)
_SHELL = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
_MARKED_PAGES = [page for page in pages() if _MARKED.search(page.read_text(encoding="utf-8"))]


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def unknown(line: str) -> Iterator[str]:
    """Yield the sub-commands and options of a line beginning with ``cairn`` that do not exist."""
    command = typer.main.get_command(app)
    words = shlex.split(line, comments=True)[1:]
    while words and hasattr(command, "commands"):
        if words[0].startswith("-"):
            break
        name = words.pop(0)
        if name not in command.commands:
            yield name
            return
        command = command.commands[name]
    options = {option for parameter in command.params for option in parameter.opts} | {"--help", "-h"}
    yield from (
        word for word in words if re.match(r"--?[a-z]", word) and word.partition("=")[0] not in options
    )


@pytest.mark.parametrize("page", _MARKED_PAGES, ids=_name)
def test_a_session_runs_as_it_is_printed(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    script = "\n".join(_MARKED.findall(text))
    promised = [line for block in _OUTPUT.findall(text) for line in block.splitlines() if line]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-e", "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PATH": path, "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert [line for line in promised if line not in done.stdout.splitlines()] == []


@pytest.mark.parametrize("page", pages(), ids=_name)
def test_every_command_and_option_of_a_page_exists(page: Path) -> None:
    blocks = _SHELL.findall(page.read_text(encoding="utf-8"))
    lines = [line.strip() for block in blocks for line in block.replace("\\\n", " ").splitlines()]
    found = [f"{line}: {word}" for line in lines if line.startswith("cairn ") for word in unknown(line)]

    assert not found, "\n".join(found)


@pytest.mark.parametrize("page", pages(), ids=_name)
def test_every_make_target_of_a_page_exists(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE))
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"`make ([a-z-]+)", text) + re.findall(r"^make ([a-z-]+)", text, flags=re.MULTILINE)

    assert set(named) <= targets


def test_a_planted_option_is_found() -> None:
    assert list(unknown("cairn verify --believe-everything x.json")) == ["--believe-everything"]
    assert list(unknown("cairn forge x.json")) == ["forge"]
    assert list(unknown("cairn keys show --issuer issuer")) == []


def test_every_target_of_make_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, flags=re.MULTILINE)
    explained = set(re.findall(r"^([a-z-]+):.*## ", makefile, flags=re.MULTILINE))

    assert phony is not None
    assert set(phony.group(1).split()) == explained
