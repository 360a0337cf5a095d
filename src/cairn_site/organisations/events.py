"""News about organisations, for higher apps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationMade:
    """An organisation was made, with its first key."""

    organisation_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationVerified:
    """An operator has verified an organisation."""

    organisation_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationChanged:
    """What an organisation publishes about itself has changed."""

    organisation_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRotated:
    """An organisation signs with a new key from now on; the one before stays good for what it signed."""

    organisation_id: UUID
    key_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRetired:
    """The key in use has ended in good order, and none has followed yet."""

    organisation_id: UUID
    key_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyCompromised:
    """Others may have signed with a key since ``since``; nothing it signed is believed any more."""

    organisation_id: UUID
    key_id: UUID
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberJoined:
    """A person became a member."""

    organisation_id: UUID
    person_id: UUID
