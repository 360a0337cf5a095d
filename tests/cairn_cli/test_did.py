from __future__ import annotations

import json
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
