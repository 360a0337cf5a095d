"""Where the passphrase of a key file comes from: the environment, or the person at the terminal.

``tests/cairn_cli/test_passphrases.py`` proves it.
"""

from __future__ import annotations

import os
import sys

import typer

from cairn.errors import UsageError

VARIABLE = "CAIRN_PASSPHRASE"


def ask_passphrase() -> str:
    """Return the passphrase of an existing key."""
    return _from_environment() or _prompt(confirm=False)


def choose_passphrase() -> str:
    """Return the passphrase for a new key, asked for twice."""
    return _from_environment() or _prompt(confirm=True)


def _from_environment() -> str:
    return os.environ.get(VARIABLE, "")


def _prompt(*, confirm: bool) -> str:
    if not sys.stdin.isatty():
        raise UsageError(
            "passphrase.missing",
            "The key has a passphrase, and there is nobody to ask for it.",
            mend=f"Set the environment variable {VARIABLE}.",
        )
    answer = typer.prompt("Passphrase of the key", hide_input=True, confirmation_prompt=confirm, err=True)
    return str(answer)
