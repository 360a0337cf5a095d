from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from cairn.errors import UsageError
from cairn_site.designing import actions, queries
from cairn_site.designing.content import Content
from cairn_site.designing.models import Achievement
from cairn_site.organisations.permissions import Right
from factories.designing import make_full_content, make_studio, publish
from factories.site import NOW, actor, make_member, make_person


def test_names_are_found_by_the_beginnings_of_their_words_without_accents() -> None:
    studio = make_studio(content=Content(name={"es": "Análisis de datos"}, language="es"))
    organisation = studio.organisation.id

    assert [one.name for one in queries.achievements_of(organisation, search="ANALI dat")] == [
        "Análisis de datos"
    ]
    assert not queries.achievements_of(organisation, search="nalisis")
    assert not queries.achievements_of(make_studio().organisation.id, search="analisis")


def test_a_search_finds_so_many_and_no_more() -> None:
    studio = make_studio()
    make = {"actor": studio.actor, "achievement_id": studio.achievement.id, "now": NOW}
    for number in range(3):
        actions.copy_achievement(name=f"Copy {number}", **make)

    found = queries.found_achievements(studio.organisation.id, search="copy", limit=2)

    assert len(found) == 2


def test_the_list_is_narrowed_by_state_and_hides_the_archive() -> None:
    studio = make_studio(is_published=True)
    make = {"actor": studio.actor, "slug": studio.organisation.slug, "now": NOW + timedelta(hours=1)}
    draft = actions.create_achievement(content=Content(name={"en": "Draft"}), **make)
    gone = actions.create_achievement(content=Content(name={"en": "Gone"}), **make)
    actions.archive_achievement(actor=studio.actor, achievement_id=gone.id, now=NOW)

    def names(state: str) -> list[str]:
        return [one.name for one in queries.achievements_of(studio.organisation.id, state=state)]

    assert names("") == [draft.name, studio.achievement.name]
    assert names("draft") == ["Draft"]
    assert names("published") == ["Data analysis foundations"]
    assert names("archived") == ["Gone"]


def test_only_the_current_version_is_awarded_and_an_achievement_means_its_current_version() -> None:
    studio = make_studio(is_published=True)
    first = studio.newest()
    actions.freeze(actor=studio.actor, version_id=first.id, now=NOW)
    actions.start_revision(actor=studio.actor, achievement_id=studio.achievement.id, now=NOW)
    second = publish(studio)

    assert queries.version_for_award(studio.actor, second.id).is_current
    assert queries.version_for_award(studio.actor, studio.achievement.id).id == second.id
    with pytest.raises(UsageError) as caught:
        queries.version_for_award(studio.actor, first.id)
    assert caught.value.code == "designing.version_withdrawn"
    assert not queries.published_version(studio.actor, first.id).is_current


def test_the_document_for_an_award_has_no_context_and_names_its_version() -> None:
    studio = make_studio(is_published=True)

    version = queries.version_for_award(studio.actor, studio.newest().id)

    assert "@context" not in version.document
    assert version.document["id"] == queries.address_of(version.id)
    assert version.content == make_full_content()
    assert version.organisation_id == studio.organisation.id


def test_an_archived_one_is_not_awarded() -> None:
    studio = make_studio(is_published=True)
    actions.archive_achievement(actor=studio.actor, achievement_id=studio.achievement.id, now=NOW)

    with pytest.raises(UsageError) as caught:
        queries.version_for_award(studio.actor, studio.newest().id)

    assert caught.value.code == "designing.archived"
    assert queries.awardable_versions(studio.actor, studio.organisation.id) == []


def test_a_draft_is_as_absent_to_awarding_as_a_foreign_version() -> None:
    studio, other = make_studio(), make_studio(is_published=True)

    for identifier in (studio.newest().id, other.newest().id, studio.achievement.id, other.achievement.id):
        with pytest.raises(UsageError) as caught:
            queries.version_for_award(studio.actor, identifier)
        assert caught.value.code == "access.not_found"


def test_awarding_needs_the_right_to_award() -> None:
    studio = make_studio(is_published=True)
    reader = make_person()
    make_member(reader, studio.organisation, rights=[Right.READ])

    with pytest.raises(UsageError) as caught:
        queries.version_for_award(actor(reader), studio.newest().id)

    assert caught.value.code == "access.right_missing"
    assert queries.published_version(actor(reader), studio.newest().id).name


def test_what_can_be_awarded_is_listed_by_name() -> None:
    studio = make_studio(is_published=True)

    (row,) = queries.awardable_versions(studio.actor, studio.organisation.id, search="data")

    assert row[:2] == (studio.newest().id, "Data analysis foundations")
    assert queries.awardable_versions(studio.actor, studio.organisation.id, search="nothing") == []


def test_the_newest_versions_of_many_cost_one_query(django_assert_num_queries: Any) -> None:
    studio = make_studio(is_published=True)
    identifiers = list(Achievement.objects.values_list("id", flat=True))

    with django_assert_num_queries(1):
        found = queries.newest_versions(identifiers)

    assert found[studio.achievement.id].number == 1
