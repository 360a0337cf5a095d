from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
import typer

from cairn_cli import asking
from cairn_cli.exit_codes import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], list[str]]:
    """Return a function that puts a person at the terminal, who always answers the same."""

    def answer(agreed: bool) -> list[str]:
        asked: list[str] = []

        def confirm(question: str, **_: object) -> bool:
            asked.append(question)
            return agreed

        monkeypatch.setattr(typer, "confirm", confirm)
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
        return asked

    return answer


def test_a_person_who_says_no_ends_the_command_with_5(answers: Callable[[bool], list[str]]) -> None:
    asked = answers(False)
    with pytest.raises(typer.Exit) as caught:
        asking.check_agreed("Revoke it?", yes=False)
    assert caught.value.exit_code == ExitCode.NOT_AGREED == 5
    assert asked == ["Revoke it?"]


def test_a_person_who_says_yes_is_believed(answers: Callable[[bool], list[str]]) -> None:
    answers(True)
    asking.check_agreed("Revoke it?", yes=False)


def test_who_said_yes_before_is_not_asked(answers: Callable[[bool], list[str]]) -> None:
    asked = answers(False)
    asking.check_agreed("Revoke it?", yes=True)
    assert asked == []


def test_a_script_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False)
    asking.check_agreed("Revoke it?", yes=False)


def test_a_question_does_not_steer_the_terminal(answers: Callable[[bool], list[str]]) -> None:
    asked = answers(True)
    asking.agrees("Revoke \x1b[2J?")
    assert "\x1b" not in asked[0]
