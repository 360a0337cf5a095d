"""Credentials in the packs of a batch folder, found by their indexes.

A pack ``NNNNN.jsonl`` holds one credential a line; its index ``NNNNN.csv`` has the columns ``row``, ``id``,
``status_list``, ``status_index``, ``offset`` and ``length``. Proved by ``tests/cairn_net/test_packs.py``.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cairn.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

MAX_CREDENTIAL: Final = 4 * 1024 * 1024
_COLUMNS: Final = ("row", "id", "status_list", "status_index", "offset", "length")


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedCredential:
    """Where one credential lies."""

    id: str
    row: int
    pack: Path
    offset: int
    length: int

    def read(self) -> bytes:
        """Return its bytes; raises ``DocumentError("pack.damaged")`` where they are not there."""
        with self.pack.open("rb") as file:
            file.seek(self.offset)
            data = file.read(self.length)
        if len(data) != self.length:
            raise DocumentError(
                "pack.damaged", "The pack is shorter than its index says.", where=str(self.pack)
            )
        return data


def find_packed(folder: Path, ids: Collection[str]) -> dict[str, PackedCredential]:
    """Return where the credentials of ``ids`` lie in the packs of ``folder``, if they are there.

    An id is written as in the credential or as its last part, the UUID. Raises
    ``DocumentError("pack.index")``.
    """
    wanted = {_last_part(own_id).encode(): own_id for own_id in ids}
    found: dict[str, PackedCredential] = {}
    for index in sorted(folder.glob("*.csv")):
        if len(found) == len(wanted):
            break
        data = index.read_bytes()
        if any(name in data for name in wanted):
            for packed in _read_index(index, data):
                own_id = wanted.get(_last_part(packed.id).encode())
                if own_id is not None and _same(own_id, packed.id):
                    found[own_id] = packed
    return found


def _read_index(path: Path, data: bytes) -> Iterator[PackedCredential]:
    rows = csv.DictReader(data.decode("utf-8", "replace").splitlines())
    if tuple(rows.fieldnames or ()) != _COLUMNS:
        raise DocumentError("pack.index", "The index of the pack has other columns.", where=str(path))
    for row in rows:
        numbers = [row["row"], row["offset"], row["length"]]
        if not all(number and number.isascii() and number.isdigit() for number in numbers):
            raise DocumentError("pack.index", "The index of the pack is damaged.", where=str(path))
        place, offset, length = map(int, numbers)
        if length > MAX_CREDENTIAL:
            raise DocumentError("pack.index", "The index of the pack is damaged.", where=str(path))
        yield PackedCredential(
            id=row["id"], row=place, pack=path.with_suffix(".jsonl"), offset=offset, length=length
        )


def _last_part(own_id: str) -> str:
    return own_id.rpartition("/")[2].rpartition(":")[2]


def _same(one: str, other: str) -> bool:
    """Compare two ids with the same last part, of which either may be that part alone."""
    return one == other or _last_part(one) == one or _last_part(other) == other
