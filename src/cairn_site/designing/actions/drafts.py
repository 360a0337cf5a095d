"""Drafts: begun, changed, given an image, and made anew from what is published.

``tests/cairn_site/designing/actions/test_drafts.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cairn.errors import UsageError
from cairn_site.aligning.folding import fold
from cairn_site.designing import images
from cairn_site.designing.content import Content, format_content
from cairn_site.designing.imagery.uploads import read_upload
from cairn_site.designing.models import Achievement, AchievementVersion, VersionState
from cairn_site.designing.queries import access_achievement
from cairn_site.organisations.permissions import Right, access_organisation, require_unit
from cairn_site.organisations.permissions import units_of as units_of_actor
from cairn_site.organisations.queries import units_of
from cairn_site.platform import audit
from cairn_site.platform.actors import ActorKind

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from cairn_site.designing.imagery.drawing import Drawing
    from cairn_site.designing.imagery.uploads import SafeImage
    from cairn_site.designing.models import BadgeImage
    from cairn_site.organisations.permissions import Organisation
    from cairn_site.platform.actors import Actor


def create_achievement(
    *,
    actor: Actor,
    slug: str,
    content: Content,
    now: datetime,
    drawing: Drawing | None = None,
    image: SafeImage | None = None,
    unit_id: UUID | None = None,
) -> Achievement:
    """Begin an achievement of the organisation ``slug`` with a draft of its first version.

    Whoever works in one unit only begins it there, unless they name another of theirs.
    """
    organisation = access_organisation(actor, slug, Right.CREATE)
    unit_id = unit_id or home_unit(actor, organisation)
    require_unit(actor, organisation, unit_id)
    with transaction.atomic():
        picture: BadgeImage | None = None
        if image is not None:
            picture = images.keep_upload(image, organisation_id=organisation.id, now=now)
        elif drawing is not None:
            picture = images.keep_drawing(drawing, organisation_id=organisation.id, now=now)
        achievement = Achievement.objects.create(
            organisation=organisation,
            name=content.title[:300],
            words=fold(content.title)[:600],
            created_at=now,
            edited_at=now,
            created_by_id=actor.id if actor.kind is ActorKind.PERSON else None,
            unit_id=unit_id,
        )
        AchievementVersion.objects.create(
            achievement=achievement,
            number=1,
            content=format_content(content),
            name=content.title[:300],
            image=picture,
            edited_at=now,
        )
        audit.record(
            actor=actor,
            action="achievement.create",
            target=("achievement", achievement.id),
            now=now,
            organisation_id=organisation.id,
            details={"name": content.title},
        )
    return achievement


def save_draft(*, actor: Actor, achievement_id: UUID, content: Content, now: datetime) -> AchievementVersion:
    """Keep ``content`` as the draft of an achievement; incomplete content is welcome.

    Raises ``UsageError`` ``designing.no_draft`` where the achievement has none.
    """
    achievement = access_achievement(actor, achievement_id, Right.UPDATE)
    with transaction.atomic():
        draft = hold_draft(achievement)
        written = format_content(content)
        if draft.content != written:
            draft.content = written
            draft.name = content.title[:300]
            touch(draft, achievement, now=now)
            _record(actor, "achievement.edit", draft, achievement, now=now)
    return draft


def set_drawing(*, actor: Actor, achievement_id: UUID, drawing: Drawing, now: datetime) -> AchievementVersion:
    """Give the draft of an achievement the image that ``drawing`` makes."""
    achievement = access_achievement(actor, achievement_id, Right.UPDATE)
    with transaction.atomic():
        image = images.keep_drawing(drawing, organisation_id=achievement.organisation_id, now=now)
        return _set_image(achievement, image, actor=actor, now=now)


def set_upload(*, actor: Actor, achievement_id: UUID, data: bytes, now: datetime) -> AchievementVersion:
    """Give the draft of an achievement an uploaded image.

    Raises ``DocumentError`` ``image.*`` as :func:`read_upload` does.
    """
    achievement = access_achievement(actor, achievement_id, Right.UPDATE)
    safe = read_upload(data)
    with transaction.atomic():
        image = images.keep_upload(safe, organisation_id=achievement.organisation_id, now=now)
        return _set_image(achievement, image, actor=actor, now=now)


def start_revision(*, actor: Actor, achievement_id: UUID, now: datetime) -> AchievementVersion:
    """Return the draft in which a published achievement is changed.

    While nobody has been awarded the current version it becomes a draft again, at its own address; after that
    a new version begins from it, and it stands as it is. A draft that is there already is returned.
    """
    achievement = access_achievement(actor, achievement_id, Right.UPDATE)
    with transaction.atomic():
        held = Achievement.objects.select_for_update().get(id=achievement.id)
        versions = AchievementVersion.objects.select_for_update(of=("self",)).filter(achievement=held)
        newest = versions.order_by("-number").first()
        assert newest is not None
        if newest.state == VersionState.DRAFT:
            return newest
        if newest.frozen_at is None:
            newest.state = VersionState.DRAFT
            newest.document = None
            newest.translations = {}
            draft = newest
            draft.save()
            earlier = versions.filter(number__lt=newest.number).order_by("-number").first()
            if earlier is not None and earlier.state == VersionState.WITHDRAWN:
                earlier.state = VersionState.PUBLISHED
                earlier.save(update_fields=["state"])
        else:
            draft = AchievementVersion.objects.create(
                achievement=held,
                number=newest.number + 1,
                content=newest.content,
                name=newest.name,
                image_id=newest.image_id,
                edited_at=now,
            )
        touch(draft, held, now=now)
        held.is_published = AchievementVersion.objects.filter(
            achievement=held, state=VersionState.PUBLISHED
        ).exists()
        held.save(update_fields=["is_published"])
        _record(actor, "achievement.revise", draft, held, now=now)
    return draft


def home_unit(actor: Actor, organisation: Organisation) -> UUID | None:
    """Return the unit that an actor works in, ``None`` for those of the whole organisation."""
    own = units_of_actor(actor, organisation)
    if own is None:
        return None
    return next((node.id for node in units_of(organisation.id) if node.id in own), None)


def hold_draft(achievement: Achievement) -> AchievementVersion:
    """Return the draft of an achievement, locked in the transaction at work.

    Raises ``UsageError``: ``designing.no_draft``, and ``designing.archived``.
    """
    held = Achievement.objects.select_for_update().get(id=achievement.id)
    if held.archived_at is not None:
        raise UsageError(
            "designing.archived",
            "This achievement is archived, so it cannot be changed.",
            where=str(held.id),
            mend="Bring it back from the archive first.",
        )
    draft = (
        AchievementVersion.objects.select_for_update(of=("self",))
        .filter(achievement=held, state=VersionState.DRAFT)
        .first()
    )
    if draft is None:
        raise UsageError(
            "designing.no_draft",
            "This achievement is published, and what is published does not change.",
            where=str(held.id),
            mend="Start a new version first.",
        )
    return draft


def touch(draft: AchievementVersion, achievement: Achievement, *, now: datetime) -> None:
    """Write a changed draft, and what the list of achievements shows of it."""
    draft.edited_at = now
    draft.save()
    achievement.name = draft.name
    achievement.words = fold(draft.name)[:600]
    achievement.edited_at = now
    achievement.save(update_fields=["name", "words", "edited_at"])


def _set_image(
    achievement: Achievement, image: BadgeImage, *, actor: Actor, now: datetime
) -> AchievementVersion:
    draft = hold_draft(achievement)
    if draft.image_id != image.id:
        draft.image = image
        touch(draft, achievement, now=now)
        _record(actor, "achievement.image", draft, achievement, now=now)
    return draft


def _record(
    actor: Actor, action: str, version: AchievementVersion, achievement: Achievement, *, now: datetime
) -> None:
    audit.record(
        actor=actor,
        action=action,
        target=("achievement_version", version.id),
        now=now,
        organisation_id=achievement.organisation_id,
        details={"name": version.name, "number": version.number},
    )
