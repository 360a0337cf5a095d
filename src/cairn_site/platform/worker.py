"""The worker: jobs, events, mail and schedules, each in a thread, so that none waits for the rest.

``tests/cairn_site/platform/test_worker.py`` proves it.
"""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING, Final

from django.db import close_old_connections, connections

from cairn_site.platform import beats, clock, events, jobs, mail, schedules

if TYPE_CHECKING:
    from collections.abc import Callable

_log = logging.getLogger(__name__)
_PAUSE_SECONDS: Final = 0.5
_PAUSE_AFTER_FAILURE: Final = 5.0
# For how long one job goes on before the next that waits has its turn.
_TURN_SECONDS: Final = 10.0
_JOIN_SECONDS: Final = 30.0


class Worker:
    """Works until :meth:`stop` is called; several may work on one database."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._beat_at = 0.0

    def stop(self) -> None:
        """End after the steps at work."""
        self._stopping.set()

    def run(self) -> None:
        """Work until stopped, and hand back what is not finished."""
        duties = {"events": self._deliver, "mail": self._send, "schedules": self._keep_schedules}
        threads = [
            threading.Thread(target=self._loop, args=(duty,), name=name, daemon=True)
            for name, duty in duties.items()
        ]
        for thread in threads:
            thread.start()
        self._loop(self._run_job)
        until = time.monotonic() + _JOIN_SECONDS
        for thread in threads:
            thread.join(timeout=max(0.1, until - time.monotonic()))
        beats.end()
        connections.close_all()

    def _loop(self, turn: Callable[[], bool]) -> None:
        while not self._stopping.is_set():
            close_old_connections()
            try:
                is_busy = turn()
            except Exception:  # noqa: BLE001 - the outermost place of a worker's thread, which must not end
                _log.exception("The worker could not do its turn")
                self._stopping.wait(_PAUSE_AFTER_FAILURE)
            else:
                if not is_busy:
                    self._stopping.wait(_PAUSE_SECONDS)
        connections.close_all()

    def _run_job(self) -> bool:
        job = jobs.claim(now=clock.now())
        if job is None:
            return False
        ends = time.monotonic() + _TURN_SECONDS
        jobs.run(job, is_stopping=lambda: self._stopping.is_set() or time.monotonic() > ends)
        return True

    def _deliver(self) -> bool:
        return bool(events.deliver_due(now=clock.now()))

    def _send(self) -> bool:
        return bool(mail.send_due(now=clock.now(), limit=10))

    def _keep_schedules(self) -> bool:
        now = clock.now()
        if time.monotonic() >= self._beat_at:
            beats.beat(now=now)
            self._beat_at = time.monotonic() + beats.INTERVAL.total_seconds()
        return bool(schedules.run_due(now=now))


def work_once() -> bool:
    """Run schedules, deliver events and send mail that are due; return whether there was any post."""
    now = clock.now()
    schedules.run_due(now=now)
    return bool(events.deliver_due(now=now) + mail.send_due(now=now))


def work_until_idle(*, rounds: int = 100) -> None:
    """Do everything that is due, in this process: jobs, events, mail and what they cause in turn."""
    for _ in range(rounds):
        if not (jobs.run_due() + work_once()):
            return
