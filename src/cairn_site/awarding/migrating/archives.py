"""The files of an upload: a ZIP archive, or one file by itself; nothing is ever written to a disk.

An archive is hostile until it was read: what it says of itself is not believed, every byte that comes out is
counted, and an entry whose name leads out of the archive makes the whole unusable.
``tests/cairn_site/awarding/migrating/test_archives.py`` proves it, attack by attack.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from dataclasses import dataclass
from typing import Final

from cairn.errors import DocumentError

MAX_UPLOAD: Final = 64 * 1024 * 1024
MAX_ENTRIES: Final = 60_000
MAX_UNPACKED: Final = 256 * 1024 * 1024
MAX_FILE: Final = 32 * 1024 * 1024
MAX_RATIO: Final = 200
"""How many times as large as it was packed a file may be, once it is larger than ``_FREE``."""

_FREE: Final = 1024 * 1024
_CHUNK: Final = 64 * 1024
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_IGNORED: Final = ("__MACOSX/", ".DS_Store", "Thumbs.db")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One file of an upload."""

    name: str
    data: bytes


def read_files(data: bytes, *, name: str) -> list[SourceFile]:
    """Return the files of an upload, in the order of their names.

    Raises ``DocumentError``: ``programme.too_large``, ``programme.too_many_files``, ``programme.bomb``,
    ``programme.unsafe_name``, ``programme.encrypted`` and ``programme.broken_archive``.
    """
    if not data or len(data) > MAX_UPLOAD:
        raise DocumentError(
            "programme.too_large",
            f"An upload has 1 byte to {MAX_UPLOAD >> 20} MiB.",
            where=name,
            mend="Bring the programme in several exports, one for some badges each.",
        )
    if not data.startswith(_ZIP):
        return [SourceFile(name=name, data=data)]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _unpack(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise DocumentError(
            "programme.broken_archive",
            "The archive cannot be read to its end.",
            where=name,
            mend="Export it again, and upload it as it is.",
        ) from error


def _unpack(archive: zipfile.ZipFile) -> list[SourceFile]:
    entries = [
        entry for entry in archive.infolist() if not entry.is_dir() and not _is_ignored(entry.filename)
    ]
    if len(entries) > MAX_ENTRIES:
        raise DocumentError(
            "programme.too_many_files", f"The archive has more than {MAX_ENTRIES:,} files.", where="archive"
        )
    names: set[str] = set()
    for entry in entries:
        _check_entry(entry)
        if entry.filename in names:
            raise DocumentError(
                "programme.unsafe_name",
                "Two files of the archive have the same name, so it is not clear which one counts.",
                where=entry.filename[:200],
            )
        names.add(entry.filename)
    files = []
    left = MAX_UNPACKED
    for entry in sorted(entries, key=lambda one: one.filename):
        content = _read(archive, entry, left=left)
        left -= len(content)
        files.append(SourceFile(name=entry.filename, data=content))
    return files


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    parts = name.split("/")
    # zipfile turns backslashes into slashes on some systems only, and cuts at a null byte.
    is_unsafe = (
        name.startswith("/")
        or "\\" in entry.orig_filename
        or "\x00" in entry.orig_filename
        or ".." in parts
        or ":" in parts[0]
        or len(name) > 500
    )
    if is_unsafe or stat.S_ISLNK(entry.external_attr >> 16):
        raise DocumentError(
            "programme.unsafe_name",
            "A file of the archive leads out of it.",
            where=name[:200],
            mend="Pack the export anew, with plain folders and files only.",
        )
    if entry.flag_bits & 0x1:
        raise DocumentError(
            "programme.encrypted",
            "A file of the archive is locked with a password.",
            where=name[:200],
            mend="Pack the export without a password.",
        )


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, *, left: int) -> bytes:
    """Return what an entry holds; counted while it is unpacked, whatever the archive says of its size."""
    packed = max(1, entry.compress_size)
    bound = min(left, MAX_FILE, max(_FREE, packed * MAX_RATIO))
    out = bytearray()
    with archive.open(entry) as file:
        while chunk := file.read(_CHUNK):
            out += chunk
            if len(out) > bound:
                raise DocumentError(
                    "programme.bomb",
                    "The archive unpacks to more than an export has.",
                    where=entry.filename[:200],
                    mend="Leave large files, such as films, out of the export.",
                )
    return bytes(out)


def _is_ignored(name: str) -> bool:
    return name.startswith(_IGNORED[0]) or name.rpartition("/")[2] in _IGNORED[1:]
