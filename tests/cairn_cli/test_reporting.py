from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import typer

from cairn.errors import UnavailableError, UsageError
from cairn_cli.reporting import reported

if TYPE_CHECKING:
    from collections.abc import Callable


def end_of(error: BaseException, **options: bool) -> int:
    def command(*, as_json: bool = False) -> None:
        raise error

    run: Callable[..., None] = reported(command)
    with pytest.raises(typer.Exit) as caught:
        run(**options)
    return caught.value.exit_code


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("a.code", "So."), 2),
        (UnavailableError("a.code", "So."), 3),
        (KeyboardInterrupt(), 130),
        (PermissionError(13, "Permission denied", "secret.key"), 3),
        (FileNotFoundError(2, "No such file", "register.json"), 2),
        (NotADirectoryError(20, "Not a directory", "out"), 2),
        (FileExistsError(17, "File exists", "out"), 2),
        (IsADirectoryError(21, "Is a directory", "learners.csv"), 2),
    ],
)
def test_error_becomes_an_exit_code(error: BaseException, code: int) -> None:
    assert end_of(error) == code


def test_error_is_told_as_json_where_json_was_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    end_of(FileNotFoundError(2, "No such file", "gone.json"), as_json=True)
    found = json.loads(capsys.readouterr().out)["error"]
    assert (found["code"], found["where"]) == ("file.missing", "gone.json")


def test_a_full_disk_is_told_with_its_place_and_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert end_of(OSError(28, "No space left on device", "out/packs/00000.jsonl")) == 3
    told = capsys.readouterr().err
    assert "no room left on the disk. [out/packs/00000.jsonl]" in told
    assert "run the same command again" in told


def test_fault_of_the_program_is_not_hidden() -> None:
    def command() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        reported(command)()


def test_reader_who_has_seen_enough_is_no_failure() -> None:
    script = (
        "import sys, typer\n"
        "from cairn_cli.reporting import reported\n"
        "def command():\n"
        "    while True: print('x' * 10_000)\n"
        "try: reported(command)()\n"
        "except typer.Exit as end: sys.exit(end.exit_code)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(timeout=20) == 130
