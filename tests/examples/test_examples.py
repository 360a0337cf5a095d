from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples"


def run(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", str(EXAMPLES / name), *arguments],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


def test_one_is_issued_and_verified(tmp_path: Path) -> None:
    issued = run("issue_one.py", str(tmp_path))
    assert issued.returncode == 0, issued.stderr
    verified = run("verify_one.py", str(tmp_path / "credential.json"))
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert "Valid: Reading a food label" in verified.stdout


def test_a_forged_one_is_refused(tmp_path: Path) -> None:
    run("issue_one.py", str(tmp_path))
    path = tmp_path / "credential.json"
    path.write_text(path.read_text(encoding="utf-8").replace("Zoë", "Eve"), encoding="utf-8")
    refused = run("verify_one.py", str(path))
    assert refused.returncode == 1
    assert "Not to be relied on" in refused.stdout


def test_a_table_is_issued_except_for_its_bad_row() -> None:
    issued = run("issue_many.py")
    assert issued.returncode == 0, issued.stderr
    lines = issued.stdout.splitlines()
    assert lines[0].startswith("line 3, valid_until: ")
    assert [line.split(":")[0] for line in lines[1:]] == ["row 1", "row 3"]


def test_every_example_is_run_here() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    assert all(f'"{path.name}"' in source for path in EXAMPLES.glob("*.py"))
    assert json.dumps("issue_one.py") in source
