from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from cairn.errors import DocumentError, UsageError
from cairn_site.operating.archive import ArchiveWriter
from cairn_site.operating.restore import MARK, fill_database, place_files

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
    from cairn_site.platform.installation import check_start

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
