"""What an operator has to know about each version, told once by ``cairn upgrade``.

``tests/cairn_site/operating/test_upgrading.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn import __version__
from cairn_site.platform import installation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NOTES: Final[Mapping[str, Sequence[str]]] = {
    "0.1.0": (
        "Keep the data folder and the database together in your backups: cairn backup does both.",
        "Name the first operator: cairn operator ADDRESS",
    ),
}
"""By version, oldest first; what has to be done by hand comes first."""


def finish_upgrade(*, version: str = __version__) -> list[str]:
    """Remember the version that runs now, and return the notes of those since the one that ran before."""
    before = installation.read("version")
    if before == version:
        return []
    installation.write("version", version)
    known = "" if before is None else str(before)
    return [
        text
        for number, texts in NOTES.items()
        for text in texts
        if _parts(known) < _parts(number) <= _parts(version)
    ]


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
