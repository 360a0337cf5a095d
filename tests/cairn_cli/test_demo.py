from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cairn_cli import demo_library, demo_site
from cairn_cli.main import app


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What the command would do, instead of doing it."""
    found: list[tuple[Any, ...]] = []
    monkeypatch.setattr(
        demo_site, "run_site", lambda data, *, port, is_reset: found.append((data, port, is_reset))
    )
    monkeypatch.setattr(
        demo_library, "run_library", lambda folder, *, learners: found.append((folder, learners))
    )
    monkeypatch.delenv("CAIRN_DATA", raising=False)
    return found


def run(*arguments: str) -> None:
    assert CliRunner().invoke(app, ["demo", *arguments]).exit_code == 0


def test_the_site_is_what_a_demo_opens(asked: list[tuple[Any, ...]]) -> None:
    run()
    assert asked == [(Path("build/demo-site"), 8000, False)]


def test_another_port_has_a_world_of_its_own(asked: list[tuple[Any, ...]]) -> None:
    run("--port", "8010", "--reset")
    assert asked == [(Path("build/demo-site-8010"), 8010, True)]


def test_the_data_folder_of_the_environment_is_taken(
    asked: list[tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CAIRN_DATA", str(tmp_path))
    run()
    assert asked == [(tmp_path, 8000, False)]


def test_the_library_alone_is_shown_when_asked_for(asked: list[tuple[Any, ...]], tmp_path: Path) -> None:
    run("--library", "--folder", str(tmp_path), "--learners", "50")
    assert asked == [(tmp_path, 50)]
