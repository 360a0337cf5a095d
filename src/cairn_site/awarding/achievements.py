"""What awarding needs to know of achievements, asked of the app that designs them.

``tests/cairn_site/awarding/test_achievements.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from uuid import UUID

from cairn.errors import UsageError
from cairn_site.designing import queries as designing
from cairn_site.designing.actions import freeze as freeze_version
from cairn_site.designing.content import Content, ValidityKind
from cairn_site.designing.images import image_url as image_address
from cairn_site.organisations.permissions import not_found
from cairn_site.platform.actors import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject
    from cairn_site.organisations.permissions import Organisation
    from cairn_site.platform.actors import Actor

MAX_CHOICES: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardableVersion:
    """A version of an Achievement; ``document`` is what stands in each credential."""

    id: UUID
    achievement_id: UUID
    unit_id: UUID | None
    number: int
    name: str
    image_url: str
    is_current: bool
    content: Content = field(repr=False)
    document: JsonObject = field(repr=False)

    @property
    def can_be_suspended(self) -> bool:
        """Whether its credentials get a place in a list of suspensions."""
        return self.content.can_be_suspended

    @property
    def expires(self) -> bool:
        """Whether an award of it ends by itself."""
        return self.content.validity.kind is not ValidityKind.FOREVER

    def valid_until(self, valid_from: datetime) -> datetime | None:
        """Return when an award that begins at ``valid_from`` ends."""
        return designing.valid_until_for(self.content, valid_from=valid_from)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An Achievement that can be awarded, for a list."""

    version_id: UUID
    name: str
    image_url: str


def find_version(organisation: Organisation, version_id: UUID) -> AwardableVersion:
    """Return any version that was ever published, for what was begun with it.

    Raises ``UsageError("access.not_found")`` for those of others.
    """
    return _read(organisation, designing.published_version(SYSTEM, version_id))


def awardable(actor: Actor, organisation: Organisation, identifier: UUID) -> AwardableVersion:
    """Return a version that may be awarded from now on, by its id or that of its Achievement.

    Raises ``UsageError``: ``access.*``, ``designing.version_withdrawn`` and ``designing.archived``.
    """
    return _read(organisation, designing.version_for_award(actor, identifier))


def refuse_unawardable(version: AwardableVersion) -> None:
    """Raise ``UsageError("designing.version_withdrawn")`` where a newer version has taken its place."""
    if not version.is_current:
        raise UsageError(
            "designing.version_withdrawn",
            "A newer version has taken the place of this one.",
            where=str(version.id),
            mend="Award the newer version.",
        )


def freeze(version: AwardableVersion, *, now: datetime) -> None:
    """Mark a version as awarded, in the transaction of the award."""
    freeze_version(actor=SYSTEM, version_id=version.id, now=now)


def awardable_choices(actor: Actor, organisation: Organisation, *, search: str = "") -> list[Choice]:
    """Return the first achievements of an organisation that can be awarded."""
    found = designing.awardable_versions(actor, organisation.id, search=search, limit=MAX_CHOICES)
    return [
        Choice(version_id=version_id, name=name, image_url=image_address(image_id))
        for version_id, name, image_id in found
    ]


def choices(organisation: Organisation, *, including: str = "") -> list[tuple[UUID, str]]:
    """Return the achievements of an organisation to filter by: the last edited, and the one chosen."""
    found = [(one.id, one.name) for one in designing.achievements_of(organisation.id)[:MAX_CHOICES]]
    try:
        chosen = UUID(including)
    except ValueError:
        return sorted(found, key=lambda pair: pair[1].casefold())
    if chosen not in [identifier for identifier, _ in found]:
        more = designing.achievements_of(organisation.id).filter(id=chosen)
        found += [(one.id, one.name) for one in more]
    return sorted(found, key=lambda pair: pair[1].casefold())


def names(achievement_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return what achievements are called, by their ids."""
    newest = designing.newest_versions(list(set(achievement_ids)))
    return {identifier: version.name for identifier, version in newest.items()}


def image_url(version_id: UUID) -> str:
    """Return the address of a version's picture, empty where it has none."""
    version = designing.public_version(version_id)
    return "" if version is None else image_address(version.image_id)


def public_url(version_id: UUID) -> str:
    """Return the address of a version."""
    return designing.address_of(version_id)


def _read(organisation: Organisation, found: designing.AwardableVersion) -> AwardableVersion:
    if found.organisation_id != organisation.id:
        raise not_found()
    return AwardableVersion(
        id=found.id,
        achievement_id=found.achievement_id,
        unit_id=designing.access_achievement(SYSTEM, found.achievement_id).unit_id,
        number=found.number,
        name=found.name,
        image_url=found.image_url,
        is_current=found.is_current,
        content=found.content,
        document=found.document,
    )
