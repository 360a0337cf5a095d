"""News of people, for the apps above."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressVerified:
    """A person has shown that an address is theirs; ``address`` is in small letters."""

    person_id: UUID
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonErased:
    """Everything that was kept of a person is gone; ``person_id`` names nobody any more."""

    person_id: UUID
