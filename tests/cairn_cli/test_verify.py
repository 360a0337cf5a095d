from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from cairn import baking
from cairn.holder import present
from cairn.keys import did_key_method_id, format_did_key
from cairn.proofs.vc_jwt import JwtProfile
from cairn_cli import clock, outside
from cairn_cli.main import app
from factories import images, keys
from simulators.outside import (
    INTEGRITY,
    NOW,
    SimulatedIssuer,
    SimulatedWeb,
    holder_did,
    holder_method,
    holder_signer,
    to_bytes,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def web() -> SimulatedWeb:
    return SimulatedWeb()


@pytest.fixture
def issuer(web: SimulatedWeb) -> SimulatedIssuer:
    return SimulatedIssuer(web)


@pytest.fixture
def verify(web: SimulatedWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    monkeypatch.setattr(outside, "open_outside", lambda **options: web)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, stdin: bytes | None = None) -> Any:
        return CliRunner().invoke(app, ["verify", *arguments], input=stdin)

    return run


def write(folder: Path, name: str, document: Any) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(to_bytes(document))
    return str(path)


def own_credential(issuer: SimulatedIssuer) -> bytes:
    """Return a credential whose issuer is a did:key, so that nothing has to be asked of anybody."""
    signer = keys.signer("small")
    draft: Any = issuer.draft(credentialStatus=...)
    draft["issuer"]["id"] = format_did_key(signer.public_key)
    return to_bytes(
        issuer.sign(draft, signer=signer, verification_method=did_key_method_id(signer.public_key))
    )


def test_file_is_verified(verify: Any, issuer: SimulatedIssuer, tmp_path: Path) -> None:
    result = verify(write(tmp_path, "one.json", issuer.issue()))
    assert result.exit_code == 0
    assert "Valid" in result.stdout
    assert "Reading a food label" in result.stdout
    assert "✓ The signature is right for this document." in result.stdout


@pytest.mark.parametrize("profile", JwtProfile)
def test_jwt_is_verified_from_a_file_and_as_it_stands(
    verify: Any, issuer: SimulatedIssuer, tmp_path: Path, profile: JwtProfile
) -> None:
    text = issuer.issue_jwt(profile)
    assert verify(write(tmp_path, "one.jwt", text)).exit_code == 0
    assert verify(text).exit_code == 0


@pytest.mark.parametrize(("image", "name"), [(images.png(), "one.png"), (images.SVG, "one.svg")])
def test_image_is_verified(
    verify: Any, issuer: SimulatedIssuer, tmp_path: Path, image: bytes, name: str
) -> None:
    baked = baking.bake(image, to_bytes(issuer.issue()).decode())
    assert verify(write(tmp_path, name, baked)).exit_code == 0


def test_standard_input_is_verified(verify: Any, issuer: SimulatedIssuer) -> None:
    assert verify("-", stdin=to_bytes(issuer.issue())).exit_code == 0


def test_address_is_verified(verify: Any, issuer: SimulatedIssuer, web: SimulatedWeb) -> None:
    address = "https://credentials.example.edu/credentials/1"
    web.publish(address, issuer.issue())
    assert verify(address).exit_code == 0


def test_report_as_json_is_that_of_the_library(verify: Any, issuer: SimulatedIssuer, tmp_path: Path) -> None:
    result = verify("--json", write(tmp_path, "one.json", issuer.issue()))
    report = json.loads(result.stdout)
    assert (report["type"], report["verdict"], report["checkedAt"]) == (
        "VerificationReport",
        "valid",
        "2026-03-01T12:00:00Z",
    )
    assert [check["code"] for check in report["checks"]][3] == "proof"


def test_altered_credential_ends_with_1(verify: Any, issuer: SimulatedIssuer, tmp_path: Path) -> None:
    result = verify(write(tmp_path, "one.json", {**issuer.issue(), "name": "Doctor of Everything"}))
    assert result.exit_code == 1
    assert "Not valid" in result.stdout
    assert "signature.invalid" in result.stdout
    assert "Doctor" not in result.stdout


def test_silent_issuer_ends_with_3(
    verify: Any, issuer: SimulatedIssuer, web: SimulatedWeb, tmp_path: Path
) -> None:
    web.down.add(issuer.did_url)
    result = verify(write(tmp_path, "one.json", issuer.issue()))
    assert result.exit_code == 3
    assert "not a pass" in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("nowhere.json",),
        ("one.json", "--challenge", "x"),
        ("one.json", "--domain", "x"),
        ("one.json", "--at", "yesterday"),
        ("one.json", "--register", "one.json"),
        ("one.json", "--register", "nowhere.json"),
        (),
        ("one.json", "--unknown"),
    ],
)
def test_wrong_use_ends_with_2(verify: Any, issuer: SimulatedIssuer, tmp_path: Path, arguments: Any) -> None:
    write(tmp_path, "one.json", issuer.issue())
    assert verify(*arguments).exit_code == 2


