from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from cairn_site.designing import actions
from cairn_site.designing.content import Content
from cairn_site.designing.models import Achievement, VersionState
from cairn_site.organisations.permissions import Right
from factories.designing import make_studio
from factories.site import NOW, make_member, make_organisation, make_person, sign_in

if TYPE_CHECKING:
    from typing import Any

    from django.test import Client

POSTS = ["publish", "revise", "discard", "delete", "copy", "archive", "unarchive"]


def test_the_page_tells_everything_within_few_queries(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    studio = make_studio(is_published=True)
    sign_in(client, studio.person)

    client.get(studio.base)  # the first request of a session notes it

    with django_assert_max_num_queries(15):
        page = client.get(studio.address).content.decode()

    assert "Application microcredential" in page
    assert "Awarded now" in page
    assert "Change it" in page


def test_publishing_from_the_page(client: Client) -> None:
    studio = make_studio()
    sign_in(client, studio.person)

    response = client.post(f"{studio.address}/publish", {"change_note": ""})

    assert response["Location"] == studio.address
    assert studio.newest().state == VersionState.PUBLISHED


def test_what_is_not_ready_leads_to_the_list_of_what_is_missing(client: Client) -> None:
    studio = make_studio(content=Content(name={"en": "Only a name"}))
    sign_in(client, studio.person)

    page = client.post(f"{studio.address}/publish", follow=True).content.decode()

    assert "Before it can be published" in page
    assert "Describe it in a sentence or two." in page
    assert studio.newest().state == VersionState.DRAFT


def test_a_frozen_version_is_changed_by_a_new_one_that_can_be_discarded(client: Client) -> None:
    studio = make_studio(is_published=True)
    actions.freeze(actor=studio.actor, version_id=studio.newest().id, now=NOW)
    sign_in(client, studio.person)
    assert b"Make a new version" in client.get(studio.address).content

    client.post(f"{studio.address}/revise")
    assert studio.newest().number == 2
    assert b"What is new in this version?" in client.get(f"{studio.address}/design/review").content
    assert b"Discard the draft?" in client.get(f"{studio.address}/discard").content
    client.post(f"{studio.address}/discard")

    assert studio.newest().number == 1


def test_deleting_asks_first(client: Client) -> None:
    studio = make_studio()
    sign_in(client, studio.person)

    assert b"cannot be brought back" in client.get(f"{studio.address}/delete").content
    assert Achievement.objects.exists()
    response = client.post(f"{studio.address}/delete")

    assert response["Location"] == studio.base
    assert not Achievement.objects.exists()


def test_archiving_and_bringing_back(client: Client) -> None:
    studio = make_studio()
    sign_in(client, studio.person)

    client.post(f"{studio.address}/archive")
    assert b"It is in the archive" in client.get(studio.address).content
    assert client.get(f"{studio.address}/design/basics").status_code == 302
    client.post(f"{studio.address}/unarchive")

    studio.achievement.refresh_from_db()
    assert studio.achievement.archived_at is None


def test_a_copy_goes_to_another_organisation_of_one_s_own(client: Client) -> None:
    studio = make_studio()
    other = make_organisation(studio.person)
    sign_in(client, studio.person)

    client.post(f"{studio.address}/copy", {"name": "Copy", "organisation": other.slug})

    assert Achievement.objects.get(name="Copy").organisation_id == other.id


def test_a_copy_into_a_foreign_organisation_is_refused_as_missing(client: Client) -> None:
    studio, foreign = make_studio(), make_organisation()
    sign_in(client, studio.person)

    response = client.post(f"{studio.address}/copy", {"name": "Copy", "organisation": foreign.slug})

    assert response.status_code == 404
    assert Achievement.objects.count() == 1


def test_the_export_is_a_file_of_open_badges(client: Client) -> None:
    studio = make_studio()
    sign_in(client, studio.person)

    response = client.get(f"{studio.address}/export")

    assert response["Content-Disposition"] == 'attachment; filename="data-analysis-foundations.json"'
    assert json.loads(response.content)["type"] == ["Achievement"]


@pytest.mark.parametrize("path", POSTS)
def test_a_foreign_achievement_is_as_absent_as_one_that_is_not_there(client: Client, path: str) -> None:
    studio, own = make_studio(), make_studio()
    sign_in(client, own.person)

    for address in (f"{studio.address}/{path}", f"{own.base}/{studio.achievement.id}/{path}"):
        assert client.post(address).status_code == 404
    studio.achievement.refresh_from_db()
    assert studio.achievement.archived_at is None


@pytest.mark.parametrize("path", [path for path in POSTS if path != "copy"])
def test_a_reader_can_change_nothing(client: Client, path: str) -> None:
    studio, reader = make_studio(), make_person()
    make_member(reader, studio.organisation, rights=[Right.READ])
    sign_in(client, reader)

    assert client.post(f"{studio.address}/{path}").status_code in (403, 409)
    assert client.get(studio.address).status_code == 200
    studio.achievement.refresh_from_db()
    assert studio.newest().state == VersionState.DRAFT
