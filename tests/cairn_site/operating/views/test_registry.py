from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cairn_site.platform.models import Message
from factories.access import sign_in
from factories.site import make_organisation, make_person

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture
def operator() -> Client:
    return sign_in(make_person("Olga", is_operator=True))


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_organisations_that_wait_are_listed_and_found(operator: Client) -> None:
    make_organisation(name="Westside", is_verified=False)
    make_organisation(name="Eastside", is_verified=True)

    text = text_of(operator, "/operate/waiting")
    assert "Westside" in text
    assert "Eastside" not in text
    assert "Nothing fits" in text_of(operator, "/operate/waiting?search=zzz")
    assert "Eastside" in text_of(operator, "/operate/organisations?search=east")


def test_an_organisation_is_verified_and_its_people_are_told(operator: Client) -> None:
    person = make_person()
    organisation = make_organisation(person, is_verified=False)
    assert "Have you made sure" in text_of(operator, f"/operate/organisations/{organisation.id}")
    response = operator.post(f"/operate/organisations/{organisation.id}/verify")

    assert response.headers["Location"] == "/operate/waiting"
    organisation.refresh_from_db()
    assert organisation.verified_at is not None
    assert Message.objects.filter(to=person.email).exists()


def test_a_refusal_needs_a_reason_and_keeps_it(operator: Client) -> None:
    organisation = make_organisation(is_verified=False)
    url = f"/operate/organisations/{organisation.id}/refuse"
    assert operator.post(url, {"reason": " "}).status_code == 422

    operator.post(url, {"reason": "Please give a website."})
    organisation.refresh_from_db()
    assert organisation.refusal == "Please give a website."
    assert organisation.verified_at is None


def test_people_are_found_by_name_and_address(operator: Client) -> None:
    make_person("Ada Lovelace", email="ada@example.org")

    assert "ada@example.org" in text_of(operator, "/operate/people?search=lovelace")
    assert "ada@example.org" in text_of(operator, "/operate/people?search=ADA@example")
    assert "Nobody fits" in text_of(operator, "/operate/people?search=zzz")


def test_somebody_becomes_an_operator_and_is_one_no_more(operator: Client) -> None:
    person = make_person("Ada")
    url = f"/operate/people/{person.id}/operator"
    assert "Make Ada an operator?" in text_of(operator, url)

    operator.post(url)
    person.refresh_from_db()
    assert person.is_operator

    operator.post(url)
    person.refresh_from_db()
    assert not person.is_operator


def test_the_last_operator_stays_one() -> None:
    person = make_person("Olga", is_operator=True)
    response = sign_in(person).post(f"/operate/people/{person.id}/operator")

    assert response.status_code == 409
    person.refresh_from_db()
    assert person.is_operator
