from __future__ import annotations

import json

import pytest

from cairn.credentials.validation import validate
from cairn.errors import DocumentError, UsageError
from cairn_site.designing import actions
from cairn_site.designing.content import Content
from cairn_site.designing.models import VersionState
from cairn_site.organisations.permissions import Right
from cairn_site.platform.models import AuditEntry, Event
from factories.designing import make_studio, publish
from factories.site import NOW, actor, make_member, make_person


def test_a_published_version_has_its_documents_in_every_language() -> None:
    version = make_studio(is_published=True).newest()

    assert version.state == VersionState.PUBLISHED
    for data in (bytes(version.document or b""), *version.translations.values()):
        document = json.loads(data)
        document.pop("@context")
        assert validate(document, expected="Achievement") == ()
    assert set(version.translations) == {"es"}


def test_the_news_tells_the_version_before() -> None:
    studio = make_studio(is_published=True)
    first = studio.newest()
    actions.freeze(actor=studio.actor, version_id=first.id, now=NOW)
    actions.start_revision(actor=studio.actor, achievement_id=studio.achievement.id, now=NOW)

    second = publish(studio, change_note="  A new rubric ")

    first.refresh_from_db()
    assert first.state == VersionState.WITHDRAWN
    news = Event.objects.filter(name="designing.AchievementPublished").latest("id").payload
    assert news["version_id"] == str(second.id)
    assert news["previous_version_id"] == str(first.id)
    assert news["change_note"] == "A new rubric"
    assert AuditEntry.objects.filter(action="achievement.publish").count() == 2


def test_what_is_not_ready_is_refused_with_all_that_is_missing() -> None:
    studio = make_studio(content=Content(name={"en": "Only a name"}))

    with pytest.raises(DocumentError) as caught:
        publish(studio)

    assert caught.value.code == "designing.not_ready"
    assert "Describe it" in caught.value.message
    assert "has to be done" in caught.value.message
    assert studio.newest().state == VersionState.DRAFT
    assert not Event.objects.filter(name="designing.AchievementPublished").exists()


def test_publishing_needs_the_right_to_update() -> None:
    studio, reader = make_studio(), make_person()
    make_member(reader, studio.organisation, rights=[Right.READ, Right.CREATE])

    with pytest.raises(UsageError) as caught:
        actions.publish_version(actor=actor(reader), achievement_id=studio.achievement.id, now=NOW)

    assert caught.value.code == "access.right_missing"


def test_a_version_is_frozen_once() -> None:
    studio = make_studio(is_published=True)
    version = studio.newest()

    actions.freeze(actor=studio.actor, version_id=version.id, now=NOW)
    actions.freeze(actor=studio.actor, version_id=version.id, now=NOW)

    version.refresh_from_db()
    assert version.frozen_at == NOW
    assert AuditEntry.objects.filter(action="achievement.freeze").count() == 1


def test_a_draft_cannot_be_frozen() -> None:
    studio = make_studio()

    with pytest.raises(UsageError) as caught:
        actions.freeze(actor=studio.actor, version_id=studio.newest().id, now=NOW)
    assert caught.value.code == "designing.not_published"
    with pytest.raises(UsageError):
        actions.freeze(actor=studio.actor, version_id=studio.achievement.id, now=NOW)
