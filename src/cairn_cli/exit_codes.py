"""The exit codes of the command, as ``docs/reference/report.md`` and ``docs/reference/cli.md`` fix them."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the shell is told."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    NOT_CHECKED = 3
    WARNINGS = 4
    STOPPED = 130
