"""Bundled contexts: pinned, complete, and equal as JSON to the published ones."""

from __future__ import annotations

import json
from hashlib import sha256
from importlib import resources
from pathlib import Path

import pytest

from cairn.credentials import contexts
from cairn.errors import DocumentError, UnavailableError

FOLDER = Path(str(resources.files(contexts)))

PUBLISHED = {
    contexts.CREDENTIALS_V1: "credentials-v1.jsonld",
    contexts.CREDENTIALS_V2: "credentials-v2.jsonld",
    "https://www.w3.org/ns/credentials/undefined-terms/v2": "credentials-undefined-terms-v2.jsonld",
    "https://www.w3.org/ns/did/v1": "did-v1.jsonld",
    "https://www.w3.org/ns/credentials/status/v1": "status-v1.jsonld",
    "https://w3id.org/vc/status-list/2021/v1": "status-list-2021-v1.jsonld",
    "https://w3id.org/security/data-integrity/v1": "data-integrity-v1.jsonld",
    "https://w3id.org/security/data-integrity/v2": "data-integrity-v2.jsonld",
    "https://w3id.org/security/multikey/v1": "multikey-v1.jsonld",
    "https://w3id.org/security/suites/ed25519-2020/v1": "suites-ed25519-2020.jsonld",
    "https://purl.imsglobal.org/spec/ob/v3p0/context.json": "ob-v3p0-context.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json": "ob-v3p0-context-3.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json": "ob-v3p0-context-3.0.2.json",
    contexts.OPEN_BADGES_V3: "ob-v3p0-context-3.0.3.json",
    contexts.OPEN_BADGES_EXTENSIONS: "ob-v3p0-extensions.json",
    contexts.CLR_V2: "clr-v2p0-2.0.1.json",
}


@pytest.mark.parametrize("row", contexts.PINNED, ids=lambda row: row.file)
def test_the_bundled_bytes_are_the_pinned_ones(row: contexts.PinnedContext) -> None:
    assert sha256((FOLDER / row.file).read_bytes()).hexdigest() == row.sha256


@pytest.mark.parametrize("url", contexts.urls())
def test_each_context_equals_the_published_one_as_json(url: str, shared_data: Path) -> None:
    published = json.loads((shared_data / "contexts" / PUBLISHED[url]).read_bytes())
    assert contexts.load(url) == published


def test_no_file_is_bundled_without_a_pin_and_a_licence() -> None:
    files = {path.name for path in FOLDER.glob("*.json")}
    assert files == {row.file for row in contexts.PINNED}
    licences = (FOLDER / "LICENCES.md").read_text()
    for row in contexts.PINNED:
        assert f"| {row.file} |" in licences
        assert row.sha256 in licences


def test_a_context_is_read_once() -> None:
    assert contexts.load(contexts.CREDENTIALS_V2) is contexts.load(contexts.CREDENTIALS_V2)


@pytest.mark.parametrize(
    "url",
    [
        "https://attacker.example/v1",
        "http://www.w3.org/ns/credentials/v2",
        "https://www.w3.org/ns/credentials/v2#",
        "../credentials-v2.json",
        "",
    ],
)
def test_an_unknown_address_is_refused_and_never_fetched(url: str) -> None:
    with pytest.raises(DocumentError) as caught:
        contexts.load(url)
    assert caught.value.code == "context.unknown"
    assert caught.value.where == url
    assert caught.value.mend


def test_a_file_altered_on_disk_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "did-v1.json").write_text('{"@context": {"@vocab": "https://attacker.example/"}}')
    monkeypatch.setattr(contexts, "_LOADED", {})
    monkeypatch.setattr(contexts.resources, "files", lambda _package: tmp_path)
    with pytest.raises(UnavailableError) as caught:
        contexts.load("https://www.w3.org/ns/did/v1")
    assert caught.value.code == "context.altered"


def test_a_missing_file_is_said_to_be_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(contexts, "_LOADED", {})
    monkeypatch.setattr(contexts.resources, "files", lambda _package: tmp_path)
    with pytest.raises(UnavailableError) as caught:
        contexts.load("https://www.w3.org/ns/did/v1")
    assert caught.value.code == "context.missing"
