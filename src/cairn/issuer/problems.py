"""What is wrong with a table of learners, told to the person who has to mend it.

Each finding names the line, the column, the value, and how to put it right, so that a table of a million rows
can be mended without guessing. ``tests/cairn/issuer/test_problems.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cairn.errors import CairnError

MAX_SHOWN: Final = 60
_SIGNS: Final = {"\n": "⏎", "\r": "⏎", "\t": "⇥", "\xa0": "⍽"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RowProblem:
    """Why no credential can be issued for a row; or, at the line of the header, for the whole table.

    ``line`` counts the lines of the file from 1 and names the one where the row begins. ``value`` is the
    cell, shortened, with signs for what cannot be seen. ``code`` is stable, and listed with those of the
    errors.
    """

    line: int
    column: str
    value: str
    code: str
    message: str
    mend: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowNote:
    """What was put right on the way without changing what the row means; ``value`` is the cell as it was."""

    line: int
    column: str
    value: str
    code: str
    message: str


def problem_from(error: CairnError, *, line: int, column: str = "", value: str = "") -> RowProblem:
    """Return the problem that an error raised by the check of a cell or a row stands for."""
    return RowProblem(
        line=line,
        column=column,
        value=shorten(value),
        code=error.code,
        message=error.message,
        mend=error.mend,
    )


def shorten(value: str) -> str:
    """Return at most ``MAX_SHOWN`` characters of a cell, with signs for those that cannot be seen."""
    shown = value if len(value) <= MAX_SHOWN else f"{value[: MAX_SHOWN - 1]}…"
    if shown.isprintable():
        return shown
    return "".join(
        [
            character if character.isprintable() else _SIGNS.get(character) or f"<U+{ord(character):04X}>"
            for character in shown
        ]
    )
