from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from cairn import baking
from cairn.canonical import strict_json
from cairn.keys import format_did_key, format_plain_key_file
from cairn.proofs.vc_jwt import JwtProfile
from cairn_cli import clock, outside
from cairn_cli.main import app
from factories import images, keys
from simulators.outside import NOW, SimulatedIssuer, SimulatedWeb, holder_did, holder_signer, to_bytes

if TYPE_CHECKING:
    from pathlib import Path

FOR = ("--challenge", "n-0S6_WzA2Mj", "--domain", "https://employer.example")


@pytest.fixture
def issuer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimulatedIssuer:
    web = SimulatedWeb()
    monkeypatch.setattr(outside, "open_outside", lambda **options: web)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "holder.key").write_bytes(strict_json.format(format_plain_key_file(holder_signer())))
    issuer = SimulatedIssuer(web)
    (tmp_path / "one.json").write_bytes(to_bytes(issuer.issue(number=1)))
    (tmp_path / "two.jwt").write_bytes(to_bytes(issuer.issue_jwt(JwtProfile.JOSE, number=2)))
    (tmp_path / "three.svg").write_bytes(baking.bake(images.SVG, to_bytes(issuer.issue(number=3)).decode()))
    return issuer


def cairn(*arguments: str) -> Any:
    return CliRunner().invoke(app, list(arguments))


def present(*arguments: str) -> Any:
    return cairn("present", *arguments, "--key", "file:holder.key", *FOR)


def test_presentation_is_verified_for_its_challenge_and_domain(issuer: SimulatedIssuer) -> None:
    result = present("one.json", "two.jwt", "three.svg", "--out", "vp.json")
    assert result.exit_code == 0, result.stderr
    verified = cairn("verify", "vp.json", "--json", *FOR)
    report = json.loads(verified.stdout)
    assert (verified.exit_code, report["verdict"], report["kind"]) == (0, "valid", "presentation")
    assert [inner["verdict"] for inner in report["contained"]] == ["valid"] * 3
    holder = [check for check in report["checks"] if check["code"] == "holder"]
    assert [check["outcome"] for check in holder] == ["passed"]


def test_replay_to_another_verifier_is_refused(issuer: SimulatedIssuer) -> None:
    present("one.json", "--out", "vp.json")
    other = ("--challenge", FOR[1], "--domain", "https://other.example")
    assert cairn("verify", "vp.json", *other).exit_code == 1
    assert cairn("verify", "vp.json", "--challenge", "x", "--domain", FOR[3]).exit_code == 1


def test_presentation_goes_to_standard_output(issuer: SimulatedIssuer) -> None:
    document = json.loads(present("one.json").stdout)
    assert document["holder"] == holder_did()
    assert document["proof"][0]["created"] == "2026-03-01T12:00:00Z"


def test_credential_of_somebody_else_is_presented_in_vain(issuer: SimulatedIssuer, tmp_path: Path) -> None:
    thief = keys.signer("thief")
    (tmp_path / "holder.key").write_bytes(strict_json.format(format_plain_key_file(thief)))
    document = json.loads(present("one.json", "--out", "vp.json").stdout or "{}")
    assert document == {}
    result = cairn("verify", "vp.json", *FOR)
    assert result.exit_code == 1
    assert "holder.other_subject" in result.stdout
    assert format_did_key(thief.public_key) in result.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("nowhere.json",), "file.missing"),
        (("vp.json",), "present.no_credential"),
    ],
)
def test_what_cannot_be_presented_is_refused(issuer: SimulatedIssuer, arguments: Any, code: str) -> None:
    present("one.json", "--out", "vp.json")
    result = present(*arguments)
    assert result.exit_code == 2
    assert code in result.stderr


def test_empty_challenge_is_refused(issuer: SimulatedIssuer) -> None:
    result = cairn("present", "one.json", "--key", "file:holder.key", "--challenge", "", "--domain", "d")
    assert result.exit_code == 2
    assert "present.challenge" in result.stderr


def test_key_that_is_not_there_is_refused(issuer: SimulatedIssuer) -> None:
    assert cairn("present", "one.json", "--key", "file:no.key", *FOR).exit_code == 2
