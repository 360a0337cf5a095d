"""The exit codes of the command, as ``docs/reference/cli.md`` fixes them."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the shell is told."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    NOT_CHECKED = 3
    WARNINGS = 4
    NOT_AGREED = 5
    STOPPED = 130
