"""What assessing needs to know of achievements, asked of the app that designs them.

``tests/cairn_site/assessing/test_achievements.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cairn_site.designing import queries as designing
from cairn_site.platform.actors import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from cairn.canonical.strict_json import JsonObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Requested:
    """What can be asked for; ``levels`` are the rubrics, each with the names of its levels."""

    version_id: UUID
    achievement_id: UUID
    organisation_id: UUID
    unit_id: UUID | None
    number: int
    name: str
    description: str
    criteria: str
    image_url: str
    rubrics: tuple[tuple[str, tuple[str, ...]], ...]


def find_requested(identifier: UUID, *, is_new: bool) -> Requested:
    """Return a version that can be asked for (``is_new``), or was.

    Raises ``UsageError``: ``access.not_found``, and where it is new ``designing.version_withdrawn`` and
    ``designing.archived``.
    """
    read = designing.version_for_award if is_new else designing.published_version
    found = read(SYSTEM, identifier)
    return Requested(
        version_id=found.id,
        achievement_id=found.achievement_id,
        organisation_id=found.organisation_id,
        unit_id=designing.access_achievement(SYSTEM, found.achievement_id).unit_id,
        number=found.number,
        name=found.name,
        description=_text(found.document, "description"),
        criteria=_text(_object(found.document.get("criteria")), "narrative"),
        image_url=found.image_url,
        rubrics=_rubrics(found.document),
    )


def names(achievement_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return what achievements are called, by their ids."""
    newest = designing.newest_versions(list(set(achievement_ids)))
    return {identifier: version.name for identifier, version in newest.items()}


def _rubrics(document: JsonObject) -> tuple[tuple[str, tuple[str, ...]], ...]:
    rubrics = []
    descriptions = document.get("resultDescription", [])
    for one in descriptions if isinstance(descriptions, list) else [descriptions]:
        levels = _object(one).get("rubricCriterionLevel")
        if isinstance(levels, list):
            rubrics.append(
                (_text(_object(one), "name"), tuple(_text(_object(level), "name") for level in levels))
            )
    return tuple(rubrics)


def _object(value: object) -> JsonObject:
    return value if isinstance(value, dict) else {}


def _text(members: JsonObject, name: str) -> str:
    value = members.get(name)
    return value if isinstance(value, str) else ""
