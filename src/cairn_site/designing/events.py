"""News of achievements."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID  # noqa: TC003 - read when the event is delivered


@dataclass(frozen=True, slots=True, kw_only=True)
class AchievementPublished:
    """A version was published.

    ``previous_version_id`` is the one before, whose holders may be invited to upgrade; ``change_note`` says
    in the words of the publisher what is new.
    """

    version_id: UUID
    achievement_id: UUID
    organisation_id: UUID
    number: int
    name: str
    previous_version_id: UUID | None
    change_note: str
