"""The site: public documents a second, long lists, and bulk awarding against the library alone.

* *Public reads*: ``cairn serve`` as it comes, on this machine, asked by ``wrk`` (one thread, 64 connections
  kept alive, five seconds) for a credential, a status list and a DID document; the slowest of the three
  counts.
* *Lists*: the pages of an organisation with 100,000 Achievements and 1,000,000 awards, first and later pages,
  filters and searches; the 95th percentile of each over 20 requests, the slowest page counts.
* *Bulk job*: 100,000 rows of a table awarded by the site's job, with their status lists, the trail and
  progress, against ``Issuer.issue_batch`` over the same rows.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.figures import Goal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

GOALS: Final = (
    Goal(
        figure="public_reads_per_s",
        at_least=5000,
        meaning="credential, status list, DID document: the slowest",
    ),
    Goal(figure="catalogue_p95_ms", at_most=100, meaning="lists of 100,000 Achievements, 1,000,000 awards"),
    Goal(figure="bulk_job_over_library", at_most=3, meaning="100,000 rows by the site's job"),
    Goal(figure="bulk_job_rows_per_s", meaning="rows a second by the site's job"),
)
_TESTS: Final = Path(__file__).resolve().parent.parent / "tests"
_PATIENCE: Final = 60.0


def measure() -> dict[str, float]:
    """Return every figure."""
    bulk = _worker("bulk")
    return {
        "public_reads_per_s": _public_reads(),
        "catalogue_p95_ms": _worker("lists")["p95"],
        "bulk_job_over_library": bulk["job"] / bulk["library"],
        "bulk_job_rows_per_s": 100_000 / bulk["job"],
    }


def _public_reads() -> float:
    wrk = shutil.which("wrk")
    if wrk is None:
        raise RuntimeError("wrk is not here: on Debian, sudo apt install wrk")
    with tempfile.TemporaryDirectory() as folder:
        environment = _environment(folder)
        addresses = _worker("public", environment=environment)
        with _serving(environment) as origin:
            return min(_reads(wrk, origin + path) for path in addresses.values())


def _reads(wrk: str, address: str) -> float:
    with urllib.request.urlopen(address, timeout=20) as response:
        if response.status != 200 or not response.headers["ETag"]:
            raise RuntimeError(f"{address} is no public document")
    command = [wrk, "-t1", "-c64", "-d5s", address]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in told:
        raise RuntimeError(f"{address}: {told}")
    found = re.search(r"Requests/sec:\s+([0-9.]+)", told)
    if found is None:
        raise RuntimeError(told)
    return float(found.group(1))


@contextmanager
def _serving(environment: Mapping[str, str]) -> Iterator[str]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "cairn_cli", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=dict(environment), stderr=subprocess.DEVNULL)
    origin = f"http://127.0.0.1:{port}"
    try:
        ends = time.monotonic() + _PATIENCE
        while not _answers(origin):
            if process.poll() is not None or time.monotonic() > ends:
                raise RuntimeError("the site did not start")
            time.sleep(0.2)
        yield origin
    finally:
        process.terminate()
        process.wait(timeout=60)


def _answers(origin: str) -> bool:
    try:
        with urllib.request.urlopen(f"{origin}/style", timeout=5):
            return True
    except OSError:
        return False


def _worker(task: str, *, environment: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Run a task of the worker in a folder of its own, or in that of ``environment``."""
    if environment is None:
        with tempfile.TemporaryDirectory() as folder:
            return _worker(task, environment=_environment(folder))
    command = [sys.executable, "-m", "benchmarks.workers.site_worker", task]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=dict(environment))
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _environment(folder: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CAIRN_")}
    return kept | {
        "CAIRN_DATA": folder,
        "CAIRN_WORKER_IN_WEB": "0",
        "DJANGO_SETTINGS_MODULE": "cairn_site.settings",
        "PYTHONPATH": str(_TESTS),
    }
