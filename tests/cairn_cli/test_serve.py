from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from factories.installations import environment, make_installation, run_python

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def ask(path: Path, target: str, accept: str = "*/*") -> tuple[int, str]:
    """Ask the server on a socket file and return status and body; 0 while it does not listen."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(20)
        try:
            connection.connect(str(path))
        except OSError:
            return 0, ""
        request = f"GET {target} HTTP/1.1\r\nHost: localhost\r\nAccept: {accept}\r\nConnection: close\r\n\r\n"
        connection.sendall(request.encode())
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), body.decode(errors="replace")


def until(is_true: Callable[[], bool], *, seconds: float = 120) -> None:
    ends = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < ends
        time.sleep(0.1)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "cairn.sock"


@pytest.fixture
def server(tmp_path: Path, place: Path) -> Iterator[subprocess.Popen[bytes]]:
    data = make_installation(tmp_path)
    process = subprocess.Popen(
        [sys.executable, "-m", "cairn_cli", "serve", "--socket", str(place)], env=environment(data)
    )
    yield process
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=120)


def test_the_site_and_its_worker_start_are_well_and_end_together(
    server: subprocess.Popen[bytes], place: Path, tmp_path: Path
) -> None:
    until(lambda: ask(place, "/health")[0] == 200)
    assert json.loads(ask(place, "/health")[1]) == {"well": True}
    assert "<html" in ask(place, "/", "text/html")[1]
    assert ask(place, "/organisations/westside/did.json")[0] == 200

    (worker,) = _children(server.pid, "worker")
    os.kill(worker, signal.SIGKILL)
    until(lambda: [pid for pid in _children(server.pid, "worker") if pid != worker] != [])

    server.send_signal(signal.SIGTERM)
    assert server.wait(timeout=120) == 0
    left = "from cairn_site.platform import beats; print(len(beats.all_beats()))"
    # The worker that was killed could not say that it ended; the one that followed did.
    assert int(run_python(tmp_path / "data", left)) <= 1


def _children(parent: int, word: str) -> list[int]:
    found = []
    listed = subprocess.run(
        ["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    ).stdout
    for line in listed.splitlines():
        pid, ppid, arguments = line.split(maxsplit=2)
        if int(ppid) == parent and word in arguments.split():
            found.append(int(pid))
    return found
