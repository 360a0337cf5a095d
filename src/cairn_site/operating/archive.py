"""The archive of a backup: a compressed tar file whose last member lists every other with its SHA-256.

It is written to a stream and read strictly: what is not listed, listed and not there, or changed, is refused,
and no name leads out of the folder it is unpacked into. Needs no Django: a restore begins before there is a
site. ``docs/howto/backup.md`` describes it; ``tests/cairn_site/operating/test_archive.py`` proves it.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Any, Final

from cairn.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FORMAT: Final = "cairn-backup-1"
MANIFEST: Final = "manifest.json"
DATABASE: Final = "database/"
DATA: Final = "data/"
_MAX_MANIFEST: Final = 50_000_000


class ArchiveWriter:
    """Writes an archive; :meth:`finish` adds the list, without which it is none."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._tar = tarfile.open(fileobj=stream, mode="w:gz", compresslevel=3, format=tarfile.PAX_FORMAT)  # noqa: SIM115
        self._listed: dict[str, dict[str, object]] = {}

    def add(self, path: Path, name: str) -> None:
        """Add a file under ``name``; it may grow meanwhile, what was there at first is taken."""
        size = path.stat().st_size
        information = tarfile.TarInfo(name)
        information.size = size
        information.mode = 0o600
        with path.open("rb") as file:
            reader = _Hashing(file, size)
            self._tar.addfile(information, reader)
        self._listed[name] = {"size": size, "sha256": reader.digest()}

    def finish(self, about: Mapping[str, object]) -> None:
        """Add the list with what is said of the whole, and end the archive."""
        manifest = {"format": FORMAT, **about, "files": self._listed}
        data = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
        information = tarfile.TarInfo(MANIFEST)
        information.size = len(data)
        information.mode = 0o600
        self._tar.addfile(information, io.BytesIO(data))
        self._tar.close()


class _Hashing(io.RawIOBase):
    """A file of a known size that is hashed while it is read."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        super().__init__()
        self._file = file
        self._left = size
        self._sha256 = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        chunk = self._file.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(chunk)
        self._sha256.update(chunk)
        return chunk

    def digest(self) -> str:
        return self._sha256.hexdigest()


def unpack(source: Path, folder: Path) -> dict[str, Any]:
    """Unpack an archive into an empty folder and return what its list says.

    Raises ``DocumentError``: ``backup.malformed``, ``backup.unsafe_name``, ``backup.changed``,
    ``backup.unknown_format``.
    """
    found: dict[str, dict[str, object]] = {}
    manifest: bytes | None = None
    try:
        with tarfile.open(source, mode="r|gz") as tar:
            for member in tar:
                if not member.isreg() or not _is_safe(member.name) or member.name in found:
                    raise DocumentError(
                        "backup.unsafe_name", "A file has a name that cannot be.", where=member.name
                    )
                file = tar.extractfile(member)
                assert file is not None
                if member.name == MANIFEST:
                    manifest = file.read(_MAX_MANIFEST)
                    continue
                found[member.name] = _write(file, folder / member.name)
    except (tarfile.TarError, EOFError, OSError) as error:
        raise DocumentError(
            "backup.malformed", f"This is no whole archive: {error}.", where=str(source)
        ) from None
    return _check(manifest, found, where=str(source))


def _write(file: IO[bytes], target: Path) -> dict[str, object]:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    sha256 = hashlib.sha256()
    size = 0
    with target.open("xb") as out:
        target.chmod(0o600)
        while chunk := file.read(1 << 20):
            sha256.update(chunk)
            size += len(chunk)
            out.write(chunk)
    return {"size": size, "sha256": sha256.hexdigest()}


def _check(
    manifest: bytes | None, found: Mapping[str, Mapping[str, object]], *, where: str
) -> dict[str, Any]:
    if manifest is None:
        raise DocumentError("backup.malformed", "The archive has no list: it is not whole.", where=where)
    try:
        about = json.loads(manifest)
        listed = about["files"]
        known = about["format"]
    except (ValueError, KeyError, TypeError):
        raise DocumentError(
            "backup.malformed", "The list of the archive cannot be read.", where=where
        ) from None
    if known != FORMAT:
        raise DocumentError("backup.unknown_format", "The archive is of another version.", where=where)
    if not isinstance(listed, dict):
        raise DocumentError("backup.malformed", "The list of the archive cannot be read.", where=where)
    for name in sorted(listed.keys() | found.keys()):
        if listed.get(name) != found.get(name):
            raise DocumentError("backup.changed", "A file is not what the list says.", where=name)
    return dict(about)


def _is_safe(name: str) -> bool:
    path = PurePosixPath(name)
    return (
        not path.is_absolute()
        and ".." not in path.parts
        and "\\" not in name
        and "\0" not in name
        and (name == MANIFEST or name.startswith((DATABASE, DATA)))
        and str(path) == name
    )
