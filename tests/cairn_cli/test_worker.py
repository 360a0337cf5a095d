from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

from factories.installations import environment, make_installation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def until(is_true: Callable[[], bool], *, seconds: float = 30) -> None:
    ends = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < ends
        time.sleep(0.1)


def workers(data: Path) -> list[str]:
    with closing(sqlite3.connect(data / "cairn.sqlite3", timeout=20)) as database:
        found = database.execute("SELECT name FROM platform_installation WHERE name LIKE 'worker:%'")
        return [name for (name,) in found]


def test_a_worker_works_until_it_is_told_to_end(tmp_path: Path) -> None:
    data = make_installation(tmp_path)
    process = subprocess.Popen([sys.executable, "-m", "cairn_cli", "worker"], env=environment(data))
    until(lambda: len(workers(data)) == 1)
    process.send_signal(signal.SIGTERM)

    assert process.wait(timeout=30) == 0
    assert workers(data) == []


def test_a_worker_ends_when_its_server_was_killed(tmp_path: Path) -> None:
    data = make_installation(tmp_path)
    code = (
        "import os, subprocess, sys, time\n"
        "command = [sys.executable, '-m', 'cairn_cli', 'worker', '--parent', str(os.getpid())]\n"
        "print(subprocess.Popen(command).pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], env=environment(data), stdout=subprocess.PIPE)
    until(lambda: len(workers(data)) == 1)
    parent.kill()
    parent.communicate()

    until(lambda: workers(data) == [])
