"""News about awards, for higher apps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardMade:
    """A credential was signed and is served."""

    award_id: UUID
    organisation_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardsMade:
    """A step of a batch has signed these credentials."""

    batch_id: UUID
    organisation_id: UUID
    award_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardRevoked:
    """An award was revoked; it is never valid again."""

    award_id: UUID
    organisation_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardSuspended:
    """An award was suspended; it may be reinstated."""

    award_id: UUID
    organisation_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardReinstated:
    """A suspended award is valid again."""

    award_id: UUID
    organisation_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardAnswered:
    """The holder has accepted or declined an award."""

    award_id: UUID
    organisation_id: UUID
    is_accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchCompleted:
    """Every row of a batch was awarded."""

    batch_id: UUID
    organisation_id: UUID
