from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from cairn.canonical import strict_json
from cairn.status import StatusList, StatusPurpose
from cairn.verifier import CheckCode, Outcome, Verifier
from cairn_cli import revocations
from cairn_cli.clock import now
from cairn_cli.durable import only_one
from cairn_cli.main import app
from cairn_cli.outside import open_outside
from factories.issuers import issuer_folder
from factories.learners import ORIGIN, table_of

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from cairn.verifier import Check

REVOCATION_LIST = f"{ORIGIN}/status/northside/revocation/1"


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """A batch of four credentials."""
    issuer_folder(tmp_path)
    (tmp_path / "learners.csv").write_bytes(table_of(4))
    made = _run(
        "issue", "--achievement", f"{tmp_path}/achievement.json", "--csv", f"{tmp_path}/learners.csv", "--yes",
        "--out", f"{tmp_path}/out", "--issuer", f"{tmp_path}/issuer",
    )  # fmt: skip
    assert made.exit_code == 0, made.output
    return tmp_path


def _status(world: Path, command: str, *arguments: str) -> Result:
    folders = ["--site", f"{world}/out"]
    if command != "show":
        folders += ["--issuer", f"{world}/issuer"]
    return _run("status", command, *arguments, *folders)


def _packed(world: Path) -> list[dict[str, Any]]:
    lines = (world / "out" / "packs" / "00000.jsonl").read_bytes().splitlines()
    return [json.loads(line) for line in lines]


def _ids(world: Path) -> list[str]:
    return [document["id"] for document in _packed(world)]


def _list_path(world: Path, purpose: str = "revocation", *, number: int = 1) -> Path:
    return world / "out" / "public" / "status" / "northside" / purpose / str(number)


def _marked(world: Path, purpose: str = "revocation", *, number: int = 1) -> int:
    document = json.loads(_list_path(world, purpose, number=number).read_bytes())
    encoded = document["credentialSubject"]["encodedList"]
    return StatusList.decode(StatusPurpose(purpose), encoded).count()


def _check(world: Path, number: int) -> Check:
    verifier = Verifier(loader=open_outside(site=world / "out", offline=True))
    report = verifier.inspect(strict_json.format(_packed(world)[number]), now=now())
    found = report.check(CheckCode.STATUS)
    assert found is not None
    return found


@pytest.fixture
def suspendable(world: Path) -> Path:
    """A batch of four credentials that can be suspended."""
    made = _run(
        "issue", "--achievement", f"{world}/achievement.json", "--csv", f"{world}/learners.csv", "--yes",
        "--out", f"{world}/out-2", "--issuer", f"{world}/issuer", "--suspendable",
    )  # fmt: skip
    assert made.exit_code == 0, made.output
    (world / "out").rename(world / "out-1")
    (world / "out-2").rename(world / "out")
    return world


def test_a_revoked_credential_no_longer_verifies_and_the_others_do(world: Path) -> None:
    result = _status(world, "revoke", _ids(world)[1], "--reason", "Issued in error")
    assert result.exit_code == 0, result.output
    assert (_check(world, 1).outcome, _check(world, 1).reason) == (Outcome.FAILED, "status.revoked")
    assert [_check(world, number).outcome for number in (0, 2, 3)] == [Outcome.PASSED] * 3


def test_the_reason_and_the_name_of_the_credential_are_not_published(world: Path) -> None:
    own_id = _ids(world)[1]
    _status(world, "revoke", own_id, "--reason", "Issued in error")
    published = _list_path(world).read_text()
    assert "Issued in error" not in published
    assert own_id.rpartition("/")[2] not in published


def test_the_record_is_for_the_owner_only(world: Path) -> None:
    _status(world, "revoke", _ids(world)[1])
    assert (world / "out" / revocations.RECORD).stat().st_mode & 0o777 == 0o600


def test_a_uuid_is_enough(world: Path) -> None:
    result = _status(world, "revoke", _ids(world)[0].rpartition("/")[2], "--json")
    assert json.loads(result.output) == {"changed": [_ids(world)[0]], "published": [REVOCATION_LIST]}


def test_several_are_revoked_in_one_step(world: Path) -> None:
    assert _status(world, "revoke", *_ids(world)[:3]).exit_code == 0
    assert _marked(world) == 3


