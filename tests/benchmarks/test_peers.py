"""Workers, spoken to in lines of JSON; no peer is installed here."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from benchmarks.peers import PEERS, Peer, Worker

from benchmarks import peers

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = """
import sys
sys.path.insert(0, {folder!r})
from protocol import serve

class Echo:
    def __init__(self, task):
        self.task = task
    def issue(self, document):
        return {{**document, **self.task}}
    def verify(self, text):
        return "valid" if "good" in text else "invalid"

serve(Echo)
"""


@pytest.fixture
def echo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Peer:
    """A peer whose environment is this one."""
    folder = str(PEERS[0].program.parent)
    program = tmp_path / "echo.py"
    program.write_text(PROGRAM.format(folder=folder), encoding="utf-8")
    monkeypatch.setattr(peers, "FOLDER", tmp_path)
    python = tmp_path / "echo" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    (tmp_path / "echo" / ".installed").write_text("nothing", encoding="utf-8")
    return Peer(name="echo", requirements=("nothing",), program=program)


def test_a_worker_does_its_jobs(echo: Peer) -> None:
    with Worker(echo, task={"proof": "p"}) as worker:
        seconds, secured = worker.issue(['{"a": "é"}'])
        assert seconds >= 0
        assert secured == ['{"a": "é", "proof": "p"}']
        assert worker.verify(["good", "bad"])[1] == ["valid", "invalid"]


def test_a_worker_that_ends_is_told(echo: Peer) -> None:
    echo.program.write_text("raise SystemExit(7)", encoding="utf-8")
    with pytest.raises(RuntimeError, match="echo ended with 7"), Worker(echo, task={}):
        pass


def test_peers_are_pinned() -> None:
    assert all("==" in requirement for peer in PEERS for requirement in peer.requirements)
