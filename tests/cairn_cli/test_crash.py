"""``cairn issue`` killed at random moments leaves a batch that a later run ends as if nothing had happened.

``CAIRN_KILLS`` sets the dose; with ``CAIRN_KILLS=2000`` all faults are planted, too.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

KILLS = int(os.environ.get("CAIRN_KILLS", "12"))
LABORATORY = Path(__file__).parents[1] / "simulators" / "crash_lab.py"
QUICK = ("appending", "forgotten_journal", "random_identifiers", "mark_before_files", "lost_pack")
SLOW = (
    "torn_writes", "pack_before_index", "moment_of_each_run", "random_salts", "indices_counted_by_run",
    "parts_taken_for_packs", "lists_reserved_by_run",
)  # fmt: skip


def explore(*options: str) -> dict[str, Any]:
    found = subprocess.run(
        [sys.executable, str(LABORATORY), *options], capture_output=True, text=True, check=True, timeout=3000
    )
    report: dict[str, Any] = json.loads(found.stdout)
    return report


def test_a_killed_run_loses_nothing_and_repeats_nothing(record_property: Any) -> None:
    report = explore("--kills", str(KILLS), "--seed", "1")
    record_property("dose", report)
    assert report["kills"] >= KILLS
    assert report["violations"] == []


@pytest.mark.parametrize("fault", [*QUICK, *(SLOW if KILLS >= 1000 else ())])
def test_the_laboratory_notices_a_planted_fault(fault: str) -> None:
    assert explore("--kills", "60", "--seed", "1", "--fault", fault)["violations"]
