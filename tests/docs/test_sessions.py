"""The commands of the pages work as they are printed: marked blocks run, and every option exists.

What stands in an ``output`` block is all that the ``run`` block before it prints, on both streams, line by
line. What differs from run to run has a placeholder: ``<number>``, ``<uuid>`` or ``<key>``.
"""

from __future__ import annotations

import itertools
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
_MARKED_OR_OUTPUT = re.compile(
    r"^<!-- (run(?::[^>]*)?|output) -->\n```(?:sh|text)\n(.*?)^```", re.MULTILINE | re.DOTALL
)
_PLACEHOLDERS = {
    "<number>": r"[0-9][0-9,]*(?:\.[0-9]+)?",
    "<uuid>": r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    "<key>": r"z[1-9A-HJ-NP-Za-km-z]{40,60}",
}
_PLACEHOLDER = re.compile("(" + "|".join(_PLACEHOLDERS) + ")")
_END = "=== the block ends here ==="
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


def read_session(text: str) -> list[tuple[str, str | None]]:
    """Return the blocks of a page that run, each with what it is said to print, if that is said."""
    session: list[tuple[str, str | None]] = []
    for mark, block in _MARKED_OR_OUTPUT.findall(text):
        if mark == "output":
            session[-1] = (session[-1][0], block)
        else:
            session.append((block, None))
    return session


def differences(promised: str, printed: str) -> list[str]:
    """Return the lines of both that do not go together, in order; none if all do."""
    said, was = ([line.rstrip() for line in text.strip("\n").split("\n")] for text in (promised, printed))
    return [
        f"said {one!r}, printed {other!r}"
        for one, other in itertools.zip_longest(said, was)
        if one is None or other is None or not _fits(one, other)
    ]


def _fits(promised: str, printed: str) -> bool:
    parts = _PLACEHOLDER.split(promised)
    pattern = "".join(_PLACEHOLDERS.get(part) or re.escape(part) for part in parts)
    return re.fullmatch(pattern, printed) is not None


@pytest.mark.parametrize("page", _MARKED_PAGES, ids=_name)
def test_a_session_prints_what_is_printed_on_the_page(page: Path, tmp_path: Path) -> None:
    session = read_session(page.read_text(encoding="utf-8"))
    script = "\n".join(f"{block}\necho '{_END}'" for block, _ in session)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-e", "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PATH": path, "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    printed = done.stdout.split(f"{_END}\n")

    assert done.returncode == 0, done.stdout[-2000:]
    found = [
        difference
        for (_, promised), text in zip(session, printed, strict=False)
        if promised is not None
        for difference in differences(promised, text)
    ]
    assert not found, "\n".join(found)


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


@pytest.mark.parametrize(
    "printed",
    [
        "2 valid\n",
        "Issued 2 credentials.\n2 valid\nNot looked at: a, b\n",
        "Issued many credentials.\n2 valid\n",
        "2 valid\nIssued 2 credentials.\n",
    ],
)
def test_a_planted_difference_is_found(printed: str) -> None:
    assert differences("Issued <number> credentials.\n2 valid\n", printed)


def test_what_differs_from_run_to_run_passes() -> None:
    assert not differences("Issued <number> in <number> s.\n", "Issued 2,000 in 0.1 s.  \n")


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
