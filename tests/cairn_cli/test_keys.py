from __future__ import annotations

import json
import multiprocessing
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer
from typer.testing import CliRunner

from cairn.errors import UsageError
from cairn.keys import KeyState
from cairn_cli import passphrases
from cairn_cli.clock import now
from cairn_cli.issuer_folder import IssuerFolder
from cairn_cli.main import app
from factories.issuers import issuer_folder

if TYPE_CHECKING:
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


@pytest.mark.parametrize(
    ("option", "value", "code"),
    [
        ("--name", "  ", "issuer.name"),
        ("--name", "Northside\nCollege", "issuer.name"),
        ("--name", "\u202eegelloC", "issuer.name"),
        ("--name", "N" * 5000, "issuer.name"),
        ("--email", "nope", "issuer.email"),
        ("--url", "javascript:x", "issuer.url"),
        ("--origin", "https://a.example.edu:9000", "issuer.origin"),
        ("--origin", "https://records.internal", "issuer.origin"),
        ("--slug", "a" * 64, "issuer.slug"),
    ],
)
def test_what_could_never_be_changed_is_refused_at_once(
    tmp_path: Path, option: str, value: str, code: str
) -> None:
    result = keys("new", *ISSUER, option, value, "--issuer", str(tmp_path / "issuer"), "--no-passphrase")
    assert result.exit_code == 2
    assert code in result.output
    assert not (tmp_path / "issuer").exists()


def test_an_issuer_on_this_machine_is_told_that_nobody_else_sees_it(tmp_path: Path) -> None:
    origin = ["--origin", "http://localhost:8000"]
    result = keys("new", *ISSUER, *origin, "--issuer", str(tmp_path / "issuer"), "--no-passphrase")
    assert result.exit_code == 0
    assert "Only this machine can ask this origin" in result.output


def test_a_history_without_settings_is_not_written_over(tmp_path: Path) -> None:
    issuer = issuer_folder(tmp_path)
    (issuer / "issuer.json").unlink()
    before = (issuer / "key-history.json").read_bytes()
    result = keys("new", *ISSUER, "--issuer", str(issuer), "--no-passphrase")
    assert result.exit_code == 2
    assert "issuer.incomplete" in result.output
    assert (issuer / "key-history.json").read_bytes() == before


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


def test_a_batch_that_begins_while_a_passphrase_is_typed_keeps_its_status_lists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    issuer = issuer_folder(tmp_path)

    def type_slowly() -> str:
        assert IssuerFolder(issuer).reserve_status_lists(2) == 1
        return "four words of luck"

    monkeypatch.setattr(passphrases, "choose_passphrase", type_slowly)
    assert keys("rotate", "--issuer", str(issuer)).exit_code == 0
    assert IssuerFolder(issuer).reserve_status_lists(1) == 3


def test_a_rotation_during_a_rotation_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    issuer = issuer_folder(tmp_path)

    def type_slowly() -> str:
        assert keys("rotate", "--issuer", str(issuer), "--no-passphrase").exit_code == 0
        return "four words of luck"

    monkeypatch.setattr(passphrases, "choose_passphrase", type_slowly)
    result = keys("rotate", "--issuer", str(issuer))
    assert result.exit_code == 2
    assert "issuer.keys_changed" in result.output
    folder = IssuerFolder(issuer)
    assert len(folder.history().periods) == 2
    assert folder.open_signer(folder.read(), passphrase=str)


def _reserve_many(path: str) -> None:
    for _ in range(20):
        IssuerFolder(Path(path)).reserve_status_lists(1)


def test_two_processes_that_rotate_and_reserve_lose_no_status_list(tmp_path: Path) -> None:
    issuer = issuer_folder(tmp_path)
    other = multiprocessing.get_context("spawn").Process(target=_reserve_many, args=(str(issuer),))
    other.start()
    rotations = 0
    while other.is_alive() and rotations < 50:
        rotations += keys("rotate", "--issuer", str(issuer), "--no-passphrase").exit_code == 0
    other.join()
    assert other.exitcode == 0
    folder = IssuerFolder(issuer)
    assert folder.read().next_status_list == 21
    assert len(folder.history().periods) == rotations + 1
    assert folder.open_signer(folder.read(), passphrase=str)


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


def test_after_a_compromise_that_nobody_followed_up_the_command_says_how(tmp_path: Path) -> None:
    issuer = issuer_folder(tmp_path)
    method = IssuerFolder(issuer).history().periods[0].method_id
    told = keys("compromised", method, "--issuer", str(issuer)).output
    for command in ("cairn keys rotate", "cairn did publish", "cairn status publish"):
        assert command in told


def test_a_compromise_in_the_past_is_marked_with_its_moment(tmp_path: Path) -> None:
    issuer = issuer_folder(tmp_path)
    moment = IssuerFolder(issuer).history().periods[0].valid_from
    method = IssuerFolder(issuer).history().periods[0].method_id
    at = moment.isoformat().replace("+00:00", "Z")
    assert keys("compromised", method, "--issuer", str(issuer), "--at", at).exit_code == 0
    assert IssuerFolder(issuer).history().periods[0].compromised_at == moment
    assert keys("rotate", "--issuer", str(issuer), "--no-passphrase").exit_code == 0


@pytest.mark.parametrize("at", ["yesterday", "2999-01-01T00:00:00Z", "2001-01-01T00:00:00Z"])
def test_a_compromise_at_no_moment_of_the_key_is_refused(tmp_path: Path, at: str) -> None:
    issuer = issuer_folder(tmp_path)
    before = (issuer / "key-history.json").read_bytes()
    method = IssuerFolder(issuer).history().periods[0].method_id
    assert keys("compromised", method, "--issuer", str(issuer), "--at", at).exit_code == 2
    assert (issuer / "key-history.json").read_bytes() == before


def test_a_compromise_is_not_marked_where_the_person_asked_says_no(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    issuer = issuer_folder(tmp_path)
    method = IssuerFolder(issuer).history().periods[0].method_id
    monkeypatch.setattr(typer, "confirm", lambda *_, **__: False)
    monkeypatch.setattr("cairn_cli.asking.can_ask", lambda: True)
    assert keys("compromised", method, "--issuer", str(issuer)).exit_code == 5
    assert IssuerFolder(issuer).history().current is not None
    assert keys("compromised", method, "--issuer", str(issuer), "--yes").exit_code == 0
    assert IssuerFolder(issuer).history().current is None


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
