from __future__ import annotations

import json
from typing import Any

import pytest

from cairn.errors import CairnError, DocumentError, UnavailableError, UsageError
from cairn_cli.output import (
    describe_error,
    is_terminal,
    note,
    one_line,
    printable,
    say,
    show_error,
    show_json,
)

STEERING = "\x1b\x9b\u202e\u2028\x07"


def test_results_and_remarks_go_to_different_places(capsys: pytest.CaptureFixture[str]) -> None:
    say("result")
    note("remark")
    assert capsys.readouterr() == ("result\n", "remark\n")


def test_no_text_steers_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    say(STEERING)
    note(STEERING)
    assert not set(STEERING) & set("".join(capsys.readouterr()))


def test_no_json_steers_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    show_json({"a": STEERING + "é\U000e0041😀"})
    out = capsys.readouterr().out
    assert not (set(STEERING) | {"\U000e0041"}) & set(out)
    assert "é" in out
    assert json.loads(out) == {"a": STEERING + "é\U000e0041😀"}


def test_line_breaks_stay_where_lines_are_ours_and_go_where_they_are_not() -> None:
    assert printable("a\nb\x00") == "a\nb\\u0000"
    assert one_line("a\nb") == "a\\nb"
    assert one_line("Zoë 😀") == "Zoë 😀"


@pytest.mark.parametrize(
    ("family", "code"),
    [(DocumentError, 1), (UsageError, 2), (UnavailableError, 3)],
    ids=lambda value: str(value)[-9:],
)
def test_error_has_the_exit_code_of_its_family(
    family: type[CairnError], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    error = family("a.code", "It is so.", where="/a", mend="Mend it.")
    assert show_error(error, as_json=False) == code
    assert capsys.readouterr().err == "cairn: It is so. [/a]\n  Mend it.\n  (a.code)\n"


def test_error_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    error = UsageError("a.code", "It is so.")
    show_error(error, as_json=True)
    found: Any = json.loads(capsys.readouterr().out)
    assert found == {"error": describe_error(error)}
    assert found["error"] == {"code": "a.code", "message": "It is so.", "where": "", "mend": ""}


def test_pipe_is_no_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert not is_terminal()
