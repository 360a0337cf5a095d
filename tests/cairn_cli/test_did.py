from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from cairn_cli import outside
from cairn_cli.main import app
from factories.issuers import issuer_folder
from simulators.outside import SimulatedIssuer, SimulatedWeb, holder_did

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def issuer(monkeypatch: pytest.MonkeyPatch) -> SimulatedIssuer:
    web = SimulatedWeb()
    monkeypatch.setattr(outside, "open_outside", lambda **options: web)
    return SimulatedIssuer(web)


def did(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["did", *arguments])


def test_did_web_is_resolved(issuer: SimulatedIssuer) -> None:
    result = did("resolve", issuer.did)
    assert result.exit_code == 0
    assert issuer.method in result.stdout
    assert "issues and presents" in result.stdout


def test_did_key_is_resolved_without_asking(issuer: SimulatedIssuer) -> None:
    assert "Ed25519" in did("resolve", holder_did()).stdout
    assert issuer.web.asked == []


def test_document_is_shown_as_json(issuer: SimulatedIssuer) -> None:
    assert json.loads(did("resolve", issuer.did, "--json").stdout)["id"] == issuer.did


def test_silent_server_ends_with_3(issuer: SimulatedIssuer) -> None:
    issuer.web.down.add(issuer.did_url)
    result = did("resolve", issuer.did)
    assert result.exit_code == 3
    assert "fetch.failed" in result.stderr


def test_what_is_no_identifier_ends_with_1(issuer: SimulatedIssuer) -> None:
    assert did("resolve", "did:web:").exit_code == 1


def test_document_to_publish_is_printed_with_its_address(tmp_path: Path) -> None:
    result = did("document", "--issuer", str(issuer_folder(tmp_path)))
    assert result.exit_code == 0
    assert json.loads(result.stdout)["id"] == "did:web:credentials.example.edu:organisations:northside"
    assert "https://credentials.example.edu/organisations/northside/did.json" in result.stderr


def test_folder_that_is_no_issuers_is_refused(tmp_path: Path) -> None:
    assert did("document", "--issuer", str(tmp_path)).exit_code == 2


def test_key_documents_are_published_without_a_key(tmp_path: Path) -> None:
    folder = issuer_folder(tmp_path)
    for key in folder.glob("key-????????????.json"):
        key.unlink()
    trees = [tmp_path / "server", tmp_path / "mirror"]
    result = did("publish", "--issuer", str(folder), *(f"--out={tree}" for tree in trees))
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [str(tree / "organisations/northside") for tree in trees]
    for tree in trees:
        names = sorted(path.name for path in (tree / "organisations/northside").iterdir())
        assert names == ["did.json", "key-history.json"]


def test_without_a_folder_every_known_copy_is_published(tmp_path: Path) -> None:
    folder = issuer_folder(tmp_path)
    nowhere = did("publish", "--issuer", str(folder))
    assert nowhere.exit_code == 2
    assert "did.no_copy" in nowhere.output
    did("publish", "--issuer", str(folder), "--out", str(tmp_path / "server"))
    (tmp_path / "server/organisations/northside/did.json").unlink()
    assert did("publish", "--issuer", str(folder)).exit_code == 0
    assert (tmp_path / "server/organisations/northside/did.json").is_file()


def test_a_copy_that_cannot_be_published_is_told_and_no_success(tmp_path: Path) -> None:
    folder = issuer_folder(tmp_path)
    did("publish", "--issuer", str(folder), "--out", str(tmp_path / "server"))
    (tmp_path / "server/organisations/northside/key-history.json").write_text("{}", encoding="utf-8")
    result = did("publish", "--issuer", str(folder))
    assert result.exit_code == 3
    assert f"Not brought up to date: {tmp_path}/server" in result.output


def test_an_older_issuer_folder_does_not_roll_the_published_keys_back(tmp_path: Path) -> None:
    folder = issuer_folder(tmp_path)
    shutil.copytree(folder, tmp_path / "backup")
    CliRunner().invoke(app, ["keys", "rotate", "--issuer", str(folder), "--no-passphrase"])
    did("publish", "--issuer", str(folder), "--out", str(tmp_path / "server"))
    result = did("publish", "--issuer", f"{tmp_path}/backup", "--out", str(tmp_path / "server"))
    assert result.exit_code == 2
    assert "issuer.history_behind" in result.output


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "server").write_text("mine", encoding="utf-8")
    result = did("publish", "--issuer", str(issuer_folder(tmp_path)), "--out", str(tmp_path / "server"))
    assert result.exit_code == 2
    assert "file.not_a_folder" in result.output
