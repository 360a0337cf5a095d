"""Bounds on time and memory within which hostile input has to be refused."""

from __future__ import annotations

import gc
import time
import tracemalloc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 2.0
MEMORY = 64 * 1024 * 1024


@contextmanager
def bounded(*, seconds: float = SECONDS, memory: int = MEMORY) -> Iterator[None]:
    """Fail if the block takes longer than ``seconds``, or more than ``memory`` bytes beside what was there.

    Time is that of this process, so that a busy machine does not count; tracing memory slows Python down, which
    only makes the bound on time stricter.
    """
    gc.collect()
    tracemalloc.start()
    began = time.process_time()
    try:
        yield
        spent = time.process_time() - began
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert spent < seconds, f"it took {spent:.2f} s"
    assert peak < memory, f"it took {peak / 1024 / 1024:.0f} MiB"
