from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from cairn import baking
from cairn.canonical import strict_json
from cairn_cli.main import app
from factories import images
from factories.lint_samples import both, drop, put, sound_achievement, sound_credential

if TYPE_CHECKING:
    from pathlib import Path

AT = ("--at", "2026-02-01T12:00:00Z")


def lint(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["lint", *arguments, *AT])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a sound credential, a sound Achievement, one with a warning and one with an error."""
    worrying, wrong = sound_credential(), sound_credential()
    drop("/credentialStatus")(worrying)
    put("/credentialSubject/creditsEarned", 9)(wrong)
    for name, document in {
        "sound": sound_credential(),
        "achievement": sound_achievement(),
        "worrying": worrying,
        "wrong": wrong,
    }.items():
        (tmp_path / f"{name}.json").write_bytes(strict_json.format(document))
    return tmp_path


def test_a_sound_credential_passes(folder: Path) -> None:
    result = lint(str(folder / "sound.json"))

    assert result.exit_code == 0
    assert "Nothing found." in result.stdout
    assert "100% of the EU's mandatory elements; class: knowledge" in result.stdout


def test_an_achievement_is_linted_alone(folder: Path) -> None:
    assert lint(str(folder / "achievement.json")).exit_code == 0


def test_an_error_ends_with_1_and_is_told_with_place_and_mend(folder: Path) -> None:
    result = lint(str(folder / "wrong.json"))

    assert result.exit_code == 1
    assert "✗ The credits that are given" in result.stdout
    assert "[/credentialSubject/creditsEarned] (lint.credits_exceeded)" in result.stdout
    assert "Correct creditsEarned" in result.stdout
    assert "1 error" in result.stdout


def test_a_warning_ends_with_0_and_with_4_where_it_counts(folder: Path) -> None:
    assert lint(str(folder / "worrying.json")).exit_code == 0
    assert lint(str(folder / "worrying.json"), "--strict").exit_code == 4


def test_a_rule_is_left_out(folder: Path) -> None:
    result = lint(str(folder / "worrying.json"), "--strict", "--ignore", "lint.status_missing")

    assert result.exit_code == 0


def test_a_code_of_no_rule_is_refused(folder: Path) -> None:
    assert lint(str(folder / "sound.json"), "--ignore", "lint.unheard_of").exit_code == 2


def test_a_moment_that_is_none_is_refused(folder: Path) -> None:
    result = CliRunner().invoke(app, ["lint", str(folder / "sound.json"), "--at", "soon"])

    assert result.exit_code == 2
    assert "(lint.moment)" in result.stderr


def test_many_files_are_told_as_json(folder: Path) -> None:
    result = lint(str(folder), "--json")
    found = {row["source"].rpartition("/")[2]: row for row in json.loads(result.stdout)["results"]}

    assert result.exit_code == 1
    assert found["sound.json"]["findings"] == []
    assert [row["code"] for row in found["worrying.json"]["findings"]] == ["lint.status_missing"]
    assert [row["severity"] for row in found["wrong.json"]["findings"]] == ["error"]
    assert found["sound.json"]["completeness"]["figure"] == 1.0


def test_what_the_standard_refuses_is_an_error_too(folder: Path) -> None:
    document = sound_credential()
    both(drop("/validFrom"), put("/evidence", "yes"))(document)
    path = folder / "broken.json"
    path.write_bytes(strict_json.format(document))

    assert "(credential.member_missing)" in lint(str(path)).stdout


def test_a_credential_in_an_image_is_linted(folder: Path) -> None:
    path = folder / "badge.png"
    path.write_bytes(baking.bake(images.png(), strict_json.format(sound_credential()).decode()))

    assert lint(str(path)).exit_code == 0


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"{", "json.malformed"),
        (b"hello", "presented.unknown_form"),
        (b'{"type": ["VerifiableCredential"]}', "lint.not_lintable"),
    ],
)
def test_what_cannot_be_linted_is_told_and_the_rest_goes_on(folder: Path, data: bytes, code: str) -> None:
    (folder / "another.json").write_bytes(data)
    result = lint(str(folder / "another.json"), str(folder / "sound.json"))

    assert result.exit_code == 1
    assert f"({code})" in result.stdout
    assert "100% of the EU's mandatory elements" in result.stdout


def test_an_address_is_not_asked() -> None:
    result = lint("https://northside.example.edu/credentials/1")

    assert result.exit_code == 3
    assert "(fetch.offline)" in result.stderr


def test_text_of_a_document_cannot_steer_the_terminal(folder: Path) -> None:
    document = sound_credential()
    put("/evidence/0/narrative", "TBD \x1b[2J")(document)
    path = folder / "attack.json"
    path.write_bytes(strict_json.format(document))

    assert "\x1b" not in lint(str(path)).stdout


def test_a_name_in_a_document_cannot_forge_a_line(folder: Path) -> None:
    document = sound_credential()
    put("/grade\n  ✓ Nothing found.", "A")(document)
    path = folder / "attack.json"
    path.write_bytes(strict_json.format(document))

    assert "  ✓ Nothing found." not in lint(str(path)).stdout.splitlines()
