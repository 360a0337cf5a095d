"""A draft becomes a published version, and is frozen by its first award.

``tests/cairn_site/designing/actions/test_publication.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cairn.errors import DocumentError, UsageError
from cairn_site.designing.actions.drafts import hold_draft, touch
from cairn_site.designing.content import parse_content
from cairn_site.designing.events import AchievementPublished
from cairn_site.designing.models import AchievementVersion, VersionState
from cairn_site.designing.publishing import build_document, format_public
from cairn_site.designing.queries import access_achievement, place_of, publisher_of
from cairn_site.designing.readiness import measure
from cairn_site.organisations.permissions import Right, not_found
from cairn_site.platform import audit, events

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from cairn_site.platform.actors import Actor

MAX_NOTE = 500


def publish_version(
    *, actor: Actor, achievement_id: UUID, now: datetime, change_note: str = ""
) -> AchievementVersion:
    """Publish the draft of an achievement: make its documents, and let it replace the version before.

    Raises ``DocumentError`` ``designing.not_ready`` with everything that is to be mended first, and
    ``UsageError`` as :func:`hold_draft` does.
    """
    achievement = access_achievement(actor, achievement_id, Right.UPDATE)
    with transaction.atomic():
        draft = hold_draft(achievement)
        content = parse_content(draft.content)
        publisher = publisher_of(achievement.organisation_id, now=now)
        place = place_of(draft)
        readiness = measure(content, publisher=publisher, place=place, now=now)
        if not readiness.can_publish:
            raise DocumentError(
                "designing.not_ready",
                "It is not ready to be published. " + " ".join(fault.message for fault in readiness.faults),
                where=str(achievement.id),
                mend="Mend what is listed, then publish.",
            )
        bytes_of = {
            language: format_public(
                build_document(content, publisher=publisher, place=place, language=language)
            )
            for language in content.languages
        }
        draft.document = bytes_of.pop(content.language)
        draft.translations = {language: data.decode() for language, data in bytes_of.items()}
        draft.state = VersionState.PUBLISHED
        draft.published_at = now
        draft.change_note = change_note.strip()[:MAX_NOTE]
        touch(draft, achievement, now=now)
        achievement.is_published = True
        achievement.save(update_fields=["is_published"])
        earlier = AchievementVersion.objects.filter(achievement=achievement, number__lt=draft.number)
        previous = earlier.order_by("-number").values_list("id", flat=True).first()
        earlier.filter(state=VersionState.PUBLISHED).update(state=VersionState.WITHDRAWN)
        audit.record(
            actor=actor,
            action="achievement.publish",
            target=("achievement_version", draft.id),
            now=now,
            organisation_id=achievement.organisation_id,
            details={"name": draft.name, "number": draft.number, "class": readiness.kind.value},
        )
        events.publish(
            AchievementPublished(
                version_id=draft.id,
                achievement_id=achievement.id,
                organisation_id=achievement.organisation_id,
                number=draft.number,
                name=draft.name,
                previous_version_id=previous,
                change_note=draft.change_note,
            ),
            now=now,
        )
    return draft


def freeze(*, actor: Actor, version_id: UUID, now: datetime) -> None:
    """Mark a published version as awarded, so that it never changes again; once is enough.

    Awarding calls it in the transaction of the award. Raises ``UsageError``: ``access.not_found``, and
    ``designing.not_published`` where somebody has made it a draft again.
    """
    with transaction.atomic():
        version = (
            AchievementVersion.objects.select_for_update(of=("self",))
            .select_related("achievement__organisation")
            .defer("document", "translations", "content")
            .filter(id=version_id)
            .first()
        )
        if version is None:
            raise not_found()
        if version.frozen_at is not None:
            return
        if version.state == VersionState.DRAFT:
            raise UsageError(
                "designing.not_published",
                "This version is being changed, so it cannot be awarded.",
                where=str(version_id),
                mend="Publish it first.",
            )
        AchievementVersion.objects.filter(id=version_id).update(frozen_at=now)
        audit.record(
            actor=actor,
            action="achievement.freeze",
            target=("achievement_version", version.id),
            now=now,
            organisation_id=version.achievement.organisation_id,
            details={"number": version.number},
        )
