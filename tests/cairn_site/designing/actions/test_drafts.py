from __future__ import annotations

from dataclasses import replace

import pytest

from cairn.errors import UsageError
from cairn_site.designing import actions, queries
from cairn_site.designing.content import Content
from cairn_site.designing.imagery.drawing import Drawing
from cairn_site.designing.models import Achievement, AchievementVersion, VersionState
from cairn_site.organisations.models import Unit
from cairn_site.organisations.permissions import Right
from cairn_site.platform.models import AuditEntry
from factories.designing import make_full_content, make_studio, publish
from factories.site import NOW, actor, make_member, make_organisation, make_person


def test_a_new_one_is_a_draft_with_an_image_and_an_audit_row() -> None:
    studio = make_studio()

    version = studio.newest()
    assert version.state == VersionState.DRAFT
    assert version.image is not None
    assert studio.achievement.words == " data analysis foundations"
    assert AuditEntry.objects.filter(action="achievement.create").count() == 1


def test_a_saved_draft_is_what_the_list_shows() -> None:
    studio = make_studio()

    actions.save_draft(
        actor=studio.actor,
        achievement_id=studio.achievement.id,
        content=Content(name={"en": "Señal"}),
        now=NOW,
    )

    studio.achievement.refresh_from_db()
    assert (studio.achievement.name, studio.achievement.words) == ("Señal", " senal")


def test_saving_what_is_there_writes_nothing() -> None:
    studio = make_studio()
    before = AuditEntry.objects.count()

    actions.save_draft(
        actor=studio.actor, achievement_id=studio.achievement.id, content=make_full_content(), now=NOW
    )

    assert AuditEntry.objects.count() == before


def test_what_is_published_cannot_be_saved_over() -> None:
    studio = make_studio(is_published=True)

    with pytest.raises(UsageError) as caught:
        actions.save_draft(
            actor=studio.actor, achievement_id=studio.achievement.id, content=Content(), now=NOW
        )

    assert caught.value.code == "designing.no_draft"


def test_until_its_first_award_a_version_becomes_a_draft_again_at_its_own_address() -> None:
    studio = make_studio(is_published=True)
    version = studio.newest()

    draft = actions.start_revision(actor=studio.actor, achievement_id=studio.achievement.id, now=NOW)

    assert (draft.id, draft.number, draft.state, draft.document) == (version.id, 1, VersionState.DRAFT, None)
    studio.achievement.refresh_from_db()
    assert not studio.achievement.is_published


def test_after_its_first_award_a_new_version_begins_from_it() -> None:
    studio = make_studio(is_published=True)
    version = studio.newest()
    actions.freeze(actor=studio.actor, version_id=version.id, now=NOW)

    draft = actions.start_revision(actor=studio.actor, achievement_id=studio.achievement.id, now=NOW)

    version.refresh_from_db()
    assert (draft.number, draft.content, draft.image_id) == (2, version.content, version.image_id)
    assert version.state == VersionState.PUBLISHED
    studio.achievement.refresh_from_db()
    assert studio.achievement.is_published


def test_taking_back_a_newer_version_lets_the_one_before_be_awarded_again() -> None:
    studio = make_studio(is_published=True)
    first = studio.newest()
    actions.freeze(actor=studio.actor, version_id=first.id, now=NOW)
    actions.start_revision(actor=studio.actor, achievement_id=studio.achievement.id, now=NOW)
    publish(studio)

    actions.start_revision(actor=studio.actor, achievement_id=studio.achievement.id, now=NOW)

    assert queries.version_for_award(studio.actor, first.id).is_current


def test_a_revision_begun_twice_is_one() -> None:
    studio = make_studio(is_published=True)
    actions.freeze(actor=studio.actor, version_id=studio.newest().id, now=NOW)
    make = {"actor": studio.actor, "achievement_id": studio.achievement.id, "now": NOW}

    assert actions.start_revision(**make).id == actions.start_revision(**make).id
    assert AchievementVersion.objects.count() == 2


def test_an_archived_one_is_not_changed() -> None:
    studio = make_studio()
    actions.archive_achievement(actor=studio.actor, achievement_id=studio.achievement.id, now=NOW)

    with pytest.raises(UsageError) as caught:
        actions.set_drawing(
            actor=studio.actor, achievement_id=studio.achievement.id, drawing=Drawing(text="x"), now=NOW
        )

    assert caught.value.code == "designing.archived"


@pytest.mark.parametrize(
    ("rights", "code"), [([Right.READ], "access.right_missing"), ([], "access.not_found")]
)
def test_creating_and_changing_need_their_rights(rights: list[Right], code: str) -> None:
    studio, person = make_studio(), make_person()
    if rights:
        make_member(person, studio.organisation, rights=rights)

    for attempt in (
        lambda: actions.create_achievement(
            actor=actor(person), slug=studio.organisation.slug, content=Content(), now=NOW
        ),
        lambda: actions.save_draft(
            actor=actor(person), achievement_id=studio.achievement.id, content=Content(), now=NOW
        ),
    ):
        with pytest.raises(UsageError) as caught:
            attempt()
        assert caught.value.code == code
    assert Achievement.objects.count() == 1


def test_a_member_of_a_unit_designs_there_and_nowhere_else() -> None:
    studio, person = make_studio(), make_person()
    unit = Unit.objects.create(organisation=studio.organisation, name="Science")
    make_member(person, studio.organisation, rights=[Right.CREATE, Right.UPDATE], unit=unit)

    own = actions.create_achievement(
        actor=actor(person), slug=studio.organisation.slug, content=Content(name={"en": "Own"}), now=NOW
    )

    assert own.unit_id == unit.id
    with pytest.raises(UsageError):
        actions.save_draft(
            actor=actor(person), achievement_id=studio.achievement.id, content=Content(), now=NOW
        )


def test_an_upload_becomes_the_image() -> None:
    studio = make_studio()
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h5v5z"/></svg>'

    version = actions.set_upload(actor=studio.actor, achievement_id=studio.achievement.id, data=svg, now=NOW)

    assert version.image is not None
    assert version.image.drawing is None
    assert bytes(version.image.png).startswith(b"\x89PNG")


def test_content_of_an_organisation_elsewhere_is_out_of_reach() -> None:
    studio = make_studio()
    stranger = make_person()
    make_organisation(stranger)

    with pytest.raises(UsageError) as caught:
        actions.save_draft(
            actor=actor(stranger),
            achievement_id=studio.achievement.id,
            content=replace(make_full_content(), language="en"),
            now=NOW,
        )

    assert caught.value.code == "access.not_found"