def test_warnings_end_with_4_where_they_are_to_count(
    verify: Any, issuer: SimulatedIssuer, tmp_path: Path
) -> None:
    path = write(tmp_path, "one.json", issuer.issue())
    register = {"name": "R", "issuers": [{"id": issuer.did, "name": "Northside College"}]}
    assert verify("--strict", path).exit_code == 4
    assert verify("--strict", path, "--register", write(tmp_path, "r.json", register)).exit_code == 0


def test_moment_can_be_named(verify: Any, issuer: SimulatedIssuer, tmp_path: Path) -> None:
    path = write(tmp_path, "one.json", issuer.issue())
    assert verify(path, "--at", "2032-01-01T00:00:00Z").exit_code == 1


def test_address_that_does_not_answer_ends_with_3(verify: Any) -> None:
    result = verify("https://credentials.example.edu/credentials/404")
    assert result.exit_code == 3
    assert "fetch.failed" in result.stderr


def test_error_as_json(verify: Any) -> None:
    result = verify("--json", "nowhere.json")
    assert json.loads(result.stdout)["error"]["code"] == "file.missing"


def test_presentation_for_a_challenge_and_domain(
    verify: Any, issuer: SimulatedIssuer, tmp_path: Path
) -> None:
    document = present(
        [to_bytes(issuer.issue()).decode()],
        holder_id=holder_did(),
        challenge="abc",
        domain="https://employer.example",
        signer=holder_signer(),
        verification_method=holder_method(),
        cryptosuite="eddsa-rdfc-2022",
        created=NOW,
        integrity=INTEGRITY,
    )
    path = write(tmp_path, "vp.json", document)
    right = ("--challenge", "abc", "--domain", "https://employer.example")
    assert verify(path, *right).exit_code == 0
    assert verify(path, *right[:3], "https://other.example").exit_code == 1


def test_folder_is_a_table(verify: Any, issuer: SimulatedIssuer, tmp_path: Path) -> None:
    write(tmp_path, "batch/a.json", issuer.issue(number=1))
    write(tmp_path, "batch/b.jwt", issuer.issue_jwt(JwtProfile.JOSE, number=2))
    write(tmp_path, "batch/deep/c.json", {**issuer.issue(number=3), "name": "x"})
    write(tmp_path, "batch/notes.md", "not a credential")
    result = verify("batch")
    assert result.exit_code == 1
    assert "2 valid, 1 not valid" in result.stdout
    assert "c.json" in result.stdout
    assert "notes.md" not in result.stdout


def test_pack_is_verified_line_by_line(verify: Any, issuer: SimulatedIssuer, tmp_path: Path) -> None:
    lines = [to_bytes(issuer.issue(number=number)) for number in range(1, 61)]
    path = write(tmp_path, "pack.jsonl", b"\n".join(lines) + b"\n\n")
    result = verify(path)
    assert result.exit_code == 0
    assert "60 valid" in result.stdout
    lines[41] = lines[41].replace(b"Explained", b"Invented")
    broken = verify(write(tmp_path, "pack.jsonl", b"\n".join(lines)), "--json")
    found = json.loads(broken.stdout)
    assert found["counts"] == {"valid": 59, "invalid": 1}
    assert [item["source"][-3:] for item in found["results"] if item["report"]["verdict"] == "invalid"] == [
        ":42"
    ]


def test_one_unreadable_argument_does_not_end_the_rest(
    verify: Any, issuer: SimulatedIssuer, tmp_path: Path
) -> None:
    path = write(tmp_path, "one.json", issuer.issue())
    result = verify("nowhere.json", path)
    assert result.exit_code == 3
    assert "1 valid" in result.stdout


def test_forged_file_in_capitals_makes_the_folder_invalid(
    verify: Any, issuer: SimulatedIssuer, tmp_path: Path
) -> None:
    write(tmp_path, "batch/a.json", issuer.issue(number=1))
    write(tmp_path, "batch/FORGED.JSON", {**issuer.issue(number=2), "name": "Doctor"})
    result = verify("batch")
    assert result.exit_code == 1
    assert "1 not valid, 1 valid" in result.stdout


def test_file_that_cannot_be_read_is_told_with_the_rest(
    verify: Any, issuer: SimulatedIssuer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "batch/a.json", issuer.issue(number=1))
    write(tmp_path, "batch/big.json", b"x" * 50_000)
    monkeypatch.setattr("cairn_cli.sources.MAX_BYTES", 40_000)
    result = verify("batch")
    assert result.exit_code == 3
    assert "1 valid" in result.stdout
    assert "big.json" in result.stdout


