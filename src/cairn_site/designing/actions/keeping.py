"""Achievements copied, archived and brought back, and what was never published deleted.

``tests/cairn_site/designing/actions/test_keeping.py`` proves it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from cairn.errors import UsageError
from cairn_site.aligning.folding import fold
from cairn_site.designing import images
from cairn_site.designing.actions.drafts import home_unit
from cairn_site.designing.content import format_content, parse_content
from cairn_site.designing.imagery.drawing import parse_drawing
from cairn_site.designing.imagery.uploads import SafeImage
from cairn_site.designing.models import Achievement, AchievementVersion, VersionState
from cairn_site.designing.queries import access_achievement
from cairn_site.organisations.permissions import Right, access_organisation
from cairn_site.platform import audit
from cairn_site.platform.actors import ActorKind

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from cairn_site.designing.models import BadgeImage
    from cairn_site.platform.actors import Actor


def copy_achievement(
    *, actor: Actor, achievement_id: UUID, name: str, now: datetime, slug: str = ""
) -> Achievement:
    """Begin an achievement as a copy of the newest version of another, in its organisation or in ``slug``.

    Raises ``UsageError`` as the rights to read the one and to create the other ask.
    """
    source = access_achievement(actor, achievement_id)
    target = access_organisation(actor, slug or source.organisation.slug, Right.CREATE)
    newest = AchievementVersion.objects.filter(achievement=source).select_related("image").latest("number")
    content = parse_content(newest.content)
    if name.strip():
        content = replace(content, name={**content.name, content.language: name.strip()})
    with transaction.atomic():
        achievement = Achievement.objects.create(
            organisation=target,
            name=content.title[:300],
            words=fold(content.title)[:600],
            created_at=now,
            edited_at=now,
            created_by_id=actor.id if actor.kind is ActorKind.PERSON else None,
            copied_from=source,
            unit_id=home_unit(actor, target),
        )
        AchievementVersion.objects.create(
            achievement=achievement,
            number=1,
            content=format_content(content),
            name=content.title[:300],
            image=_image_in(newest.image, target.id, now=now),
            edited_at=now,
        )
        audit.record(
            actor=actor,
            action="achievement.copy",
            target=("achievement", achievement.id),
            now=now,
            organisation_id=target.id,
            details={"name": content.title, "copied_from": str(source.id)},
        )
    return achievement


def archive_achievement(*, actor: Actor, achievement_id: UUID, now: datetime) -> None:
    """Take an achievement out of the lists; what was awarded stands, and nothing new is."""
    _set_archived(actor, achievement_id, now=now, is_archived=True)


def unarchive_achievement(*, actor: Actor, achievement_id: UUID, now: datetime) -> None:
    """Bring an achievement back from the archive."""
    _set_archived(actor, achievement_id, now=now, is_archived=False)


def delete_achievement(*, actor: Actor, achievement_id: UUID, now: datetime) -> None:
    """Delete an achievement that was never published.

    Raises ``UsageError`` ``designing.was_published`` otherwise: its addresses may stand in documents.
    """
    achievement = access_achievement(actor, achievement_id, Right.DELETE)
    with transaction.atomic():
        held = Achievement.objects.select_for_update().get(id=achievement.id)
        if AchievementVersion.objects.filter(achievement=held, published_at__isnull=False).exists():
            raise UsageError(
                "designing.was_published",
                "This achievement was published, so it cannot be deleted.",
                where=str(held.id),
                mend="Archive it instead.",
            )
        audit.record(
            actor=actor,
            action="achievement.delete",
            target=("achievement", held.id),
            now=now,
            organisation_id=held.organisation_id,
            details={"name": held.name},
        )
        held.delete()


def discard_draft(*, actor: Actor, achievement_id: UUID, now: datetime) -> None:
    """Drop the draft of a new version; the version before goes on as it is.

    Raises ``UsageError`` ``designing.no_draft`` where there is none, or where it is the only version.
    """
    achievement = access_achievement(actor, achievement_id, Right.UPDATE)
    with transaction.atomic():
        versions = AchievementVersion.objects.select_for_update(of=("self",)).filter(achievement=achievement)
        draft = versions.filter(state=VersionState.DRAFT).first()
        before = versions.exclude(state=VersionState.DRAFT).order_by("-number").first()
        if draft is None or before is None:
            raise UsageError(
                "designing.no_draft",
                "There is no draft of a new version.",
                where=str(achievement.id),
                mend="Delete the achievement, if it was never published.",
            )
        audit.record(
            actor=actor,
            action="achievement.discard",
            target=("achievement_version", draft.id),
            now=now,
            organisation_id=achievement.organisation_id,
            details={"name": draft.name, "number": draft.number},
        )
        draft.delete()
        achievement.name = before.name
        achievement.words = fold(before.name)[:600]
        achievement.edited_at = now
        achievement.save(update_fields=["name", "words", "edited_at"])


def _set_archived(actor: Actor, achievement_id: UUID, *, now: datetime, is_archived: bool) -> None:
    achievement = access_achievement(actor, achievement_id, Right.UPDATE)
    if (achievement.archived_at is not None) is is_archived:
        return
    with transaction.atomic():
        achievement.archived_at = now if is_archived else None
        achievement.save(update_fields=["archived_at"])
        audit.record(
            actor=actor,
            action="achievement.archive" if is_archived else "achievement.unarchive",
            target=("achievement", achievement.id),
            now=now,
            organisation_id=achievement.organisation_id,
            details={"name": achievement.name},
        )


def _image_in(image: BadgeImage | None, organisation_id: UUID, *, now: datetime) -> BadgeImage | None:
    """Return an image as one of the organisation, so that no organisation's picture hangs on another."""
    if image is None or image.organisation_id == organisation_id:
        return image
    if image.drawing is not None:
        return images.keep_drawing(parse_drawing(image.drawing), organisation_id=organisation_id, now=now)
    safe = SafeImage(png=bytes(image.png), svg=image.svg)
    return images.keep_upload(safe, organisation_id=organisation_id, now=now)
