from __future__ import annotations

import json
import runpy
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from typer.testing import CliRunner

from cairn_cli.main import app
from factories import open_badges_2

if TYPE_CHECKING:
    import pytest

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


def test_a_presentation_is_verified_and_told_by_its_credentials(tmp_path: Path) -> None:
    run("issue_one.py", str(tmp_path))
    made = CliRunner().invoke(app, ["keys", "holder", "--out", f"{tmp_path}/holder.json", "--no-passphrase"])
    assert made.exit_code == 0
    arguments = [f"{tmp_path}/credential.json", "--key", f"file:{tmp_path}/holder.json"]
    arguments += ["--challenge", "c", "--domain", "d", "--out", f"{tmp_path}/presentation.json"]
    assert CliRunner().invoke(app, ["present", *arguments]).exit_code == 0
    verified = run("verify_one.py", str(tmp_path / "presentation.json"))
    assert "Traceback" not in verified.stderr
    assert verified.returncode == 0, verified.stdout
    assert "Valid: Reading a food label" in verified.stdout


def test_an_open_badge_of_version_2_is_told_by_the_name_of_its_badge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    example = runpy.run_path(str(EXAMPLES / "verify_one.py"))
    monkeypatch.setitem(example["main"].__globals__, "ask_nobody", open_badges_2.Site())
    path = tmp_path / "badge.json"
    path.write_text(json.dumps(open_badges_2.assertion()), encoding="utf-8")
    assert example["main"](path) == 0
    assert f"Valid: {open_badges_2.badge_class()['name']}" in capsys.readouterr().out


def test_every_example_is_run_here() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    assert all(f'"{path.name}"' in source for path in EXAMPLES.glob("*.py"))
    assert json.dumps("issue_one.py") in source
