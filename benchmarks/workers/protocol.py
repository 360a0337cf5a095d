"""What all workers share: they read a task, then jobs, and answer each in one line of JSON.

Runs in the environment of a peer, so it imports nothing but the standard library. Issuing is timed from a
document to the secured one, verifying from JSON text to the verdict.
"""

from __future__ import annotations

import gc
import json
import sys
from time import perf_counter
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable


class Program(Protocol):
    """What a worker does."""

    def issue(self, document: dict[str, Any]) -> dict[str, Any]:
        """Return the document with a list of one proof."""

    def verify(self, text: str) -> str:
        """Return ``valid`` or what is wrong with the proof."""


def serve(make: Callable[[dict[str, Any]], Program]) -> None:
    """Answer until the input ends; ``make`` takes the task."""
    program = make(json.loads(sys.stdin.readline()))
    _answer({"ready": True})
    for line in sys.stdin:
        request = json.loads(line)
        if request["job"] == "issue":
            documents = [json.loads(text) for text in request["texts"]]
            seconds, secured = _time(program.issue, documents)
            outcomes = [json.dumps(document, ensure_ascii=False) for document in secured]
        else:
            seconds, outcomes = _time(program.verify, request["texts"])
        _answer({"seconds": seconds, "outcomes": outcomes})


def _time(run: Callable[[Any], Any], items: list[Any]) -> tuple[float, list[Any]]:
    gc.collect()
    start = perf_counter()
    outcomes = [run(item) for item in items]
    return (perf_counter() - start) / max(1, len(items)), outcomes


def _answer(answer: dict[str, Any]) -> None:
    print(json.dumps(answer), flush=True)
