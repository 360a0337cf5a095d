"""Who acts: a person, a token of an organisation, or the system itself.

Every action takes ``actor``; what an actor may do is decided where organisations are known.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Mapping


class ActorKind(StrEnum):
    """The kinds of actors."""

    PERSON = "person"
    TOKEN = "token"  # noqa: S105
    VISITOR = "visitor"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who does something; ``label`` is what the audit trail calls them.

    ``scopes`` limits what a token may do. ``is_operator`` says that the person looks after the installation.
    """

    kind: ActorKind
    id: UUID | None = None
    label: str = ""
    scopes: frozenset[str] = frozenset()
    is_operator: bool = False

    def as_json(self) -> dict[str, object]:
        """Return the actor as a job keeps it; scopes and rights are looked up anew when it runs."""
        return {"kind": self.kind.value, "id": None if self.id is None else str(self.id), "label": self.label}


SYSTEM: Final = Actor(kind=ActorKind.SYSTEM, label="Cairn")
VISITOR: Final = Actor(kind=ActorKind.VISITOR, label="a visitor")


def actor_from_json(value: Mapping[str, object]) -> Actor:
    """Return the actor that :meth:`Actor.as_json` wrote."""
    identifier = value["id"]
    return Actor(
        kind=ActorKind(str(value["kind"])),
        id=None if identifier is None else UUID(str(identifier)),
        label=str(value["label"]),
    )
