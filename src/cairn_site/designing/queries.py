"""What others may read of achievements.

``tests/cairn_site/designing/test_queries.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from django.conf import settings

from cairn.errors import UsageError
from cairn_site.aligning.folding import fold
from cairn_site.designing.content import Content, parse_content
from cairn_site.designing.content import valid_until_for as _valid_until_for
from cairn_site.designing.images import image_url
from cairn_site.designing.models import Achievement, AchievementVersion, VersionState
from cairn_site.designing.publishing import Place, Publisher, parse_public
from cairn_site.organisations.permissions import Right, not_found, require, require_unit
from cairn_site.organisations.queries import find_organisation, organisation_card

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from cairn.canonical.strict_json import JsonObject
    from cairn_site.organisations.permissions import Organisation
    from cairn_site.organisations.queries import OrganisationCard
    from cairn_site.platform.actors import Actor

PAGE: Final = 25
MAX_FOUND: Final = 500
valid_until_for = _valid_until_for


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardableVersion:
    """A version as awarding needs it; ``document`` is the Achievement that goes into each credential."""

    id: UUID
    achievement_id: UUID
    organisation_id: UUID
    number: int
    name: str
    image_url: str
    image_id: UUID | None
    is_frozen: bool
    is_current: bool
    content: Content = field(repr=False)
    document: JsonObject = field(repr=False)


def achievements_of(organisation_id: UUID, *, search: str = "", state: str = "") -> QuerySet[Achievement]:
    """Return the achievements of an organisation, the last edited first.

    ``search`` finds names with words that begin so, without accents; ``state`` is ``draft``, ``published``
    or ``archived``, and what is archived is listed only then.
    """
    found = Achievement.objects.filter(
        organisation_id=organisation_id, archived_at__isnull=state != "archived"
    )
    if state in ("draft", "published"):
        found = found.filter(is_published=state == "published")
    for word in fold(search).split()[:6]:
        found = found.filter(words__contains=f" {word}")
    return found.order_by("-edited_at", "-id")


def found_achievements(
    organisation_id: UUID, *, search: str, state: str = "", limit: int = MAX_FOUND
) -> QuerySet[Achievement]:
    """Return at most ``limit`` achievements that a search finds, the last edited first.

    The table is gone through once, however many pages and counts are then asked for.
    """
    found = achievements_of(organisation_id, search=search, state=state)
    identifiers = list(found.values_list("id", flat=True)[:limit])
    return Achievement.objects.filter(id__in=identifiers).order_by("-edited_at", "-id")


def newest_versions(achievement_ids: list[UUID]) -> dict[UUID, AchievementVersion]:
    """Return the newest version of each achievement, without its documents, in one query."""
    versions = (
        AchievementVersion.objects.filter(achievement_id__in=achievement_ids)
        .defer("document", "translations", "content")
        .order_by("number")
    )
    return {version.achievement_id: version for version in versions}


def access_achievement(actor: Actor, identifier: UUID, *rights: Right) -> Achievement:
    """Return an achievement if ``actor`` has ``rights`` in its organisation.

    Raises ``UsageError`` ``access.not_found`` for what is absent or foreign, and ``access.right_missing``.
    """
    achievement = Achievement.objects.filter(id=identifier).select_related("organisation").first()
    if achievement is None:
        raise not_found()
    require(actor, achievement.organisation, *(rights or (Right.READ,)))
    if any(right is not Right.READ for right in rights):
        require_unit(actor, achievement.organisation, achievement.unit_id)
    return achievement


def achievement_in(
    actor: Actor,
    organisation: Organisation,
    identifier: UUID,
    *rights: Right,
) -> Achievement:
    """Return an achievement of an organisation in which ``rights`` were asked for already.

    Raises ``UsageError`` ``access.not_found`` for one that is not there, and for one of a unit in which
    ``actor`` may not do more than read.
    """
    achievement = Achievement.objects.filter(id=identifier, organisation_id=organisation.id).first()
    if achievement is None:
        raise not_found()
    if any(right is not Right.READ for right in rights):
        require_unit(actor, organisation, achievement.unit_id)
    return achievement


def versions_of(achievement_id: UUID) -> list[AchievementVersion]:
    """Return the versions of an achievement, newest first, without their documents."""
    return list(
        AchievementVersion.objects.filter(achievement_id=achievement_id)
        .defer("document", "translations")
        .order_by("-number")
    )


def draft_of(achievement_id: UUID) -> AchievementVersion | None:
    """Return the draft of an achievement, if it has one."""
    return (
        AchievementVersion.objects.filter(achievement_id=achievement_id, state=VersionState.DRAFT)
        .select_related("image")
        .defer("image__png", "image__svg")
        .first()
    )


def current_version_id(achievement_id: UUID) -> UUID | None:
    """Return the version of an achievement that is awarded now, if there is one."""
    return (
        AchievementVersion.objects.filter(achievement_id=achievement_id, state=VersionState.PUBLISHED)
        .order_by("-number")
        .values_list("id", flat=True)
        .first()
    )


def published_version(actor: Actor, identifier: UUID) -> AwardableVersion:
    """Return any version that was ever published, for showing and for work that was begun with it.

    Raises ``UsageError`` ``access.not_found`` for drafts and for what the actor may not see.
    """
    return _awardable(_published(actor, identifier))


def version_for_award(actor: Actor, identifier: UUID) -> AwardableVersion:
    """Return a version that may be awarded from now on.

    ``identifier`` is that of the version, or of its achievement, whose current version is then meant. Raises
    ``UsageError``: ``access.not_found``, ``access.right_missing``, ``designing.version_withdrawn`` for one
    that a newer version has replaced, and ``designing.archived``.
    """
    current = current_version_id(identifier)
    version = _published(actor, current or identifier, Right.AWARD)
    if version.achievement.archived_at is not None:
        raise UsageError(
            "designing.archived",
            "This achievement is archived, so it is not awarded.",
            where=str(version.achievement_id),
            mend="Bring it back from the archive first.",
        )
    if version.state == VersionState.WITHDRAWN:
        raise UsageError(
            "designing.version_withdrawn",
            "A newer version has taken the place of this one.",
            where=str(version.id),
            mend="Award the newer version.",
        )
    return _awardable(version)


def awardable_versions(
    actor: Actor, organisation_id: UUID, *, search: str = "", limit: int = PAGE
) -> list[tuple[UUID, str, UUID | None]]:
    """Return the versions of an organisation that can be awarded, by name: id, name and image."""
    organisation = find_organisation(organisation_id)
    if organisation is None:
        raise not_found()
    require(actor, organisation)
    found = AchievementVersion.objects.filter(
        achievement__organisation_id=organisation_id,
        achievement__archived_at=None,
        state=VersionState.PUBLISHED,
    )
    for word in fold(search).split()[:6]:
        found = found.filter(achievement__words__contains=f" {word}")
    return list(found.order_by("-achievement__edited_at").values_list("id", "name", "image_id")[:limit])


def public_version(identifier: UUID) -> AchievementVersion | None:
    """Return a version that anybody may see: one that was published."""
    return (
        AchievementVersion.objects.filter(id=identifier, document__isnull=False)
        .select_related("achievement")
        .first()
    )


def content_of(version: AchievementVersion) -> Content:
    """Return what was filled in for a version."""
    return parse_content(version.content)


def publisher_of(organisation_id: UUID, *, now: datetime) -> Publisher:
    """Return what documents say of an organisation."""
    card = organisation_card(organisation_id, now=now)
    if card is None:
        raise not_found()
    return publisher_from(card)


def publisher_from(card: OrganisationCard) -> Publisher:
    """Return what documents say of an organisation, from its card."""
    return Publisher(
        id=card.id, profile_url=card.profile_url, name=card.name, url=card.url, country=card.country
    )


def place_of(version: AchievementVersion) -> Place:
    """Return where a version stands."""
    return Place(address=address_of(version.id), number=version.number, image_url=image_url(version.image_id))


def address_of(version_id: UUID) -> str:
    """Return the address of a version."""
    return f"{settings.CAIRN_ORIGIN}/achievements/{version_id}"


def _published(actor: Actor, identifier: UUID, *rights: Right) -> AchievementVersion:
    version = (
        AchievementVersion.objects.filter(id=identifier, document__isnull=False)
        .select_related("achievement__organisation")
        .first()
    )
    if version is None:
        raise not_found()
    require(actor, version.achievement.organisation, *(rights or (Right.READ,)))
    return version


def _awardable(version: AchievementVersion) -> AwardableVersion:
    assert version.document is not None
    return AwardableVersion(
        id=version.id,
        achievement_id=version.achievement_id,
        organisation_id=version.achievement.organisation_id,
        number=version.number,
        name=version.name,
        image_url=image_url(version.image_id),
        image_id=version.image_id,
        is_frozen=version.frozen_at is not None,
        is_current=version.state == VersionState.PUBLISHED,
        content=content_of(version),
        document=parse_public(bytes(version.document)),
    )
