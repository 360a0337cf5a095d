"""The command ``python -m benchmarks``."""

from __future__ import annotations

import json
import sys
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from benchmarks.figures import Goal

from benchmarks import __main__ as command

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Run the command over a set whose figures are known."""
    module = ModuleType("benchmarks.credentials")
    module.GOALS = (  # type: ignore[attr-defined]
        Goal(figure="fast", at_most=3, meaning="fast enough"),
        Goal(figure="slow", at_least=9, meaning="too slow"),
    )
    module.measure = lambda: {"fast": 2.123, "slow": 8.0}  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "benchmarks.credentials", module)

    def call(*arguments: str) -> int:
        monkeypatch.setattr(sys, "argv", ["benchmarks", *arguments])
        return command.main()

    return call


def test_json_is_one_object(run: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("credentials", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"fast": 2.12, "slow": 8.0}


def test_the_table_says_what_is_met_and_the_exit_code_what_is_not(
    run: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("credentials") == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split()[:5] == ["fast", "2.12", "at", "most", "3"]
    assert "yes" in lines[1]
    assert "NO" in lines[2]