def test_files_that_are_left_out_are_counted_and_named(
    verify: Any, issuer: SimulatedIssuer, tmp_path: Path
) -> None:
    write(tmp_path, "batch/a.json", issuer.issue(number=1))
    write(tmp_path, "batch/diploma.pdf", b"%PDF")
    assert "diploma.pdf" in verify("batch").stderr
    assert json.loads(verify("batch", "--json").stdout)["skipped"] == ["diploma.pdf"]


def test_learner_in_a_pack_and_in_a_file_is_counted_once(
    verify: Any, issuer: SimulatedIssuer, tmp_path: Path
) -> None:
    one, two = (to_bytes(issuer.issue(number=number)) for number in (1, 2))
    write(tmp_path, "batch/credentials/1", one)
    write(tmp_path, "batch/credentials/2", two)
    write(tmp_path, "batch/packs/all.jsonl", one + b"\n" + two + b"\n")
    result = verify("batch")
    assert result.stdout.rstrip().endswith("2 valid")
    assert "2 more are copies" in result.stderr
    forged = one.replace(b"Explained", b"Invented!")
    write(tmp_path, "batch/packs/all.jsonl", forged + b"\n" + two + b"\n")
    assert verify("batch").exit_code == 1


def test_name_in_codes_of_emoji_forges_no_mark_in_the_table(
    verify: Any, issuer: SimulatedIssuer, tmp_path: Path
) -> None:
    draft: Any = issuer.draft(number=1)
    draft["credentialSubject"]["achievement"]["name"] = ":white_check_mark: [bold]Accredited[/bold]"
    write(tmp_path, "batch/a.json", issuer.sign(draft))
    result = verify("batch")
    assert ":white_check_mark: [bold]Accredited[/bold]" in result.stdout
    assert "\u2705" not in result.stdout


def test_help_offers_no_opposites(verify: Any) -> None:
    told = verify("--help").stdout
    assert "--offline" in told
    assert "--no-" not in told


def test_endorsements_are_told_apart(verify: Any, issuer: SimulatedIssuer, tmp_path: Path) -> None:
    document = issuer.issue(cryptosuite="eddsa-jcs-2022", endorsementJwt=["a.b.c"])
    result = verify(write(tmp_path, "one.json", document))
    assert result.exit_code == 0
    assert "Valid (with warnings)" in result.stdout
    assert "    An endorsement:\n    Not valid" in result.stdout
    assert "endorsement.not_valid" in result.stdout


def test_empty_folder_is_not_a_pass(verify: Any, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = verify("empty")
    assert result.exit_code == 3
    assert "nothing to verify" in result.stderr


def test_name_that_forges_a_line_or_steers_the_terminal(
    verify: Any, issuer: SimulatedIssuer, tmp_path: Path
) -> None:
    draft: Any = issuer.draft()
    draft["credentialSubject"]["achievement"]["name"] = "X\n  ✓ Accredited by all \x1b[2J\u202e"
    result = verify(write(tmp_path, "one.json", issuer.sign(draft)))
    assert result.exit_code == 0
    assert "X\\n  ✓ Accredited by all \\u001b[2J\\u202e" in result.stdout


def test_findings_of_one_kind_are_told_together(verify: Any, shared_data: Path) -> None:
    result = verify(str(shared_data / "open-badges-3" / "spec-vector-clr.json"))
    assert result.exit_code == 3
    assert "more of the same kind (credential.single_value)" in result.stdout


def test_command_starts_light(issuer: SimulatedIssuer, tmp_path: Path) -> None:
    """What a bare verification never needs is never imported: HTTP, tables, other commands' machinery."""
    path = write(tmp_path, "one.json", own_credential(issuer))
    script = (
        "import sys; from cairn_cli.main import app\n"
        f"try: app(['verify', {path!r}])\n"
        "except SystemExit as end: assert end.code == 0, end.code\n"
        "heavy = {'httpx2', 'ssl', 'sqlite3', 'django', 'cryptography', 'xml.etree', 'asyncio', 'cairn_net.fetching'}\n"
        "found = heavy & set(sys.modules); assert not found, found"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_one_file_takes_less_than_400_milliseconds(issuer: SimulatedIssuer, tmp_path: Path) -> None:
    """The time of the process, the best of five: what a quiet machine would take by the clock."""
    path = write(tmp_path, "one.json", own_credential(issuer))
    best = 9.0
    for _ in range(5):
        before = os.times()
        done = subprocess.run(
            [sys.executable, "-c", "from cairn_cli.main import run; run()", "verify", path],
            capture_output=True,
            check=False,
        )
        after = os.times()
        assert done.returncode == 0
        spent = after.children_user + after.children_system - before.children_user - before.children_system
        best = min(best, spent)
    assert best < 0.4, f"it took {best * 1000:.0f} ms"
