from __future__ import annotations

import csv
import errno
import hashlib
import json
import os
import re
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from cairn.canonical import strict_json
from cairn.credentials.validation import validate
from cairn.verifier import Verdict, Verifier
from cairn_cli import batch_run, journal, survey
from cairn_cli.clock import now
from cairn_cli.durable import only_one
from cairn_cli.main import app
from cairn_cli.outside import open_outside
from factories.issuers import issuer_folder
from factories.learners import HEADER, table_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An issuer, an achievement and a table of 40 learners; packs hold 15."""
    monkeypatch.setattr(journal, "PACK_SIZE", 15)
    issuer_folder(tmp_path)
    return tmp_path


def issue(world: Path, *options: str, table: str = "learners.csv") -> Result:
    arguments = ["--achievement", f"{world}/achievement.json", "--csv", f"{world}/{table}"]
    arguments += ["--out", f"{world}/out", "--issuer", f"{world}/issuer", *options]
    return CliRunner().invoke(app, ["issue", *arguments])


def packed(world: Path) -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for path in sorted((world / "out" / "packs").glob("*.jsonl"))
        for line in path.read_bytes().split(b"\n")
        if line
    ]


def digests(world: Path) -> dict[str, str]:
    return {
        str(path.relative_to(world)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((world / "out").rglob("*"))
        if path.is_file()
    }


def test_nothing_is_issued_unless_asked(world: Path) -> None:
    result = issue(world)
    assert result.exit_code == 5
    assert "40 rows are ready" in result.output
    assert "Nothing was issued" in result.output
    assert not (world / "out").exists()


def test_a_dry_run_issues_nothing_even_with_yes(world: Path) -> None:
    assert issue(world, "--dry-run", "--yes").exit_code == 0
    assert not (world / "out").exists()


def test_every_row_becomes_one_credential_that_verifies(world: Path) -> None:
    assert issue(world, "--yes").exit_code == 0
    documents = packed(world)
    assert len({document["id"] for document in documents}) == len(documents) == 40
    verifier = Verifier(loader=open_outside(site=world / "out", offline=True), registers=[])
    for document in documents:
        assert validate(document) == ()
    for line in (world / "out" / "packs" / "00001.jsonl").read_bytes().split(b"\n")[:5]:
        assert verifier.inspect(line, now=now()).verdict is Verdict.VALID


def test_the_index_finds_each_credential(world: Path) -> None:
    issue(world, "--yes")
    rows = []
    for number in range(3):
        pack = (world / "out" / "packs" / f"{number:05d}.jsonl").read_bytes()
        with (world / "out" / "packs" / f"{number:05d}.csv").open(newline="") as file:
            for entry in csv.DictReader(file):
                document = json.loads(pack[int(entry["offset"]) :][: int(entry["length"])])
                status = document["credentialStatus"]
                assert document["id"] == entry["id"]
                assert status["statusListIndex"] == entry["status_index"]
                assert status["statusListCredential"].endswith(f"/{entry['status_list']}")
                rows.append(int(entry["row"]))
    assert rows == list(range(1, 41))


def test_what_verifiers_need_is_published_below_public(world: Path) -> None:
    issue(world, "--yes")
    public = world / "out" / "public"
    assert (public / "organisations" / "northside" / "did.json").is_file()
    assert (public / "organisations" / "northside" / "key-history.json").is_file()
    status = strict_json.parse_object((public / "status" / "northside" / "revocation" / "1").read_bytes())
    assert status["proof"]


def test_single_files_are_the_bytes_of_the_packs(world: Path) -> None:
    issue(world, "--yes")
    assert issue(world, "--yes", "--files").exit_code == 0
    files = list((world / "out" / "public" / "credentials").iterdir())
    assert len(files) == 40
    lines = {
        line for path in (world / "out" / "packs").glob("*.jsonl") for line in path.read_bytes().split(b"\n")
    }
    assert all(path.read_bytes() in lines for path in files)


def test_the_same_command_again_changes_nothing(world: Path) -> None:
    issue(world, "--yes")
    before = digests(world)
    result = issue(world, "--yes", "--json")
    assert json.loads(result.stdout)["issued"]["issuedNow"] == 0
    assert digests(world) == before


def test_a_run_that_was_stopped_goes_on_with_the_same_bytes(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = batch_run._write_pack

    def stop_at_second(folder: Any, number: int, credentials: Any, **options: Any) -> None:
        if number == 1:
            next(credentials)
            raise KeyboardInterrupt
        write(folder, number, credentials, **options)

    monkeypatch.setattr(batch_run, "_write_pack", stop_at_second)
    stopped = issue(world, "--yes")
    assert stopped.exit_code == 130
    assert "1 of 3 packs are there" in stopped.output
    first = digests(world)
    monkeypatch.setattr(batch_run, "_write_pack", write)
    assert issue(world, "--yes").exit_code == 0
    assert len(packed(world)) == 40
    after = digests(world)
    assert all(after[name] == digest for name, digest in first.items())


def test_a_lost_pack_is_made_again_with_the_same_bytes(world: Path) -> None:
    issue(world, "--yes")
    before = digests(world)
    (world / "out" / "packs" / "00001.jsonl").unlink()
    issue(world, "--yes")
    assert digests(world) == before


def test_a_changed_table_is_refused_with_the_difference(world: Path) -> None:
    issue(world, "--yes")
    before = digests(world)
    table = (world / "learners.csv").read_bytes()
    (world / "learners.csv").write_bytes(table.replace(b"zoe.6@", b"zoey.6@") + b"New,new@a.edu,,,60,\n")
    result = issue(world, "--yes")
    assert result.exit_code == 2
    assert "changed: row 7" in result.output
    assert "added: 1 rows after row 40" in result.output
    assert digests(world) == before


def test_a_table_saved_in_another_way_is_still_the_same(world: Path) -> None:
    issue(world, "--yes")
    text = (world / "learners.csv").read_text(encoding="utf-8")
    (world / "learners.csv").write_bytes(text.replace("\n", "\r\n\r\n").encode("utf-8-sig"))
    assert issue(world, "--yes").exit_code == 0


def test_another_achievement_is_refused(world: Path) -> None:
    issue(world, "--yes")
    text = (world / "achievement.json").read_text(encoding="utf-8")
    (world / "achievement.json").write_text(text.replace("NUT-101", "NUT-102"), encoding="utf-8")
    result = issue(world, "--yes")
    assert result.exit_code == 2
    assert "journal.settings_changed" in result.output


def test_another_issuer_is_refused(world: Path) -> None:
    issue(world, "--yes")
    (world / "other").mkdir()
    issuer_folder(world / "other")
    result = issue(world, "--yes", "--issuer", f"{world}/other/issuer")
    assert result.exit_code == 2
    assert "The issuer or its key changed" in result.output


def test_a_folder_with_something_else_in_it_is_refused(world: Path) -> None:
    (world / "out").mkdir()
    (world / "out" / "letter.txt").write_text("mine", encoding="utf-8")
    result = issue(world, "--yes")
    assert result.exit_code == 2
    assert "journal.folder_not_empty" in result.output


def test_packs_without_their_journal_are_not_overwritten(world: Path) -> None:
    issue(world, "--yes")
    (world / "out" / "journal.json").unlink()
    before = digests(world)
    assert issue(world, "--yes").exit_code == 2
    assert digests(world) == before


def spoil(world: Path) -> None:
    bad = "Bob,bob at a.edu,,,999,Clear\nEve,eve@a.edu,,example.edu,60,Unclear\n"
    (world / "learners.csv").write_bytes(table_of(5) + bad.encode() + table_of(9).split(b"\n", 6)[6])


def test_every_bad_row_is_told_and_nothing_issued_while_there_is_one(world: Path) -> None:
    spoil(world)
    result = issue(world, "--yes")
    assert result.exit_code == 1
    assert "line 7, email: “bob at a.edu”" in result.output
    assert "line 7, result:Test: “999”" in result.output
    assert "line 8, evidence_url" in result.output
    assert "Write https://example.edu" in result.output
    assert not (world / "out").exists()


def test_bad_rows_are_left_out_where_that_is_asked_for(world: Path) -> None:
    spoil(world)
    assert issue(world, "--yes", "--skip-bad").exit_code == 0
    assert len(packed(world)) == 9
    with (world / "out" / "packs" / "00000.csv").open(newline="") as file:
        assert [int(entry["row"]) for entry in csv.DictReader(file)] == [1, 2, 3, 4, 5, 8, 9, 10, 11]


def test_a_bad_row_mended_later_is_a_changed_table(world: Path) -> None:
    spoil(world)
    issue(world, "--yes", "--skip-bad")
    table = (world / "learners.csv").read_bytes()
    (world / "learners.csv").write_bytes(table.replace(b"bob at a.edu,,,999", b"bob@a.edu,,,99"))
    result = issue(world, "--yes", "--skip-bad")
    assert result.exit_code == 2
    assert "changed: row 6" in result.output


def test_all_problems_are_written_into_a_report_without_formulas(world: Path) -> None:
    (world / "learners.csv").write_bytes(f"{HEADER}\n=cmd(),x,,,1,\n".encode())
    issue(world, "--report", f"{world}/report.csv")
    with (world / "report.csv").open(encoding="utf-8-sig", newline="") as file:
        entries = list(csv.DictReader(file))
    assert [entry["code"] for entry in entries] == ["cell.formula", "cell.not_an_email"]
    assert entries[0]["value"] == "'=cmd()"


def test_the_findings_are_there_for_programs(world: Path) -> None:
    spoil(world)
    result = issue(world, "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (found["dryRun"]["rowsReady"], found["dryRun"]["rowsBad"], found["issued"]) == (9, 2, None)
    assert found["dryRun"]["problems"][0]["line"] == 7


def test_the_outcome_is_there_for_programs(world: Path) -> None:
    issued = json.loads(issue(world, "--yes", "--json").stdout)["issued"]
    assert (issued["rows"], issued["issuedNow"], issued["packs"]) == (40, 40, 3)
    assert issued["bytesPerCredential"] == pytest.approx(issued["storedBytes"] / 40, abs=1)


def test_a_term_without_a_meaning_is_refused_before_anything_is_issued(world: Path) -> None:
    text = (world / "achievement.json").read_text(encoding="utf-8")
    (world / "achievement.json").write_text(text.replace('"humanCode"', '"humenCode"'), encoding="utf-8")
    result = issue(world, "--yes")
    assert result.exit_code == 1
    assert "humenCode" in result.output
    assert not (world / "out").exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", "name,email\n".encode("utf-16"), b"a,b\n1,2\n"])
def test_a_file_that_is_no_table_is_refused(world: Path, content: bytes) -> None:
    (world / "learners.csv").write_bytes(content)
    result = issue(world, "--yes")
    assert result.exit_code == 1
    assert "✗ line 1" in result.output


def test_the_template_is_a_table_to_begin_with(world: Path) -> None:
    template = world / "template.csv"
    arguments = ["issue", "--achievement", f"{world}/achievement.json", "--template", str(template)]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    assert template.read_bytes().startswith(b"\xef\xbb\xbfname,email")
    assert "1 row is ready" in issue(world, table="template.csv").output
    assert CliRunner().invoke(app, arguments).exit_code == 2


def test_two_runs_cannot_work_in_one_folder(world: Path) -> None:
    (world / "out").mkdir()
    with only_one(world / "out"):
        result = issue(world, "--yes")
    assert result.exit_code == 2
    assert "folder.busy" in result.output


def test_a_table_that_changes_between_dry_run_and_issuing_is_noticed(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = batch_run.begin_or_go_on

    def change_and_begin(*args: Any, **options: Any) -> Any:
        table = (world / "learners.csv").read_bytes()
        (world / "learners.csv").write_bytes(table.replace(b"zoe.6@", b"zoey.6@"))
        return begin(*args, **options)

    monkeypatch.setattr(batch_run, "begin_or_go_on", change_and_begin)
    result = issue(world, "--yes")
    assert result.exit_code == 2
    assert "The table changed while it was read" in result.output
    assert packed(world) == []


def test_a_second_batch_has_status_lists_of_its_own(world: Path) -> None:
    issue(world, "--yes")
    issue(world, "--yes", "--out", f"{world}/second")
    first = set(re.findall(r"revocation/([0-9]+)\"", (world / "out/packs/00000.jsonl").read_text()))
    second = set(re.findall(r"revocation/([0-9]+)\"", (world / "second/packs/00000.jsonl").read_text()))
    assert (first, second) == ({"1"}, {"2"})


def test_a_list_that_was_lost_still_says_who_is_revoked(world: Path) -> None:
    issue(world, "--yes")
    own_id = packed(world)[3]["id"]
    revoke = ["status", "revoke", own_id, "--site", f"{world}/out", "--issuer", f"{world}/issuer"]
    assert CliRunner().invoke(app, revoke).exit_code == 0
    (world / "out" / "public" / "status" / "northside" / "revocation" / "1").unlink()
    issue(world, "--yes")
    verifier = Verifier(loader=open_outside(site=world / "out", offline=True), registers=[])
    line = (world / "out" / "packs" / "00000.jsonl").read_bytes().split(b"\n")[3]
    assert verifier.inspect(line, now=now()).verdict is Verdict.INVALID


def test_files_with_names_are_for_the_issuer_only(world: Path) -> None:
    issue(world, "--yes")
    for path in (*(world / "out" / "packs").iterdir(), world / "out" / "journal.json"):
        assert path.stat().st_mode & 0o077 == 0


def test_nobody_at_the_terminal_is_no_consent_and_no_success(world: Path) -> None:
    assert issue(world, "--json").exit_code == 5
    assert issue(world, "--json", "--dry-run").exit_code == 0
    assert not (world / "out").exists()


def test_a_file_in_the_place_of_the_folder_is_refused(world: Path) -> None:
    (world / "out").write_text("mine", encoding="utf-8")
    for options in (["--yes"], ["--dry-run"]):
        result = issue(world, *options)
        assert result.exit_code == 2
        assert "A folder is needed here, and this is a file." in result.output


def test_a_full_disk_ends_the_run_with_a_sentence_and_the_next_run_goes_on(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", _full_after(9))
        result = issue(world, "--yes")
    assert result.exit_code == 3
    assert "file.no_room" in result.output
    assert str(world / "out") in result.output
    assert issue(world, "--yes").exit_code == 0
    assert len(packed(world)) == 40


def _full_after(count: int) -> Callable[[int], None]:
    flush = os.fsync
    left = iter(range(count))

    def full(descriptor: int) -> None:
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        flush(descriptor)

    return full


def test_a_key_that_cannot_be_used_is_told_before_the_table_is_read(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_nothing(*_: Any, **__: Any) -> None:
        raise AssertionError

    monkeypatch.setattr(survey, "survey_table", read_nothing)
    CliRunner().invoke(app, ["keys", "retire", "--issuer", f"{world}/issuer"])
    result = issue(world, "--yes")
    assert result.exit_code == 2
    assert "issuer.key_not_in_use" in result.output


def test_another_achievement_is_told_before_the_table_is_read(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_nothing(*_: Any, **__: Any) -> None:
        raise AssertionError

    issue(world, "--yes")
    monkeypatch.setattr(survey, "survey_table", read_nothing)
    result = issue(world, "--yes", "--suspendable")
    assert result.exit_code == 2
    assert "The options changed" in result.output


def test_a_dry_run_needs_no_key(world: Path) -> None:
    for key in (world / "issuer").glob("key-????????????.json"):
        key.unlink()
    assert issue(world, "--dry-run").exit_code == 0


def test_suspendable_credentials_have_an_entry_for_each_purpose_in_unrelated_places(world: Path) -> None:
    assert issue(world, "--yes", "--suspendable").exit_code == 0
    entries = [document["credentialStatus"] for document in packed(world)]
    purposes = [[entry["statusPurpose"] for entry in pair] for pair in entries]
    assert purposes == [["revocation", "suspension"]] * 40
    places = [(int(first["statusListIndex"]), int(second["statusListIndex"])) for first, second in entries]
    assert len({first for first, _ in places}) == len({second for _, second in places}) == 40
    assert not any(first == second for first, second in places)
    for purpose in ("revocation", "suspension"):
        assert (world / "out/public/status/northside" / purpose / "1").is_file()


def test_a_suspendable_batch_that_was_stopped_goes_on_byte_for_byte(world: Path) -> None:
    issue(world, "--yes", "--suspendable")
    before = digests(world)
    (world / "out/packs/00001.jsonl").unlink()
    (world / "out/public/status/northside/suspension/1").unlink()
    assert issue(world, "--yes", "--suspendable").exit_code == 0
    assert digests(world) == before


def test_a_batch_is_suspendable_from_its_beginning_or_never(world: Path) -> None:
    issue(world, "--yes")
    result = issue(world, "--yes", "--suspendable")
    assert result.exit_code == 2
    assert "journal.settings_changed" in result.output


def test_missing_options_are_told(world: Path) -> None:
    result = CliRunner().invoke(app, ["issue", "--achievement", f"{world}/achievement.json"])
    assert result.exit_code == 2
    assert "--csv and --out are needed" in result.output
