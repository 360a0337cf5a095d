"""What every builder does: leave out what is not given, and refuse what validation would refuse.

A builder also refuses what validation only warns of, because what Cairn says has to be read by all.
``tests/cairn/credentials/builders/test_assembly.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cairn.canonical import timestamps
from cairn.credentials.view import judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject, JsonValue
    from cairn.credentials.view import View


def assemble(view: type[View], members: Mapping[str, JsonValue]) -> JsonObject:
    """Return the object of the members that are neither ``None`` nor an empty array, judged as a ``view``.

    Raises ``DocumentError`` with the first finding, warnings included.
    """
    document: JsonObject = {
        name: value for name, value in members.items() if value is not None and value != []
    }
    for finding in judge(view)(document) or ():
        raise finding.error
    return document


def array(values: Iterable[JsonValue]) -> list[JsonValue]:
    """Return an array of JSON with ``values``."""
    return list(values)


def types(standard: str, others: Sequence[str] = ()) -> list[JsonValue]:
    """Return the ``type`` of a class of the standard, and what else the object is."""
    return [standard, *others]


def moment(value: datetime | None) -> str | None:
    """Return a moment as it is written.

    Raises ``UsageError`` ``timestamp.naive`` and ``timestamp.unwritable``.
    """
    return None if value is None else timestamps.format(value)
