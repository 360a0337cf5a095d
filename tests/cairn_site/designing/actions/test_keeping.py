from __future__ import annotations

import pytest

from cairn.errors import UsageError
from cairn_site.designing import actions
from cairn_site.designing.models import Achievement, AchievementVersion
from cairn_site.organisations.permissions import Right
from factories.designing import make_studio
from factories.site import NOW, actor, make_member, make_organisation, make_person


def test_a_copy_has_the_content_under_a_name_of_its_own() -> None:
    studio = make_studio(is_published=True)

    copy = actions.copy_achievement(
        actor=studio.actor, achievement_id=studio.achievement.id, name="Data II", now=NOW
    )

    version = copy.achievementversion_set.get()
    assert (copy.name, version.number, version.state, copy.copied_from_id) == (
        "Data II",
        1,
        "draft",
        studio.achievement.id,
    )
    assert version.content["name"] == {"en": "Data II", "es": "Fundamentos de análisis de datos"}
    assert version.image_id == studio.newest().image_id


def test_a_copy_in_another_organisation_has_an_image_of_its_own() -> None:
    studio = make_studio()
    other = make_organisation(studio.person)

    copy = actions.copy_achievement(
        actor=studio.actor, achievement_id=studio.achievement.id, name="", slug=other.slug, now=NOW
    )

    image = copy.achievementversion_set.get().image
    assert image is not None
    assert image.organisation_id == other.id
    assert image.id != studio.newest().image_id


def test_copying_needs_the_right_to_create_where_it_goes() -> None:
    studio, reader = make_studio(), make_person()
    make_member(reader, studio.organisation, rights=[Right.READ])

    with pytest.raises(UsageError) as caught:
        actions.copy_achievement(actor=actor(reader), achievement_id=studio.achievement.id, name="x", now=NOW)

    assert caught.value.code == "access.right_missing"


def test_the_archive_takes_and_gives_back() -> None:
    studio = make_studio()
    make = {"actor": studio.actor, "achievement_id": studio.achievement.id, "now": NOW}

    actions.archive_achievement(**make)
    actions.archive_achievement(**make)
    studio.achievement.refresh_from_db()
    assert studio.achievement.archived_at == NOW

    actions.unarchive_achievement(**make)
    studio.achievement.refresh_from_db()
    assert studio.achievement.archived_at is None


def test_what_was_never_published_can_be_deleted() -> None:
    studio = make_studio()

    actions.delete_achievement(actor=studio.actor, achievement_id=studio.achievement.id, now=NOW)

    assert not Achievement.objects.exists()
    assert not AchievementVersion.objects.exists()


def test_what_was_once_published_cannot_be_deleted_even_as_a_draft() -> None:
    studio = make_studio(is_published=True)
    actions.start_revision(actor=studio.actor, achievement_id=studio.achievement.id, now=NOW)

    with pytest.raises(UsageError) as caught:
        actions.delete_achievement(actor=studio.actor, achievement_id=studio.achievement.id, now=NOW)

    assert caught.value.code == "designing.was_published"


def test_a_discarded_draft_leaves_the_version_before() -> None:
    studio = make_studio(is_published=True)
    version = studio.newest()
    actions.freeze(actor=studio.actor, version_id=version.id, now=NOW)
    make = {"actor": studio.actor, "achievement_id": studio.achievement.id, "now": NOW}
    actions.start_revision(**make)

    actions.discard_draft(**make)

    assert studio.newest().id == version.id
    with pytest.raises(UsageError) as caught:
        actions.discard_draft(**make)
    assert caught.value.code == "designing.no_draft"


def test_deleting_needs_its_right() -> None:
    studio, person = make_studio(), make_person()
    make_member(person, studio.organisation, rights=[Right.UPDATE])

    with pytest.raises(UsageError) as caught:
        actions.delete_achievement(actor=actor(person), achievement_id=studio.achievement.id, now=NOW)

    assert caught.value.code == "access.right_missing"