def test_one_unknown_credential_stops_all(world: Path) -> None:
    result = _status(world, "revoke", _ids(world)[0], f"{ORIGIN}/credentials/unknown", "--json")
    assert result.exit_code == 2
    assert json.loads(result.output)["error"]["code"] == "status.unknown_credential"
    assert _marked(world) == 0
    assert not (world / "out" / revocations.RECORD).exists()


def test_revoking_again_changes_nothing(world: Path) -> None:
    own_id = _ids(world)[0]
    _status(world, "revoke", own_id, own_id)
    before = _list_path(world).read_bytes()
    result = _status(world, "revoke", own_id, "--json")
    assert json.loads(result.output) == {"changed": [], "published": []}
    assert _list_path(world).read_bytes() == before
    assert len((world / "out" / revocations.RECORD).read_bytes().splitlines()) == 1


def test_a_revocation_is_for_good(world: Path) -> None:
    own_id = _ids(world)[0]
    _status(world, "revoke", own_id)
    for command in ("reinstate", "suspend"):
        result = _status(world, command, own_id, "--json")
        assert result.exit_code == 2
        assert json.loads(result.output)["error"]["code"] == "status.revoked_for_good"
    assert _marked(world) == 1


def test_what_is_issued_to_be_suspendable_is_suspended_and_reinstated(suspendable: Path) -> None:
    own_id = _ids(suspendable)[1]
    assert _status(suspendable, "suspend", own_id).exit_code == 0
    assert _marked(suspendable, "suspension", number=2) == 1
    assert _check(suspendable, 1).reason == "status.suspended"
    assert [_check(suspendable, number).outcome for number in (0, 2, 3)] == [Outcome.PASSED] * 3
    assert _status(suspendable, "reinstate", own_id).exit_code == 0
    assert _marked(suspendable, "suspension", number=2) == 0
    assert _marked(suspendable, number=2) == 0
    assert _check(suspendable, 1).outcome is Outcome.PASSED


def test_what_is_suspended_can_be_revoked_for_good(suspendable: Path) -> None:
    own_id = _ids(suspendable)[0]
    _status(suspendable, "suspend", own_id)
    assert _status(suspendable, "revoke", own_id).exit_code == 0
    assert (_marked(suspendable, "suspension", number=2), _marked(suspendable, number=2)) == (1, 1)
    assert _status(suspendable, "reinstate", own_id).exit_code == 2


def test_all_lists_of_both_purposes_are_published_anew(suspendable: Path) -> None:
    published = json.loads(_status(suspendable, "publish", "--json").output)["published"]
    assert published == [f"{ORIGIN}/status/northside/{purpose}/2" for purpose in ("revocation", "suspension")]


def test_after_a_compromise_lists_are_signed_by_the_next_key(world: Path) -> None:
    _status(world, "revoke", _ids(world)[0])
    method = json.loads(_list_path(world).read_bytes())["proof"][0]["verificationMethod"]
    assert _run("keys", "compromised", method, "--issuer", f"{world}/issuer").exit_code == 0
    before = _list_path(world).read_bytes()
    refused = _status(world, "publish")
    assert refused.exit_code == 2
    assert "cairn keys rotate" in refused.output
    assert _list_path(world).read_bytes() == before
    assert _run("keys", "rotate", "--issuer", f"{world}/issuer", "--no-passphrase").exit_code == 0
    assert _status(world, "publish").exit_code == 0
    assert _status(world, "revoke", _ids(world)[1]).exit_code == 0
    assert json.loads(_list_path(world).read_bytes())["proof"][0]["verificationMethod"] != method
    assert _marked(world) == 2


def test_after_a_compromise_what_older_keys_signed_is_valid_again_by_new_lists(world: Path) -> None:
    rotate = ("keys", "rotate", "--issuer", f"{world}/issuer", "--no-passphrase")
    assert _run(*rotate).exit_code == 0
    _status(world, "publish")
    stolen = json.loads(_list_path(world).read_bytes())["proof"][0]["verificationMethod"]
    assert _run("keys", "compromised", stolen, "--issuer", f"{world}/issuer").exit_code == 0
    assert _check(world, 0).outcome is not Outcome.PASSED
    assert _run(*rotate).exit_code == 0
    assert _status(world, "publish").exit_code == 0
    assert _check(world, 0).outcome is Outcome.PASSED


