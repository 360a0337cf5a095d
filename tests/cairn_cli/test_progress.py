from __future__ import annotations

from typing import TYPE_CHECKING

from cairn_cli import progress
from cairn_cli.progress import counting

if TYPE_CHECKING:
    import pytest


def test_without_a_terminal_a_line_comes_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    moments = iter([0.0, 1.0, 11.0, 12.0, 22.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(moments))
    with counting("Issuing", total=1000, done=200) as advance:
        for _ in range(4):
            advance(100)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines() == ["Issuing: 400 of 1,000", "Issuing: 600 of 1,000"]


def test_on_a_terminal_a_bar_is_drawn_and_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "is_terminal", lambda: True)
    with counting("Issuing", total=10) as advance:
        for _ in range(10):
            advance(1)
    assert capsys.readouterr().out == ""
