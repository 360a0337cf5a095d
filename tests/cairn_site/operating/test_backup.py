from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from cairn_site.operating import backup
from cairn_site.operating.archive import unpack
from cairn_site.platform import clock
from factories.site import make_organisation, make_person

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def data(settings: Any, tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    (folder / "media").mkdir(parents=True)
    (folder / "media" / "logo.png").write_bytes(b"png")
    (folder / "secret-key").write_text("secret")
    (folder / "worker.lock").write_text("")
    settings.CAIRN_DATA = folder
    return folder


def copied(tmp_path: Path, *, is_portable: bool) -> tuple[dict[str, Any], Path]:
    target, out = tmp_path / "b.tar.gz", tmp_path / "out"
    out.mkdir()
    with target.open("wb") as stream:
        backup.write_backup(stream, now=clock.now(), is_portable=is_portable)
    return unpack(target, out), out


@pytest.mark.django_db(transaction=True)
def test_the_copy_of_sqlite_is_whole(data: Path, tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("is about SQLite")
    make_person("Ada")
    about, out = copied(tmp_path, is_portable=False)

    assert about["database"] == "sqlite"
    with closing(sqlite3.connect(out / "database/cairn.sqlite3")) as copy:
        assert copy.execute("SELECT name FROM accounts_person").fetchall() == [("Ada",)]
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_portable_copy_holds_the_rows_and_no_sessions(data: Path, tmp_path: Path) -> None:
    organisation = make_organisation(make_person("Ada"))
    about, out = copied(tmp_path, is_portable=True)

    rows = [json.loads(line) for line in (out / "database/rows.jsonl").read_text().splitlines()]
    assert about["database"] == "portable"
    assert {"accounts.person", "organisations.organisation"} <= {row["model"] for row in rows}
    assert str(organisation.id) in {str(row["pk"]) for row in rows}
    assert "sessions.session" not in {row["model"] for row in rows}


def test_files_and_keys_are_inside_and_what_passes_is_not(data: Path, tmp_path: Path) -> None:
    _, out = copied(tmp_path, is_portable=True)

    assert (out / "data/media/logo.png").read_bytes() == b"png"
    assert (out / "data/secret-key").read_text() == "secret"
    assert not (out / "data/worker.lock").exists()
    assert not list(data.glob("cairn-backup-*"))


def test_it_says_what_is_kept_elsewhere(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAIRN_KEY_ENCRYPTION_KEY", "x")
    about, _ = copied(tmp_path, is_portable=True)

    assert about["not_inside"] == ["the environment variable CAIRN_KEY_ENCRYPTION_KEY"]
    assert isinstance(about["changes"], list)