def test_nothing_is_revoked_where_the_person_asked_says_no(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("cairn_cli.asking.can_ask", lambda: True)
    monkeypatch.setattr("cairn_cli.asking.agrees", asked.append)
    assert _status(world, "revoke", *_ids(world)[:2]).exit_code == 5
    assert asked == ["Revoke 2 credentials for good?"]
    assert not (world / "out" / revocations.RECORD).exists()
    assert _status(world, "revoke", _ids(world)[0], "--yes").exit_code == 0
    assert _marked(world) == 1


def test_a_suspension_needs_no_consent(suspendable: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cairn_cli.asking.can_ask", lambda: True)
    assert _status(suspendable, "suspend", _ids(suspendable)[0]).exit_code == 0


def test_what_was_issued_without_an_entry_for_it_cannot_be_suspended(world: Path) -> None:
    result = _status(world, "suspend", _ids(world)[0], "--json")
    assert result.exit_code == 2
    assert json.loads(result.output)["error"]["code"] == "status.no_entry"


def test_after_a_crash_between_record_and_list_the_next_command_catches_up(world: Path) -> None:
    before = _list_path(world).read_bytes()
    _status(world, "revoke", _ids(world)[0])
    _list_path(world).write_bytes(before)
    assert _status(world, "revoke", _ids(world)[1]).exit_code == 0
    assert _marked(world) == 2


def test_a_lost_list_is_made_again_from_the_record(world: Path) -> None:
    _status(world, "revoke", _ids(world)[0])
    _list_path(world).unlink()
    result = _status(world, "publish", "--json")
    assert json.loads(result.output) == {"published": [REVOCATION_LIST]}
    assert _marked(world) == 1
    assert _check(world, 0).reason == "status.revoked"


def test_a_lost_record_clears_nobody(world: Path) -> None:
    _status(world, "revoke", _ids(world)[0])
    (world / "out" / revocations.RECORD).unlink()
    for command, *ids in (("publish",), ("revoke", _ids(world)[1])):
        result = _status(world, command, *ids, "--json")
        assert result.exit_code == 2
        assert json.loads(result.output)["error"]["code"] == "revocations.incomplete"
    assert _marked(world) == 1
    assert not (world / "out" / revocations.RECORD).exists()


def test_after_a_change_of_key_lists_are_signed_by_the_new_one(world: Path) -> None:
    _status(world, "revoke", _ids(world)[0])
    assert _run("keys", "rotate", "--issuer", f"{world}/issuer", "--no-passphrase").exit_code == 0
    old = json.loads(_list_path(world).read_bytes())["proof"][0]["verificationMethod"]
    assert _status(world, "publish").exit_code == 0
    assert json.loads(_list_path(world).read_bytes())["proof"][0]["verificationMethod"] != old
    assert _check(world, 0).reason == "status.revoked"
    assert _check(world, 1).outcome is Outcome.PASSED


def test_two_at_once_are_kept_apart(world: Path) -> None:
    with only_one(world / "out"):
        result = _status(world, "revoke", _ids(world)[0], "--json")
    assert json.loads(result.output)["error"]["code"] == "folder.busy"


def test_another_issuer_cannot_revoke(world: Path, tmp_path: Path) -> None:
    made = _run(
        "keys", "new", "--issuer", f"{tmp_path}/other", "--name", "Other", "--origin", ORIGIN, "--slug", "other",
        "--no-passphrase",
    )  # fmt: skip
    assert made.exit_code == 0
    result = _run(
        "status",
        "revoke",
        _ids(world)[0],
        "--site",
        f"{world}/out",
        "--issuer",
        f"{tmp_path}/other",
        "--json",
    )
    assert json.loads(result.output)["error"]["code"] == "status.other_issuer"


def test_show_tells_what_happened_and_why(world: Path) -> None:
    first, second = _ids(world)[:2]
    _status(world, "revoke", first, "--reason", "Issued in error")
    shown = json.loads(_status(world, "show", "--json").output)
    assert shown["counts"] == {"revoked": 1}
    (row,) = shown["credentials"]
    assert (row["credential"], row["state"], row["reason"]) == (first, "revoked", "Issued in error")
    (row,) = json.loads(_status(world, "show", second, "--json").output)["credentials"]
    assert (row["state"], row["since"]) == ("in force", None)
    assert "revoked" in _status(world, "show").output


def test_show_says_where_nothing_happened(world: Path) -> None:
    result = _status(world, "show")
    assert result.exit_code == 0
    assert "Nothing was revoked" in result.output
