from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cairn_site.designing import actions
from cairn_site.designing.content import Content
from cairn_site.designing.models import Achievement
from cairn_site.organisations.permissions import Right
from factories.designing import make_studio
from factories.site import NOW, make_member, make_person, sign_in

if TYPE_CHECKING:
    from typing import Any

    from django.test import Client


def test_the_list_searches_filters_and_turns_pages(client: Client) -> None:
    studio = make_studio(is_published=True)
    for number in range(30):
        actions.create_achievement(
            actor=studio.actor,
            slug=studio.organisation.slug,
            content=Content(name={"en": f"Ñandú {number}"}),
            now=NOW,
        )
    sign_in(client, studio.person)

    first = client.get(studio.base).content.decode()
    second = client.get(studio.base, {"page": 2}).content.decode()
    found = client.get(studio.base, {"q": "nandu 7"}).content.decode()
    published = client.get(studio.base, {"state": "published"}).content.decode()

    assert first.count("<tr><td>") == 25
    assert second.count("<tr><td>") == 6
    assert found.count("<tr><td>") == 1
    assert "Data analysis foundations" in published
    assert "Ñandú" not in published
    assert "Nothing fits" in client.get(studio.base, {"q": "zzz"}).content.decode()


def test_the_list_costs_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    studio = make_studio()
    sign_in(client, studio.person)

    client.get(studio.base)  # the first request of a session notes it

    with django_assert_max_num_queries(15):
        client.get(studio.base)


def test_an_empty_organisation_is_shown_how_to_begin(client: Client) -> None:
    studio = make_studio()
    Achievement.objects.all().delete()
    sign_in(client, studio.person)

    assert b"Lay the first stone" in client.get(studio.base).content


def test_a_name_begins_a_draft(client: Client) -> None:
    studio = make_studio()
    sign_in(client, studio.person)

    response = client.post(f"{studio.base}/new", {"name": "  Welding   basics "})

    made = Achievement.objects.get(name="Welding basics")
    assert response["Location"] == f"{studio.base}/{made.id}/design/basics"


def test_without_a_name_the_page_says_so(client: Client) -> None:
    studio = make_studio()
    sign_in(client, studio.person)

    response = client.post(f"{studio.base}/new", {"name": " "})

    assert response.status_code == 422
    assert b'aria-invalid="true"' in response.content
    assert Achievement.objects.count() == 1


@pytest.mark.parametrize(
    ("language", "name"), [("en", "First aid at work"), ("es", "Primeros auxilios en el trabajo")]
)
def test_a_starter_is_copied_in_the_language_of_the_reader(client: Client, language: str, name: str) -> None:
    studio = make_studio()
    sign_in(client, studio.person)
    client.cookies["cairn-language"] = language

    client.post(f"{studio.base}/new", {"starter": "first-aid"})

    made = Achievement.objects.get(name=name)
    assert made.achievementversion_set.get().image is not None


def test_every_starter_has_its_image(client: Client) -> None:
    studio = make_studio()
    sign_in(client, studio.person)

    page = client.get(f"{studio.base}/new").content.decode()
    image = client.get(f"{studio.base}/starters/first-aid.svg")

    assert page.count("/starters/") == 8
    assert image["Content-Type"] == "image/svg+xml"


def test_a_document_is_imported_and_its_losses_are_told(client: Client) -> None:
    studio = make_studio()
    sign_in(client, studio.person)
    document = {"type": "Achievement", "name": "Foreign", "description": "D", "criteria": {}, "odd": 1}
    file = SimpleUploadedFile("a.json", json.dumps(document).encode())

    response = client.post(f"{studio.base}/import", {"file": file}, follow=True)

    assert Achievement.objects.filter(name="Foreign").exists()
    assert "The member odd" in response.content.decode()


@pytest.mark.parametrize("text", ["", "nonsense", "{}", "x" * 10])
def test_what_cannot_be_imported_stays_on_the_page(client: Client, text: str) -> None:
    studio = make_studio()
    sign_in(client, studio.person)

    response = client.post(f"{studio.base}/import", {"json": text})

    assert response.status_code == 422
    assert text in response.content.decode()
    assert Achievement.objects.count() == 1


def test_a_reader_sees_the_list_and_cannot_begin_one(client: Client) -> None:
    studio, reader = make_studio(), make_person()
    make_member(reader, studio.organisation, rights=[Right.READ])
    sign_in(client, reader)

    assert b"New achievement" not in client.get(studio.base).content
    assert client.get(f"{studio.base}/new").status_code in (403, 409)
    assert client.post(f"{studio.base}/new", {"name": "x"}).status_code in (403, 409)
    assert Achievement.objects.count() == 1


def test_a_stranger_finds_nothing(client: Client) -> None:
    studio = make_studio()
    sign_in(client, make_person())

    for path in ("", "/new", "/drawing", "/skills", "/starters/first-aid.svg"):
        assert client.get(f"{studio.base}{path}").status_code == 404
