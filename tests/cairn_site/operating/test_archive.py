from __future__ import annotations

import io
import json
import tarfile
from typing import TYPE_CHECKING

import pytest

from cairn.errors import DocumentError
from cairn_site.operating.archive import FORMAT, MANIFEST, ArchiveWriter, unpack

if TYPE_CHECKING:
    from pathlib import Path

FILES = {"database/rows.jsonl": b"{}\n", "data/media/a.png": b"png", "data/secret-key": b"s"}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    target = tmp_path / "backup.tar.gz"
    with target.open("wb") as stream:
        writer = ArchiveWriter(stream)
        for name, data in FILES.items():
            source = tmp_path / "source"
            source.write_bytes(data)
            writer.add(source, name)
        writer.finish({"made_at": "2026-03-02"})
    return target


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "out"
    made.mkdir()
    return made


def forge(path: Path, members: dict[str, bytes], *, kind: bytes = tarfile.REGTYPE) -> Path:
    with tarfile.open(path, "w:gz") as tar:
        for name, data in members.items():
            information = tarfile.TarInfo(name)
            information.type = kind if name != MANIFEST else tarfile.REGTYPE
            information.size = len(data) if information.type == tarfile.REGTYPE else 0
            information.linkname = "/etc/passwd"
            tar.addfile(information, io.BytesIO(data))
    return path


def code_of(path: Path, folder: Path) -> str:
    with pytest.raises(DocumentError) as caught:
        unpack(path, folder)
    return caught.value.code


def test_what_was_put_in_comes_out(archive: Path, folder: Path) -> None:
    about = unpack(archive, folder)

    assert about["made_at"] == "2026-03-02"
    assert {name: (folder / name).read_bytes() for name in FILES} == FILES
    assert (folder / "data/secret-key").stat().st_mode & 0o077 == 0


def test_a_torn_archive_is_refused(archive: Path, folder: Path) -> None:
    archive.write_bytes(archive.read_bytes()[:-60])

    assert code_of(archive, folder) == "backup.malformed"


def test_what_is_no_archive_is_refused(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"not an archive")

    assert code_of(path, folder) == "backup.malformed"


@pytest.mark.parametrize(
    "name", ["/data/x", "data/../../x", "data/./x", "x", "data\\x", "../data/x", "database/../../x"]
)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, folder: Path, name: str) -> None:
    assert code_of(forge(tmp_path / "x", {name: b"1"}), folder) == "backup.unsafe_name"
    assert list(folder.rglob("*")) == []


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE])
def test_a_link_is_refused(tmp_path: Path, folder: Path, kind: bytes) -> None:
    assert code_of(forge(tmp_path / "x", {"data/x": b""}, kind=kind), folder) == "backup.unsafe_name"


def test_a_changed_file_is_refused(tmp_path: Path, folder: Path) -> None:
    listed = {"data/x": {"size": 1, "sha256": "0" * 64}}
    manifest = json.dumps({"format": FORMAT, "files": listed}).encode()

    assert code_of(forge(tmp_path / "x", {"data/x": b"1", MANIFEST: manifest}), folder) == "backup.changed"


@pytest.mark.parametrize("members", [{"data/x": b"1"}, {}])
def test_a_file_that_is_not_listed_or_not_there_is_refused(
    tmp_path: Path, folder: Path, members: dict[str, bytes]
) -> None:
    listed = {} if members else {"data/x": {"size": 1, "sha256": ""}}
    manifest = json.dumps({"format": FORMAT, "files": listed}).encode()

    assert code_of(forge(tmp_path / "x", {**members, MANIFEST: manifest}), folder) == "backup.changed"


@pytest.mark.parametrize(
    ("manifest", "code"),
    [
        (b"no json", "backup.malformed"),
        (b"[]", "backup.malformed"),
        (b'{"format": "cairn-backup-1", "files": []}', "backup.malformed"),
        (b'{"format": "cairn-backup-9", "files": {}}', "backup.unknown_format"),
    ],
)
def test_a_list_that_is_none_is_refused(tmp_path: Path, folder: Path, manifest: bytes, code: str) -> None:
    assert code_of(forge(tmp_path / "x", {MANIFEST: manifest}), folder) == code
