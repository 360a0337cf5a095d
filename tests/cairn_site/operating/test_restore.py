from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from cairn.errors import DocumentError, UsageError
from cairn_site.operating.archive import ArchiveWriter
from cairn_site.operating.restore import MARK, fill_database, place_files
from cairn_site.platform.installation import check_start
from factories.installations import cairn, run_python

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    target, source = tmp_path / "backup.tar.gz", tmp_path / "source"
    source.write_bytes(b"restored")
    with target.open("wb") as stream:
        writer = ArchiveWriter(stream)
        for name in ("database/cairn.sqlite3", "data/secret-key", "data/media/logos/a.png"):
            writer.add(source, name)
        writer.finish({"database": "sqlite"})
    return target


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "secret-key").write_text("made by itself")
    return folder


def test_keys_and_files_are_put_where_they_belong(archive: Path, data: Path) -> None:
    about = place_files(archive, data=data)

    assert about["database"] == "sqlite"
    assert (data / "secret-key").read_bytes() == b"restored"
    assert (data / "media/logos/a.png").read_bytes() == b"restored"
    assert (data / MARK / "database/cairn.sqlite3").is_file()


def test_a_folder_in_use_is_refused_and_untouched(archive: Path, data: Path) -> None:
    (data / "cairn.sqlite3").write_bytes(b"mine")
    with pytest.raises(UsageError) as caught:
        place_files(archive, data=data)

    assert caught.value.code == "restore.not_empty"
    assert (data / "secret-key").read_text() == "made by itself"


def test_a_bad_archive_changes_nothing(archive: Path, data: Path) -> None:
    archive.write_bytes(archive.read_bytes()[:100])
    with pytest.raises(DocumentError):
        place_files(archive, data=data)

    assert [path.name for path in data.iterdir()] == ["secret-key"]


def test_a_restore_that_was_interrupted_begins_anew(archive: Path, data: Path) -> None:
    (data / MARK).mkdir()
    (data / MARK / "left").write_text("over")
    place_files(archive, data=data)

    assert not (data / MARK / "left").exists()


def test_the_site_does_not_start_on_half_a_restore(data: Path, settings: Any) -> None:
    settings.CAIRN_DATA = data
    check_start()
    (data / MARK).mkdir()
    with pytest.raises(UsageError) as caught:
        check_start()

    assert caught.value.code == "start.half_restored"
    shutil.rmtree(data / MARK)


def test_a_database_with_something_in_it_is_refused(data: Path) -> None:
    with pytest.raises(UsageError) as caught:
        fill_database({"database": "portable"}, data=data)

    assert caught.value.code == "restore.database_not_empty"


@pytest.mark.parametrize("kind", ["oracle", ""])
def test_a_copy_of_another_kind_of_database_is_refused(data: Path, kind: str) -> None:
    with pytest.raises(UsageError) as caught:
        fill_database({"database": kind}, data=data)

    assert caught.value.code == "restore.other_database"


@pytest.mark.django_db(transaction=True)
def test_a_world_on_postgresql_comes_back_whole_in_another_database(tmp_path: Path) -> None:
    if connection.vendor != "postgresql" or shutil.which("pg_restore") is None:
        pytest.skip("is about PostgreSQL and its own tools")
    address = os.environ["DATABASE_URL"]
    names = [f"drill_{os.getpid()}_{which}" for which in ("first", "second")]
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"CREATE DATABASE {name}")
    first, second = ({"DATABASE_URL": address.replace("/postgres?", f"/{name}?")} for name in names)
    look = (
        "from cairn_site.accounts.models import Person; print(list(Person.objects.values_list('id', 'name')))"
    )
    make = "from factories.site import make_organisation, make_person; make_organisation(make_person('Ada'))"
    assert cairn(tmp_path / "a", "upgrade", more=first).returncode == 0
    run_python(tmp_path / "a", make, more=first)

    made = cairn(tmp_path / "a", "backup", str(tmp_path / "b.tar.gz"), more=first)
    done = cairn(tmp_path / "c", "restore", str(tmp_path / "b.tar.gz"), more=second)

    assert (made.returncode, done.returncode) == (0, 0), made.stderr + done.stderr
    assert "Ada" in run_python(tmp_path / "c", look, more=second)
    assert run_python(tmp_path / "c", look, more=second) == run_python(tmp_path / "a", look, more=first)
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"DROP DATABASE {name}")
