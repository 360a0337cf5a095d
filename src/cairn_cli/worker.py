"""``cairn worker``: jobs, events, mail and schedules of the site.

``tests/cairn_cli/test_worker.py`` proves it.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cairn.errors import UsageError
from cairn_cli.reporting import reported

if TYPE_CHECKING:
    from collections.abc import Callable

_PATIENCE_SECONDS: Final = 120.0


@reported
def worker(
    parent: Annotated[int, typer.Option(hidden=True, help="End when this process has ended.")] = 0,
) -> None:
    """Work on what the site has to do in the background, until stopped."""
    from cairn_cli.site import prepare_site

    prepare_site()
    _wait_for_upgrade()
    from cairn_site.platform.worker import Worker

    worker = Worker()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signal_number, lambda _number, _frame: worker.stop())
    if parent:
        threading.Thread(target=_watch, args=(parent, worker.stop), name="parent", daemon=True).start()
    worker.run()


def _wait_for_upgrade() -> None:
    """Wait until the server, which may be starting beside, has brought the database up to date."""
    from cairn_cli.site import prepare_to_run

    ends = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            prepare_to_run()
        except UsageError as error:
            if error.code != "site.not_upgraded" or time.monotonic() > ends:
                raise
            time.sleep(1)
        else:
            return


def _watch(parent: int, stop: Callable[[], None]) -> None:
    """Stop when the server that started this worker was killed, so that none is left behind."""
    while os.getppid() == parent:
        time.sleep(1)
    stop()
