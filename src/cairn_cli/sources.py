"""What a command is to read: files, folders, packs of JSON Lines, JWTs, standard input and addresses.

``tests/cairn_cli/test_sources.py`` proves it.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cairn.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAX_BYTES: Final = 64 * 1024 * 1024
_SUFFIXES: Final = frozenset({".json", ".jsonld", ".jsonl", ".jwt", ".txt", ".png", ".svg"})
_PACK: Final = ".jsonl"
_OWN: Final = frozenset({"journal.json", "revocations.jsonl", "did.json", "key-history.json", "issuer.json"})
_ADDRESS: Final = re.compile(r"https?://")
_JWT: Final = re.compile(r"eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One document and where it came from, for people."""

    name: str
    data: bytes


def is_collection(argument: str) -> bool:
    """Say whether ``argument`` stands for many documents."""
    if argument == "-" or _ADDRESS.match(argument) or _JWT.fullmatch(argument):
        return False
    path = Path(argument)
    return path.is_dir() or path.suffix == _PACK


def read_sources(argument: str, *, loader: Callable[[str], bytes]) -> Iterator[Source]:
    """Yield the documents that one argument stands for: ``-``, an address, a JWT, a file, a pack or a folder.

    Raises ``UsageError`` for what is not there or too large, and what ``loader`` raises.
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
        for entry in sorted(path.rglob("*")):
            if entry.is_file() and _is_document(entry):
                yield from _read_file(entry)
        return
    if not path.exists():
        raise UsageError("file.missing", "There is no such file.", where=argument)
    yield from _read_file(path)


def read_one(argument: str, *, loader: Callable[[str], bytes]) -> bytes:
    """Return the bytes of an argument that stands for one document."""
    if is_collection(argument):
        raise UsageError("file.many", "One document is needed, and this is many.", where=argument)
    return next(read_sources(argument, loader=loader)).data


def _is_document(path: Path) -> bool:
    """Say whether a file in a folder may be a credential: those of a batch folder's own making are not."""
    if path.suffix in _SUFFIXES:
        return path.name not in _OWN
    return path.parent.name == "credentials" and path.suffix == ""


def _read_file(path: Path) -> Iterator[Source]:
    if path.suffix != _PACK:
        with path.open("rb") as file:
            yield Source(name=str(path), data=_bounded(file.read(MAX_BYTES + 1), str(path)))
        return
    with path.open("rb") as file:
        number = 0
        while line := file.readline(MAX_BYTES + 1):
            number += 1
            name = f"{path}:{number}"
            if line.strip():
                yield Source(name=name, data=_bounded(line, name))


def _bounded(data: bytes, name: str) -> bytes:
    if len(data) > MAX_BYTES:
        raise UsageError("file.too_large", f"The file is larger than {MAX_BYTES} bytes.", where=name)
    return data
