from __future__ import annotations

import json
from typing import TYPE_CHECKING

from factories.installations import cairn, make_installation, run_python

if TYPE_CHECKING:
    from pathlib import Path

_BEAT = "from cairn_site.platform import beats, clock; beats.beat(now=clock.now())"


def test_it_says_what_is_not_well_and_what_to_do(tmp_path: Path) -> None:
    data = make_installation(tmp_path)
    done = cairn(data, "doctor")

    assert done.returncode == 1
    assert "BAD   worker" in done.stdout
    assert "cairn worker" in done.stdout


def test_a_well_installation_is_well_for_programs_too(tmp_path: Path) -> None:
    data = make_installation(tmp_path)
    run_python(data, _BEAT)
    done = cairn(data, "doctor", "--json")

    assert done.returncode == 0
    found = json.loads(done.stdout)
    assert found["well"] is True
    assert {"database", "changes", "worker", "disk", "clock", "origin", "key custody"} <= {
        part["name"] for part in found["parts"]
    }


def test_an_empty_folder_is_told_to_be_upgraded(tmp_path: Path) -> None:
    done = cairn(tmp_path / "data", "doctor")

    assert done.returncode == 1
    assert "cairn upgrade" in done.stdout


def test_a_database_that_is_away_is_told(tmp_path: Path) -> None:
    done = cairn(tmp_path / "data", "doctor", more={"DATABASE_URL": f"postgresql://x@/x?host={tmp_path}"})

    assert done.returncode == 1
    assert "DATABASE_URL" in done.stdout
