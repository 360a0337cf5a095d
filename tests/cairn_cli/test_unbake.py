from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import typer
from typer.testing import CliRunner

from cairn import baking
from cairn_cli import unbake as module
from cairn_cli.unbake import unbake
from factories import images

if TYPE_CHECKING:
    from pathlib import Path

app = typer.Typer()
app.command()(unbake)

CREDENTIAL = '{"type": ["VerifiableCredential"], "name": "Größe"}'


@pytest.mark.parametrize("image", [images.png(), images.SVG], ids=["png", "svg"])
def test_the_credential_is_printed_and_nothing_else(tmp_path: Path, image: bytes) -> None:
    (tmp_path / "image").write_bytes(baking.bake(image, CREDENTIAL))
    result = CliRunner().invoke(app, [str(tmp_path / "image")])
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{CREDENTIAL}\n", "")


def test_standard_input_is_read() -> None:
    result = CliRunner().invoke(app, ["-"], input=baking.bake(images.png(), CREDENTIAL))
    assert result.stdout == f"{CREDENTIAL}\n"


def test_the_credential_is_written_to_a_file_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "image.png").write_bytes(baking.bake(images.png(), CREDENTIAL))
    out = tmp_path / "credential.json"
    result = CliRunner().invoke(app, [str(tmp_path / "image.png"), "--out", str(out)])
    assert (result.exit_code, result.stdout) == (0, "")
    assert out.read_bytes() == CREDENTIAL.encode()


def test_a_credential_cannot_steer_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        class stdout:  # noqa: N801
            @staticmethod
            def isatty() -> bool:
                return True

    monkeypatch.setattr(module, "sys", Terminal)
    text = '{"type": ["VerifiableCredential"], "name": "\x9b2J\u202e"}'
    (tmp_path / "image.png").write_bytes(baking.bake(images.png(), text))
    result = CliRunner().invoke(app, [str(tmp_path / "image.png")])
    assert "\x9b" not in result.stdout
    assert "\\u009b2J\\u202e" in result.stdout


@pytest.mark.parametrize(
    ("data", "exit_code", "code"),
    [
        (images.png(), 1, "image.not_baked"),
        (images.png()[:40], 1, "image.malformed_png"),
        (b"hello", 1, "image.unknown_form"),
        (b"<svg", 1, "image.malformed_svg"),
        (None, 2, "file.missing"),
    ],
)
def test_bad_input_is_refused_with_its_code(
    tmp_path: Path, data: bytes | None, exit_code: int, code: str
) -> None:
    if data is not None:
        (tmp_path / "image").write_bytes(data)
    result = CliRunner().invoke(app, [str(tmp_path / "image"), "--out", str(tmp_path / "out")])
    assert result.exit_code == exit_code
    assert code in result.stderr
    assert not (tmp_path / "out").exists()
