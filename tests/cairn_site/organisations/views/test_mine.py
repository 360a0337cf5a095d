"""One's own organisations, and making one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cairn_site.organisations.models import IssuerKey, Member, Organisation, Right
from factories.site import make_organisation, make_person, sign_in

if TYPE_CHECKING:
    from django.test import Client


def test_a_person_sees_their_own_organisations_only(client: Client) -> None:
    person = make_person()
    make_organisation(person, name="Mine")
    make_organisation(name="Somebody else's")

    page = sign_in(client, person).get("/manage/").content.decode()

    assert "Mine" in page
    assert "Somebody" not in page


def test_somebody_without_one_is_led_to_making_one(client: Client) -> None:
    assert "/manage/new" in sign_in(client, make_person()).get("/manage/").content.decode()


def test_many_come_in_pages_and_are_sought(client: Client) -> None:
    person = make_person()
    for number in range(26):
        make_organisation(person, name=f"College {number:02}", rights={Right.READ})
    sign_in(client, person)

    assert client.get("/manage/").content.decode().count('class="card link"') == 25
    assert client.get("/manage/?page=2").content.decode().count('class="card link"') == 1
    assert client.get("/manage/?search=ege+07").content.decode().count('class="card link"') == 1


def test_an_organisation_is_made(client: Client) -> None:
    person = make_person()

    response = sign_in(client, person).post(
        "/manage/new", {"name": "Northside College", "slug": "northside", "kind": "college", "country": "ie"}
    )

    organisation = Organisation.objects.get()
    assert response["Location"] == "/manage/northside"
    assert (organisation.slug, organisation.country) == ("northside", "IE")
    assert Member.objects.get(organisation=organisation).person == person
    assert IssuerKey.objects.filter(organisation=organisation).count() == 1


def test_without_a_short_name_one_is_suggested_and_nothing_is_made_yet(client: Client) -> None:
    response = sign_in(client, make_person()).post(
        "/manage/new", {"name": "Northside College", "slug": "", "kind": "college"}
    )

    assert response.status_code == 422
    assert 'value="northside-college"' in response.content.decode()
    assert not Organisation.objects.exists()


def test_a_short_name_that_is_taken_is_told_beside_its_field(client: Client) -> None:
    make_organisation(slug="northside")

    response = sign_in(client, make_person()).post(
        "/manage/new", {"name": "Another", "slug": "northside", "kind": "other"}
    )

    assert response.status_code == 422
    page = response.content.decode()
    assert "has this short name already" in page
    assert 'value="Another"' in page
    assert Organisation.objects.count() == 1
