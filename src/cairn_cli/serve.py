"""``cairn serve``: the site, with its worker beside it.

``tests/cairn_cli/test_serve.py`` proves it.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from pathlib import Path  # noqa: TC003 - typer reads the annotation
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cairn_cli.output import note
from cairn_cli.reporting import reported

if TYPE_CHECKING:
    from collections.abc import Iterator

_SECONDS_BEFORE_RESTART: Final = 2.0
_SECONDS_TO_END: Final = 35


@reported
def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8000,
    socket: Annotated[Path | None, typer.Option(help="Listen on this socket file instead.")] = None,
    processes: Annotated[int, typer.Option(help="How many web processes.")] = 1,
    threads: Annotated[int, typer.Option(help="How many requests each works on at a time.")] = 4,
    upgrade: Annotated[bool, typer.Option(help="Bring the database up to date first.")] = True,
    patience: Annotated[
        int, typer.Option(min=1, help="How many seconds requests may take to end when the server is stopped.")
    ] = 30,
) -> None:
    """Serve the site; its worker runs beside it unless CAIRN_WORKER_IN_WEB is 0."""
    from cairn_cli.site import prepare_site, prepare_to_run

    prepare_site()
    from django.conf import settings
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    if upgrade:
        from cairn_cli.upgrade import bring_up_to_date

        for text in bring_up_to_date()[1]:
            note(text)
    prepare_to_run()
    connections.close_all()
    note(f"The site is at {settings.CAIRN_ORIGIN}. Stop it with Ctrl-C.")
    server = Granian(
        "cairn_site.wsgi:application",
        address=host,
        port=port,
        uds=socket,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=threads,
        # What is waiting beyond that stays in the queue of the system, where it costs nothing.
        backpressure=threads * 16,
        respawn_failed_workers=True,
        workers_kill_timeout=patience,
        websockets=False,
        log_access=False,
        log_level=LogLevels.warning,
    )
    with _worker() if settings.CAIRN_WORKER_IN_WEB else contextlib.nullcontext():
        server.serve()


@contextlib.contextmanager
def _worker() -> Iterator[None]:
    """Keep a worker running in a process of its own, and start it again where it ends."""
    stopping, is_started = threading.Event(), threading.Event()
    command = [sys.executable, "-m", "cairn_cli", "worker", "--parent", str(os.getpid())]
    running: list[subprocess.Popen[bytes]] = []

    def keep() -> None:
        while not stopping.is_set():
            # In a session of its own, so that Ctrl-C reaches the server only, which then ends the worker.
            process = subprocess.Popen(  # noqa: S603 - our own command
                command, env=os.environ, start_new_session=True
            )
            running[:] = [process]
            is_started.set()
            code = process.wait()
            if not stopping.is_set():
                note(f"The worker ended with code {code}; it is started again.")
                stopping.wait(_SECONDS_BEFORE_RESTART)

    keeper = threading.Thread(target=keep, name="worker keeper", daemon=True)
    keeper.start()
    # The server forks its web processes. One made while the worker is being started would hold the pipe on which
    # the start is told, and the keeper would wait for it for ever.
    is_started.wait()
    try:
        yield
    finally:
        stopping.set()
        for process in running:
            process.terminate()
        keeper.join(timeout=_SECONDS_TO_END)
