"""Progress of long work: a bar where a person is watching, a line now and then where not."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from cairn_cli.output import is_terminal, note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SECONDS_BETWEEN_LINES: Final = 10.0
_SECONDS_BETWEEN_REDRAWS: Final = 0.1


@contextmanager
def counting(what: str, *, total: int | None = None, done: int = 0) -> Iterator[Callable[[int], None]]:
    """Yield a function that is told how many more are done."""
    if is_terminal():
        with _bar(what, total=total, done=done) as advance:
            yield advance
    else:
        yield _lines(what, total=total, done=done)


@contextmanager
def _bar(what: str, *, total: int | None, done: int) -> Iterator[Callable[[int], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=total, completed=done)
        pending = 0
        shown = time.monotonic()

        def advance(count: int) -> None:
            nonlocal pending, shown
            pending += count
            moment = time.monotonic()
            if moment - shown >= _SECONDS_BETWEEN_REDRAWS:
                progress.update(task, advance=pending)
                pending, shown = 0, moment

        yield advance
        progress.update(task, advance=pending)


def _lines(what: str, *, total: int | None, done: int) -> Callable[[int], None]:
    shown = time.monotonic()

    def advance(count: int) -> None:
        nonlocal done, shown
        done += count
        moment = time.monotonic()
        if moment - shown >= _SECONDS_BETWEEN_LINES:
            shown = moment
            note(f"{what}: {done:,}" + (f" of {total:,}" if total is not None else ""))

    return advance
