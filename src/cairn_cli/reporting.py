"""Turns what goes wrong in a sub-command into a message and an exit code.

``tests/cairn_cli/test_reporting.py`` proves it.
"""

from __future__ import annotations

import errno
import functools
import os
import sys
from typing import TYPE_CHECKING, ParamSpec

import typer

from cairn.errors import CairnError, UnavailableError, UsageError
from cairn_cli.exit_codes import ExitCode
from cairn_cli.output import note, show_error

if TYPE_CHECKING:
    from collections.abc import Callable

_Parameters = ParamSpec("_Parameters")


def reported(command: Callable[_Parameters, None]) -> Callable[_Parameters, None]:
    """Return ``command`` with its errors shown; ``--json`` is its parameter ``as_json``."""

    @functools.wraps(command)
    def run(*args: _Parameters.args, **options: _Parameters.kwargs) -> None:
        as_json = options.get("as_json") is True
        try:
            command(*args, **options)
        except CairnError as error:
            raise typer.Exit(show_error(error, as_json=as_json)) from None
        except KeyboardInterrupt:
            note("Stopped.")
            raise typer.Exit(ExitCode.STOPPED) from None
        except BrokenPipeError:
            # Whoever read the output has seen enough.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(ExitCode.STOPPED) from None
        except OSError as error:
            raise typer.Exit(show_error(_explain(error), as_json=as_json)) from None

    return run


def _explain(error: OSError) -> CairnError:
    where = str(error.filename or "")
    if isinstance(error, FileNotFoundError):
        return UsageError("file.missing", "There is no such file or folder.", where=where)
    if isinstance(error, NotADirectoryError | FileExistsError):
        return UsageError("file.not_a_folder", "A folder is needed here, and this is a file.", where=where)
    if isinstance(error, IsADirectoryError):
        return UsageError("file.is_a_folder", "A file is needed here, and this is a folder.", where=where)
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return UnavailableError(
            "file.no_room",
            "There is no room left on the disk.",
            where=where,
            mend="Make room, and run the same command again: what is finished stays.",
        )
    return UnavailableError("file.failed", error.strerror or "The file cannot be used.", where=where)
