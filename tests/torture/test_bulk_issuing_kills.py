"""kill -9 of the worker in the middle of bulk issuing: nothing is lost and nothing comes twice.

The dose is ``CAIRN_TORTURE_KILLS`` (8 by itself, 200 by ``make torture``), printed with the seed. That the zero means something is shown by planted faults, each of which has to be found.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

PROGRAM = Path(__file__).with_name("issuing_kills.py")
KILLS = int(os.environ.get("CAIRN_TORTURE_KILLS", "8"))
SEED = int(os.environ.get("CAIRN_TORTURE_SEED", "1"))
SHORT = ("cursor_apart", "cursor_first", "seed_anew_and_cursor_apart")
FAULTS = (
    *SHORT,
    "seed_anew",
    "place_by_run",
    "row_skipped",
    "counted_after_commit",
    "told_after_commit",
    "mails_begun_after_commit",
    "mails_written_after_commit",
)


def kill_workers(folder: Path, *options: str) -> dict[str, dict[str, Any]]:
    """Run the program in a process of its own and return what it found."""
    answer = subprocess.run(
        [sys.executable, str(PROGRAM), str(folder), *options],
        capture_output=True,
        text=True,
        timeout=1800,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr[-2000:]
    results: dict[str, dict[str, Any]] = json.loads(answer.stdout)
    return results


def test_killed_workers_lose_nothing_and_repeat_nothing(tmp_path: Path) -> None:
    rows = max(400, 60 * KILLS)
    result = kill_workers(tmp_path, "--kills", str(KILLS), "--rows", str(rows), "--seed", str(SEED))["none"]

    print(f"{result['kills']} kills, {rows} rows, seed {SEED}")
    assert result["problems"] == []
    assert result["kills"] == KILLS


def test_planted_faults_are_found(tmp_path: Path) -> None:
    faults = FAULTS if KILLS > 50 else SHORT
    options = [word for fault in faults for word in ("--fault", fault)]
    results = kill_workers(tmp_path, "--kills", "8", "--rows", "160", "--seed", "1", *options)

    assert results.keys() == set(faults)
    assert [fault for fault, result in results.items() if not result["problems"]] == []
    assert [fault for fault, result in results.items() if result.get("broken")] == []
