from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from cairn.errors import UsageError
from cairn.keys import KeyState
from cairn_cli.clock import now
from cairn_cli.issuer_folder import IssuerFolder
from cairn_cli.main import app
from factories.issuers import issuer_folder

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

ISSUER = ["--name", "Northside College", "--origin", "https://a.example.edu", "--slug", "northside"]


def keys(*arguments: str, passphrase: str = "") -> Result:
    return CliRunner().invoke(app, ["keys", *arguments], env={"CAIRN_PASSPHRASE": passphrase})


def test_a_new_issuer_has_settings_history_and_an_encrypted_key(tmp_path: Path) -> None:
    folder = tmp_path / "issuer"
    result = keys("new", *ISSUER, "--issuer", str(folder), passphrase="four words of luck")
    assert result.exit_code == 0
    assert result.stdout.strip() == "did:web:a.example.edu:organisations:northside"
    key = next(folder.glob("key-????????????.json"))
    assert key.stat().st_mode & 0o077 == 0
    assert "secretKeyMultibase" not in key.read_text(encoding="utf-8")
    opened = IssuerFolder(folder)
    assert opened.open_signer(opened.read(), passphrase=lambda: "four words of luck")


def test_a_key_without_a_passphrase_is_warned_about(tmp_path: Path) -> None:
    result = keys("new", *ISSUER, "--issuer", str(tmp_path / "issuer"), "--no-passphrase")
    assert result.exit_code == 0
    assert "stored unencrypted" in result.output


def test_an_issuer_is_not_overwritten(tmp_path: Path) -> None:
    issuer = issuer_folder(tmp_path)
    before = {path.name: path.read_bytes() for path in issuer.iterdir()}
    result = keys("new", *ISSUER, "--issuer", str(issuer), "--no-passphrase")
    assert result.exit_code == 2
    assert {path.name: path.read_bytes() for path in issuer.iterdir()} == before


def test_a_profile_that_no_credential_may_hold_is_refused_at_once(tmp_path: Path) -> None:
    arguments = [
        "new",
        *ISSUER,
        "--url",
        "northside",
        "--issuer",
        str(tmp_path / "issuer"),
        "--no-passphrase",
    ]
    assert keys(*arguments).exit_code == 2
    assert not (tmp_path / "issuer").exists()


@pytest.mark.parametrize(
    ("key_type", "suite"), [("Ed25519", "eddsa-rdfc-2022"), ("P-256", "ecdsa-rdfc-2019")]
)
def test_the_suite_goes_with_the_type_of_key(tmp_path: Path, key_type: str, suite: str) -> None:
    assert IssuerFolder(issuer_folder(tmp_path, key_type=key_type)).read().cryptosuite == suite


def test_an_unknown_type_of_key_is_refused(tmp_path: Path) -> None:
    result = keys("new", *ISSUER, "--issuer", str(tmp_path / "issuer"), "--type", "RSA", "--no-passphrase")
    assert result.exit_code == 2
    assert "Use Ed25519 or P-256." in result.output


def test_a_rotated_key_is_retired_and_the_new_one_signs(tmp_path: Path) -> None:
    issuer = issuer_folder(tmp_path)
    old = IssuerFolder(issuer).read().key_uri
    assert keys("rotate", "--issuer", str(issuer), "--no-passphrase").exit_code == 0
    folder = IssuerFolder(issuer)
    periods = folder.history().periods
    assert folder.read().key_uri != old
    assert len(periods) == 2
    assert len(list(issuer.glob("key-????????????.json"))) == 2
    later = now() + timedelta(seconds=1)
    assert [folder.history().state_at(period.method_id, later) for period in periods] == [
        KeyState.RETIRED,
        KeyState.VALID,
    ]


def test_a_rotation_stopped_half_way_is_finished(tmp_path: Path) -> None:
    issuer = issuer_folder(tmp_path)
    before = (issuer / "issuer.json").read_bytes()
    keys("rotate", "--issuer", str(issuer), "--no-passphrase")
    after = (issuer / "issuer.json").read_bytes()
    (issuer / "issuer.json").write_bytes(before)
    result = keys("rotate", "--issuer", str(issuer), "--no-passphrase")
    assert "it is finished now" in result.output
    assert (issuer / "issuer.json").read_bytes() == after
    assert len(IssuerFolder(issuer).history().periods) == 2


def test_a_retired_key_signs_no_more(tmp_path: Path) -> None:
    issuer = issuer_folder(tmp_path)
    assert keys("retire", "--issuer", str(issuer)).exit_code == 0
    folder = IssuerFolder(issuer)
    with pytest.raises(UsageError) as caught:
        folder.open_signer(folder.read(), passphrase=str)
    assert caught.value.code == "issuer.key_not_in_use"
    assert keys("retire", "--issuer", str(issuer)).exit_code == 2


def test_after_a_compromise_a_new_key_begins_on_its_own(tmp_path: Path) -> None:
    issuer = issuer_folder(tmp_path)
    folder = IssuerFolder(issuer)
    keys("compromised", folder.history().periods[0].method_id, "--issuer", str(issuer))
    assert keys("rotate", "--issuer", str(issuer), "--no-passphrase").exit_code == 0
    assert folder.open_signer(folder.read(), passphrase=str)


def test_a_compromised_key_is_believed_no_more(tmp_path: Path) -> None:
    issuer = issuer_folder(tmp_path)
    method = IssuerFolder(issuer).history().periods[0].method_id
    assert keys("compromised", method, "--issuer", str(issuer), "--reason", "stolen").exit_code == 0
    assert IssuerFolder(issuer).history().state_at(method, now()) is KeyState.COMPROMISED


def test_the_history_is_shown(tmp_path: Path) -> None:
    issuer = issuer_folder(tmp_path)
    method = IssuerFolder(issuer).history().periods[0].method_id
    assert method in keys("show", "--issuer", str(issuer)).stdout
    assert method in json.dumps(json.loads(keys("show", "--issuer", str(issuer), "--json").stdout))


def test_a_holder_gets_a_did_key(tmp_path: Path) -> None:
    path = tmp_path / "holder.json"
    result = keys("holder", "--out", str(path), "--no-passphrase")
    assert result.stdout.startswith("did:key:z6Mk")
    assert path.stat().st_mode & 0o077 == 0
    assert keys("holder", "--out", str(path), "--no-passphrase").exit_code == 2
