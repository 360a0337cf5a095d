"""Other implementations, each in an environment of its own under ``.peers`` and spoken to in lines of JSON.

An environment is made on first use, by the uv that ``make setup`` put beside this Python; the versions are
pinned, so that ratios of different days compare the same thing.
"""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / ".peers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """One other implementation: its name, what to install, and the program that speaks for it."""

    name: str
    requirements: tuple[str, ...]
    program: Path

    @property
    def python(self) -> Path:
        """The interpreter of its environment."""
        return FOLDER / self.name / "bin" / "python"

    def install(self) -> None:
        """Make the environment, unless it is there with these requirements."""
        stamp = FOLDER / self.name / ".installed"
        wanted = "\n".join(self.requirements)
        if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
            return
        uv = [sys.executable, "-m", "uv"]
        made = [*uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(FOLDER / self.name)]
        subprocess.run(made, check=True)
        filled = [*uv, "pip", "install", "--quiet", "--python", str(self.python), *self.requirements]
        subprocess.run(filled, check=True)
        stamp.write_text(wanted, encoding="utf-8")


def _peer(name: str, *requirements: str) -> Peer:
    program = Path(__file__).parent / "workers" / f"{name}_worker.py"
    return Peer(name=name, requirements=requirements, program=program)


PYLD: Final = _peer("pyld", "PyLD==3.3.0", "cryptography==50.0.2", "base58==2.1.1")
OPENBADGESLIB: Final = _peer("openbadgeslib", "openbadgeslib[ldp]==4.6.3")
PEERS: Final = (PYLD, OPENBADGESLIB)


class Worker:
    """A peer that runs while the context manager is open; ``task`` is what it has to know first."""

    def __init__(self, peer: Peer, *, task: dict[str, Any]) -> None:
        self.peer = peer
        self._task = task

    def issue(self, texts: Sequence[str]) -> tuple[float, list[str]]:
        """Let it sign JSON documents; return the seconds of one and the secured documents."""
        return self._timed("issue", texts)

    def verify(self, texts: Sequence[str]) -> tuple[float, list[str]]:
        """Let it verify secured documents; return the seconds of one and its word on each."""
        return self._timed("verify", texts)

    def _timed(self, job: str, texts: Sequence[str]) -> tuple[float, list[str]]:
        answer = self._ask({"job": job, "texts": list(texts)})
        return answer["seconds"], answer["outcomes"]

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        # If it has ended, the empty answer tells.
        with suppress(BrokenPipeError):
            self._stdin.write(json.dumps(request) + "\n")
            self._stdin.flush()
        line = self._stdout.readline()
        if not line:
            raise RuntimeError(f"{self.peer.name} ended with {self._process.wait()}.")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def __enter__(self) -> Self:
        self.peer.install()
        command = [str(self.peer.python), "-I", str(self.peer.program)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("The peer has no pipes.")
        self._stdin, self._stdout = self._process.stdin, self._process.stdout
        try:
            self._ask(self._task)
        except RuntimeError:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(BrokenPipeError):
            self._stdin.close()
        self._process.wait()
        self._stdout.close()
