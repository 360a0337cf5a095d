from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from cairn.errors import UnavailableError, UsageError
from cairn_cli.main import app
from cairn_cli.outside import open_outside
from factories.issuers import issuer_folder
from factories.learners import ORIGIN, table_of

if TYPE_CHECKING:
    from pathlib import Path


def _batch(root: Path) -> Path:
    issuer_folder(root)
    (root / "learners.csv").write_bytes(table_of(1))
    made = CliRunner().invoke(
        app,
        [
            "issue", "--achievement", f"{root}/achievement.json", "--csv", f"{root}/learners.csv", "--yes",
            "--out", f"{root}/out", "--issuer", f"{root}/issuer",
        ],
    )  # fmt: skip
    assert made.exit_code == 0, made.output
    return root / "out"


def test_a_batch_folder_answers_for_its_issuer(tmp_path: Path) -> None:
    load = open_outside(site=_batch(tmp_path), offline=True)
    assert b"did:web:" in load(f"{ORIGIN}/organisations/northside/did.json")
    assert b"BitstringStatusListCredential" in load(f"{ORIGIN}/status/northside/revocation/1")
    own_id = (tmp_path / "out/packs/00000.csv").read_text().splitlines()[1].split(",")[1]
    assert own_id.encode() in load(own_id)


def test_offline_the_network_is_not_asked(tmp_path: Path) -> None:
    for load in (open_outside(offline=True), open_outside(site=_batch(tmp_path), offline=True)):
        with pytest.raises(UnavailableError) as caught:
            load("https://other.example/")
        assert caught.value.code == "fetch.offline"


def test_a_folder_without_a_batch_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        open_outside(site=tmp_path, offline=True)
    assert caught.value.code == "journal.missing"


def test_the_network_is_loaded_only_when_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] in {"cairn_net", "httpcore2"}]:
        monkeypatch.delitem(sys.modules, name)
    load = open_outside()
    assert "cairn_net.fetching" not in sys.modules
    with pytest.raises(UnavailableError) as caught:
        load("https://127.0.0.1/")
    assert caught.value.code == "fetch.forbidden_address"
