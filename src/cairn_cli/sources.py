"""What a command is to read: files, folders, packs of JSON Lines, JWTs, standard input and addresses.

Of many documents each is read by itself: what is wrong with one ends nothing, and no file of a folder is left
out without a word. ``tests/cairn_cli/test_sources.py`` proves it.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from cairn.errors import CairnError, UnavailableError, UsageError
from cairn_cli.output import note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAX_BYTES: Final = 64 * 1024 * 1024
_SUFFIXES: Final = frozenset({".json", ".jsonld", ".jsonl", ".jwt", ".txt", ".png", ".svg"})
_PACK: Final = ".jsonl"
_MAX_TOLD: Final = 10
_OWN: Final = frozenset({"journal.json", "revocations.jsonl", "did.json", "key-history.json", "issuer.json"})
_ADDRESS: Final = re.compile(r"https?://")
_JWT: Final = re.compile(r"eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One document and where it came from, for people; ``fault`` is why one of many could not be read."""

    name: str
    data: bytes = b""
    fault: CairnError | None = None


def is_collection(argument: str) -> bool:
    """Say whether ``argument`` stands for many documents."""
    if argument == "-" or _ADDRESS.match(argument) or _JWT.fullmatch(argument):
        return False
    path = Path(argument)
    return path.is_dir() or path.suffix.lower() == _PACK


def read_sources(
    argument: str, *, loader: Callable[[str], bytes], skipped: list[str] | None = None
) -> Iterator[Source]:
    """Yield the documents that one argument stands for: ``-``, an address, a JWT, a file, a pack or a folder.

    To ``skipped`` the files of a folder are added that have not the names of credentials. Raises
    ``UsageError`` for what is not there, no file or too large, ``UnavailableError("file.failed")`` for what
    cannot be opened, and what ``loader`` raises.
    """
    if argument == "-":
        yield Source(name="standard input", data=_bounded(sys.stdin.buffer.read(MAX_BYTES + 1), argument))
        return
    if _ADDRESS.match(argument):
        yield Source(name=argument, data=loader(argument))
        return
    if _JWT.fullmatch(argument):
        yield Source(name="the JWT given", data=argument.encode())
        return
    path = Path(argument)
    if path.is_dir():
        yield from _read_folder(path, [] if skipped is None else skipped)
    else:
        yield from _read_file(path)


def read_one(argument: str, *, loader: Callable[[str], bytes]) -> bytes:
    """Return the bytes of an argument that stands for one document."""
    if is_collection(argument):
        raise UsageError("file.many", "One document is needed, and this is many.", where=argument)
    return next(read_sources(argument, loader=loader)).data


def tell_skipped(skipped: list[str]) -> None:
    """Tell which files of a folder were not looked at, and how many."""
    if not skipped:
        return
    told = ", ".join(skipped[:_MAX_TOLD])
    rest = f" and {len(skipped) - _MAX_TOLD:,} more" if len(skipped) > _MAX_TOLD else ""
    note(f"Not looked at, since these are not the names of credentials: {told}{rest}.")


def _read_folder(folder: Path, skipped: list[str]) -> Iterator[Source]:
    faults: list[OSError] = []
    for place, names, files in os.walk(folder, onerror=faults.append):
        names.sort()
        skipped += (f"{name}/" for name in names if Path(place, name).is_symlink())
        for path in (Path(place, name) for name in sorted(files)):
            if not _is_document(path):
                skipped.append(str(path.relative_to(folder)))
                continue
            try:
                yield from _read_file(path)
            except CairnError as error:
                yield Source(name=str(path), fault=error)
    for failure in faults:
        yield Source(name=str(failure.filename), fault=_failed(failure, failure.filename))


def _is_document(path: Path) -> bool:
    """Say whether a file in a folder may be a credential: those of a batch folder's own making are not."""
    if path.suffix.lower() in _SUFFIXES:
        return path.name not in _OWN
    return path.parent.name == "credentials" and path.suffix == ""


def _read_file(path: Path) -> Iterator[Source]:
    try:
        # A pipe or a device would be waited for without an end.
        if not stat.S_ISREG(path.stat().st_mode):
            raise UsageError(
                "file.not_regular", "This is no file.", where=str(path), mend="Use - for standard input."
            )
        with path.open("rb") as file:
            if path.suffix.lower() == _PACK:
                yield from _read_lines(file, str(path))
            else:
                yield Source(name=str(path), data=_bounded(file.read(MAX_BYTES + 1), str(path)))
    except FileNotFoundError:
        raise UsageError("file.missing", "There is no such file.", where=str(path)) from None
    except OSError as error:
        raise _failed(error, path) from None


def _read_lines(file: IO[bytes], path: str) -> Iterator[Source]:
    number = 0
    while line := file.readline(MAX_BYTES + 1):
        number += 1
        name = f"{path}:{number}"
        if len(line) > MAX_BYTES:
            yield Source(name=name, fault=_too_large(name))
            while line and not line.endswith(b"\n"):
                line = file.readline(MAX_BYTES)
        elif line.strip():
            yield Source(name=name, data=line)


def _failed(error: OSError, path: object) -> UnavailableError:
    return UnavailableError("file.failed", f"{error.strerror or 'The file cannot be used'}.", where=str(path))


def _bounded(data: bytes, name: str) -> bytes:
    if len(data) > MAX_BYTES:
        raise _too_large(name)
    return data


def _too_large(name: str) -> UsageError:
    return UsageError("file.too_large", f"The file is larger than {MAX_BYTES} bytes.", where=name)
