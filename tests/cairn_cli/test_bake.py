from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import typer
from typer.testing import CliRunner, Result

from cairn import baking
from cairn_cli.bake import bake
from factories import documents, images
from factories import open_badges_2 as world

if TYPE_CHECKING:
    from pathlib import Path

app = typer.Typer()
app.command()(bake)

CREDENTIAL = json.dumps(documents.realistic_credential(), indent=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "credential.json").write_text(CREDENTIAL)
    (tmp_path / "assertion.json").write_text(json.dumps(world.assertion()))
    (tmp_path / "signed.jwt").write_text(world.sign(world.signed_assertion()) + "\n")
    (tmp_path / "image.png").write_bytes(images.png())
    (tmp_path / "image.svg").write_bytes(images.SVG)
    return tmp_path


def run(folder: Path, credential: str, image: str, *options: str, stdin: str | None = None) -> Result:
    source = credential if credential == "-" else str(folder / credential)
    arguments = [source, str(folder / image), "--out", str(folder / "out"), *options]
    return CliRunner().invoke(app, arguments, input=stdin)


@pytest.mark.parametrize("image", ["image.png", "image.svg"])
@pytest.mark.parametrize(
    ("credential", "standard"),
    [
        ("credential.json", baking.Standard.OPEN_BADGES_3),
        ("assertion.json", baking.Standard.OPEN_BADGES_2),
        ("signed.jwt", baking.Standard.OPEN_BADGES_2),
    ],
)
def test_a_credential_is_put_into_an_image(
    folder: Path, image: str, credential: str, standard: baking.Standard
) -> None:
    result = run(folder, credential, image)
    assert result.exit_code == 0
    assert (result.stdout, "Written:" in result.stderr) == ("", True)
    baked = baking.unbake((folder / "out").read_bytes())
    assert (baked.text, baked.standard) == ((folder / credential).read_text().strip(), standard)


def test_standard_input_is_read(folder: Path) -> None:
    assert run(folder, "-", "image.png", stdin=CREDENTIAL).exit_code == 0
    assert baking.unbake((folder / "out").read_bytes()).text == CREDENTIAL


def test_a_credential_in_an_image_is_replaced_only_if_asked(folder: Path) -> None:
    (folder / "image.png").write_bytes(baking.bake(images.png(), json.dumps(world.assertion())))
    result = run(folder, "credential.json", "image.png")
    assert result.exit_code == 2
    assert "image.already_baked" in result.stderr
    assert not (folder / "out").exists()
    assert run(folder, "credential.json", "image.png", "--replace").exit_code == 0
    assert baking.unbake((folder / "out").read_bytes()).text == CREDENTIAL


@pytest.mark.parametrize(
    ("credential", "image", "content", "expected"),
    [
        ("missing.json", "image.png", None, (2, "file.missing")),
        ("credential.json", "missing.png", None, (2, "file.missing")),
        ("credential.json", "", None, (2, "file.many")),
        ("bad", "image.png", "hello", (1, "presented.unknown_form")),
        ("bad", "image.png", '{"a": 1, "a": 2}', (1, "json.duplicate_key")),
        ("bad", "image.png", '{"type": "Achievement"}', (1, "presented.unknown_type")),
        ("credential.json", "assertion.json", None, (1, "image.unknown_form")),
    ],
)
def test_bad_input_is_refused_with_its_code_and_nothing_is_written(
    folder: Path, credential: str, image: str, content: str | None, expected: tuple[int, str]
) -> None:
    if content is not None:
        (folder / credential).write_text(content)
    result = run(folder, credential, image)
    assert result.exit_code == expected[0]
    assert expected[1] in result.stderr
    assert not (folder / "out").exists()


def test_a_folder_that_is_not_there_is_told(folder: Path) -> None:
    arguments = [str(folder / "credential.json"), str(folder / "image.png"), "-o", str(folder / "no" / "out")]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 2
    assert "file.missing" in result.stderr
