"""What several rules read from a part: its images, its name, its dates, and texts that match a pattern.

``tests/cairn/quality/lint/test_members.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cairn.canonical import timestamps
from cairn.errors import DocumentError
from cairn.quality.completeness.seen import text_of
from cairn.quality.lint.addresses import shorten
from cairn.quality.lint.findings import Hit, Scope
from cairn.quality.lint.parts import PROSE

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject, JsonValue
    from cairn.quality.lint.parts import Part


def prose_matching(part: Part, pattern: re.Pattern[str]) -> Iterator[Hit]:
    """Yield a hit, with what was ``found``, for each text for people in which a pattern is found."""
    if not pattern.search(part.prose):
        return
    for text in part.texts():
        if text.member not in PROSE:
            continue
        match = pattern.search(text.value)
        if match is not None:
            yield Hit(where=text.where, values={"found": shorten(match[0])})


def name_of(part: Part) -> str | None:
    """Return the name of the Achievement or credential as it is written, or ``None`` without one."""
    name = part.node.get("name")
    return name if isinstance(name, str) else None


def images_of(part: Part) -> Iterator[tuple[str, JsonObject]]:
    """Yield the images of a part with their pointers."""
    holders: list[tuple[str, JsonObject]] = [("", part.node)]
    if part.scope is Scope.FRAME and isinstance(issuer := part.node.get("issuer"), dict):
        holders.append(("/issuer", issuer))
    if part.scope is Scope.ROW:
        holders = part.subjects
    for at, holder in holders:
        image = holder.get("image")
        if isinstance(image, dict):
            yield f"{at}/image", image


def moment_of(node: JsonObject, *names: str) -> datetime | None:
    """Return the moment that the first member of ``names`` that is there tells, if it tells one."""
    for name in names:
        text = text_of(node, name)
        if text:
            try:
                return timestamps.parse(text)
            except DocumentError:
                return None
    return None


def number_of(value: JsonValue) -> float | None:
    """Return a JSON number, or ``None`` for anything else."""
    return None if isinstance(value, bool) or not isinstance(value, int | float) else float(value)
