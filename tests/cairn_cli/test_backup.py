from __future__ import annotations

import tarfile
from typing import TYPE_CHECKING

from factories.installations import cairn, make_installation

if TYPE_CHECKING:
    from pathlib import Path


def test_one_archive_holds_everything_and_nobody_else_can_read_it(tmp_path: Path) -> None:
    data, target = make_installation(tmp_path), tmp_path / "backup.tar.gz"
    done = cairn(data, "backup", str(target))

    assert done.returncode == 0
    assert "every secret" in done.stderr
    assert target.stat().st_mode & 0o077 == 0
    with tarfile.open(target) as tar:
        names = tar.getnames()
    assert {
        "database/cairn.sqlite3",
        "data/secret-key",
        "data/key-encryption-key",
        "data/media/evidence/ada.txt",
        "manifest.json",
    } <= set(names)
    assert not [name for name in names if name.startswith("data/cairn.sqlite3")]


def test_no_file_is_written_over(tmp_path: Path) -> None:
    target = tmp_path / "backup.tar.gz"
    target.write_text("mine")
    done = cairn(tmp_path / "data", "backup", str(target))

    assert done.returncode == 2
    assert target.read_text() == "mine"


def test_a_backup_that_fails_leaves_no_half_archive(tmp_path: Path) -> None:
    done = cairn(tmp_path / "data", "backup", str(tmp_path / "no" / "folder" / "b.tar.gz"))

    assert done.returncode == 2
    assert not (tmp_path / "no").exists()
