"""Whether a person agrees to what cannot be taken back.

``tests/cairn_cli/test_asking.py`` proves it.
"""

from __future__ import annotations

import sys

import typer

from cairn_cli.exit_codes import ExitCode
from cairn_cli.output import note, printable


def can_ask() -> bool:
    """Say whether there is a person at a terminal who can answer."""
    return sys.stdin.isatty()


def agrees(question: str) -> bool:
    """Ask the person at the terminal, and return whether the answer is yes."""
    return typer.confirm(printable(question), err=True)


def check_agreed(question: str, *, yes: bool) -> None:
    """Return if it is to be done: ``yes`` was given, somebody agrees, or there is nobody to ask.

    Raises ``typer.Exit`` with :attr:`ExitCode.NOT_AGREED`.
    """
    if yes or not can_ask() or agrees(question):
        return
    note("Nothing was changed.")
    raise typer.Exit(ExitCode.NOT_AGREED)
