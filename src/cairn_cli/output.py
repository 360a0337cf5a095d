"""What the command prints: results to standard output, everything else to standard error.

Text from documents is printed without control characters, so that no document can steer a terminal.
``tests/cairn_cli/test_output.py`` proves it.
"""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING, Final

import typer

from cairn.errors import CairnError, UnavailableError, UsageError
from cairn_cli.exit_codes import ExitCode

if TYPE_CHECKING:
    from collections.abc import Mapping

# Controls, and what turns the direction of text or hides in it (Unicode, general categories Cc and Cf).
_UNSAFE: Final = re.compile(
    "[\x7f-\x9f\xad\u0600-\u0605\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0001-\U000e007f]"
)


def say(text: str = "") -> None:
    """Print one line of the result for people."""
    typer.echo(printable(text))


def note(text: str) -> None:
    """Print one line beside the result: progress, advice, warnings."""
    typer.echo(printable(text), err=True)


def show_json(value: Mapping[str, object] | list[object]) -> None:
    """Print a result for programs."""
    typer.echo(_UNSAFE.sub(_escape, json.dumps(value, ensure_ascii=False, indent=2)))


def show_error(error: CairnError, *, as_json: bool) -> ExitCode:
    """Print why the command ends, and return its exit code."""
    if as_json:
        show_json({"error": describe_error(error)})
    else:
        place = f" [{error.where}]" if error.where else ""
        note(f"cairn: {error.message}{place}")
        if error.mend:
            note(f"  {error.mend}")
        note(f"  ({error.code})")
    if isinstance(error, UsageError):
        return ExitCode.USAGE
    return ExitCode.NOT_CHECKED if isinstance(error, UnavailableError) else ExitCode.REFUSED


def describe_error(error: CairnError) -> dict[str, str]:
    """Return an error for programs."""
    return {"code": error.code, "message": error.message, "where": error.where, "mend": error.mend}


def printable(text: str) -> str:
    """Return ``text`` with everything that could steer a terminal made visible; line breaks stay."""
    return "\n".join(one_line(line) for line in text.split("\n"))


def one_line(text: str) -> str:
    """Return ``text`` as :func:`printable` does, without line breaks, so that no document forges a line."""
    return text if text.isprintable() else _escape_all(text)


def _escape_all(text: str) -> str:
    return "".join(
        character if character.isprintable() else json.dumps(character)[1:-1] for character in text
    )


def _escape(match: re.Match[str]) -> str:
    """Return a character inside a JSON string as JSON escapes it."""
    return json.dumps(match[0])[1:-1]


def is_terminal() -> bool:
    """Say whether a person is watching standard error."""
    return sys.stderr.isatty()
