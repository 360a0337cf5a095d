from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from typer.testing import CliRunner

from cairn import baking
from cairn.proofs.vc_jwt import JwtProfile
from cairn_cli.main import app
from factories import images
from simulators.outside import SimulatedIssuer, SimulatedWeb, to_bytes

if TYPE_CHECKING:
    from pathlib import Path

ISSUER = SimulatedIssuer(SimulatedWeb())


def inspect(*arguments: str, stdin: bytes | None = None) -> Any:
    return CliRunner().invoke(app, ["inspect", *arguments], input=stdin)


def test_members_are_shown_and_nothing_is_judged(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    path.write_bytes(to_bytes({**ISSUER.issue(), "name": "Altered"}))
    result = inspect(str(path))
    assert result.exit_code == 0
    assert "name: Altered" in result.stdout
    assert "credentialSubject:" in result.stdout
    assert "Not verified" in result.stderr


def test_document_as_json() -> None:
    credential = ISSUER.issue()
    found = json.loads(inspect("--json", "-", stdin=to_bytes(credential)).stdout)
    assert found == {"kind": "credential", "form": "json", "document": credential}


def test_jwt_is_opened() -> None:
    found = json.loads(inspect("--json", ISSUER.issue_jwt(JwtProfile.JOSE)).stdout)
    assert (found["form"], found["document"]["id"]) == ("jwt", ISSUER.draft()["id"])


def test_image_is_opened() -> None:
    image = baking.bake(images.png(), to_bytes(ISSUER.issue()).decode())
    assert "Reading a food label" in inspect("-", stdin=image).stdout


def test_long_and_steering_text_is_made_harmless() -> None:
    text = "x" * 500 + "\x1b[2J\n"
    result = inspect("-", stdin=to_bytes({**ISSUER.draft(), "name": text, "description": "a\nb\x9b"}))
    assert "\x1b" not in result.stdout
    assert "characters)" in result.stdout
    assert "a\\nb\\u009b" in result.stdout


def test_what_is_no_credential_is_refused() -> None:
    result = inspect("-", stdin=b"hello")
    assert result.exit_code == 1
    assert "presented.unknown_form" in result.stderr


def test_folder_is_refused(tmp_path: Path) -> None:
    assert inspect(str(tmp_path)).exit_code == 2
