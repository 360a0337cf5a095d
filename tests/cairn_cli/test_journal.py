from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from cairn.errors import DocumentError, UsageError
from cairn_cli import journal as journals
from cairn_cli.journal import Batch, Journal, digest, row_digest

if TYPE_CHECKING:
    from pathlib import Path

DIGESTS = b"".join(row_digest(b"row %d" % number) for number in range(25))
BATCH = Batch(
    seed=bytes(range(32)),
    created=datetime(2026, 1, 1, tzinfo=UTC),
    origin="https://credentials.example.edu",
    slug="northside",
    cryptosuite="eddsa-rdfc-2022",
    verification_method="did:web:credentials.example.edu#key",
    achievement_digest=digest({"id": 1}),
    issuer_digest=digest({"id": 2}),
    settings_digest=digest({}),
    row_digests_digest=hashlib.sha256(DIGESTS).hexdigest(),
    rows=25,
    first_status_list=3,
    status_lists=1,
)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    opened = Journal(tmp_path)
    opened.begin(BATCH, DIGESTS)
    return opened


def difference(journal: Journal, digests: bytes) -> str:
    with pytest.raises(UsageError) as caught:
        journal.check_rows(digests)
    assert caught.value.code == "journal.table_changed"
    return caught.value.message


def test_what_is_begun_is_read_back(journal: Journal) -> None:
    assert journal.exists()
    assert journal.read() == BATCH
    assert journal.read_row_digests(BATCH) == DIGESTS


def test_the_seed_is_for_the_issuer_only(journal: Journal) -> None:
    assert (journal.folder / "journal.json").stat().st_mode & 0o077 == 0


def test_the_same_rows_pass(journal: Journal) -> None:
    journal.check_rows(DIGESTS)


def test_changed_rows_are_named(journal: Journal) -> None:
    changed = bytearray(DIGESTS)
    for number in (0, 3, 4, 5, 6, 7, 8):
        changed[number * 8] ^= 1
    assert "changed: row 1, 4, 5, 6, 7 and 2 more" in difference(journal, bytes(changed))


def test_added_and_missing_rows_are_counted(journal: Journal) -> None:
    assert "added: 2 rows after row 25" in difference(journal, DIGESTS + DIGESTS[:16])
    assert "missing: 5 rows after row 20" in difference(journal, DIGESTS[:-40])


@pytest.mark.parametrize("name", ["achievement", "issuer", "settings"])
def test_other_settings_are_refused(journal: Journal, name: str) -> None:
    same = {
        "achievement": BATCH.achievement_digest,
        "issuer": BATCH.issuer_digest,
        "settings": BATCH.settings_digest,
    }
    journal.check_settings(**same)
    with pytest.raises(UsageError) as caught:
        journal.check_settings(**(same | {name: digest({"other": True})}))
    assert caught.value.code == "journal.settings_changed"


@pytest.mark.parametrize(
    "content", [b"", b"{}", b'{"type":"cairn-batch","version":2}', b'{"type":"cairn-batch","version":1}']
)
def test_a_damaged_journal_is_refused(journal: Journal, content: bytes) -> None:
    (journal.folder / "journal.json").write_bytes(content)
    with pytest.raises(DocumentError) as caught:
        journal.read()
    assert caught.value.code == "journal.malformed"


def test_digests_that_were_exchanged_are_refused(journal: Journal) -> None:
    (journal.folder / "row-digests.bin").write_bytes(DIGESTS[::-1])
    with pytest.raises(DocumentError) as caught:
        journal.check_rows(DIGESTS[::-1])
    assert caught.value.code == "journal.malformed"


def test_a_folder_without_a_batch_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        Journal(tmp_path).read()
    assert caught.value.code == "journal.missing"


def test_a_batch_is_not_begun_where_something_else_is(tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    with pytest.raises(UsageError) as caught:
        Journal(tmp_path).begin(BATCH, DIGESTS)
    assert caught.value.code == "journal.folder_not_empty"


def test_what_a_killed_run_left_before_the_batch_began_is_no_obstacle(tmp_path: Path) -> None:
    for name in (".lock", "row-digests.bin", "row-digests.bin.part", "journal.json.part"):
        (tmp_path / name).write_bytes(b"left over")
    Journal(tmp_path).begin(BATCH, DIGESTS)
    assert Journal(tmp_path).read() == BATCH


def test_the_packs_that_are_missing_are_known(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journals, "PACK_SIZE", 10)
    journal.packs.mkdir()
    journal.pack_path(1).write_bytes(b"")
    journal.pack_path(2).with_name("00002.jsonl.part").write_bytes(b"")
    assert journal.missing_packs(BATCH) == [0, 2]
    assert journal.pack_count(replace(BATCH, rows=0)) == 0
