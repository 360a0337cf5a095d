"""The worker: runs jobs in one thread, and delivers events, sends mail and keeps schedules in another.

``tests/cairn_site/platform/test_worker.py`` proves it.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Final

from django.db import DatabaseError, close_old_connections

from cairn_site.platform import clock, events, jobs, mail, schedules

if TYPE_CHECKING:
    from collections.abc import Callable

_log = logging.getLogger(__name__)
_PAUSE_SECONDS: Final = 0.5


class Worker:
    """Works until :meth:`stop` is called; several may work on one database."""

    def __init__(self) -> None:
        self._stopping = threading.Event()

    def stop(self) -> None:
        """End after the steps at work."""
        self._stopping.set()

    def run(self) -> None:
        """Work until stopped."""
        post = threading.Thread(target=self._loop, args=(self._carry_post,), name="post", daemon=True)
        post.start()
        self._loop(self._run_job)
        post.join(timeout=30)

    def _loop(self, turn: Callable[[], bool]) -> None:
        while not self._stopping.is_set():
            close_old_connections()
            try:
                is_busy = turn()
            except DatabaseError:
                _log.exception("The database could not be used")
                is_busy = False
            if not is_busy:
                self._stopping.wait(_PAUSE_SECONDS)

    def _run_job(self) -> bool:
        job = jobs.claim(now=clock.now())
        if job is None:
            return False
        jobs.run(job, is_stopping=self._stopping.is_set)
        return True

    def _carry_post(self) -> bool:
        return work_once()


def work_once() -> bool:
    """Deliver events, send mail and run schedules that are due; return whether there was any post."""
    now = clock.now()
    schedules.run_due(now=now)
    return bool(events.deliver_due(now=now) + mail.send_due(now=now))


def work_until_idle(*, rounds: int = 100) -> None:
    """Do everything that is due, in this process: jobs, events, mail and what they cause in turn."""
    for _ in range(rounds):
        if not (jobs.run_due() + work_once()):
            return
