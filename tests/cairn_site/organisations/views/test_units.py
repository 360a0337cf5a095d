"""The pages of units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cairn_site.organisations.models import Organisation, Unit
from factories.site import make_member, make_organisation, make_person, sign_in

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture
def organisation(client: Client) -> Organisation:
    person = make_person()
    sign_in(client, person)
    return make_organisation(person, slug="northside")


def test_units_are_made_below_each_other(client: Client, organisation: Organisation) -> None:
    client.post("/manage/northside/units", {"name": "Engineering", "parent": ""})
    top = Unit.objects.get()
    client.post("/manage/northside/units", {"name": "Welding", "parent": str(top.id)})

    page = client.get("/manage/northside/units").content.decode()
    assert "Engineering / Welding" in page
    assert Unit.objects.get(name="Welding").parent == top


def test_a_name_that_is_taken_is_told(client: Client, organisation: Organisation) -> None:
    Unit.objects.create(organisation=organisation, name="Health")

    response = client.post("/manage/northside/units", {"name": "Health", "parent": ""})

    assert response.status_code == 422
    assert "a unit with this name" in response.content.decode()


def test_a_unit_is_renamed_and_offers_no_place_below_itself(
    client: Client, organisation: Organisation
) -> None:
    unit = Unit.objects.create(organisation=organisation, name="Health")
    below = Unit.objects.create(organisation=organisation, name="Nursing", parent=unit)
    url = f"/manage/northside/units/{unit.id}"

    assert str(below.id) not in client.get(url).content.decode()
    client.post(url, {"name": "Care", "parent": ""})

    unit.refresh_from_db()
    assert unit.name == "Care"


def test_a_unit_is_removed(client: Client, organisation: Organisation) -> None:
    unit = Unit.objects.create(organisation=organisation, name="Health")
    url = f"/manage/northside/units/{unit.id}/remove"

    assert "Remove the unit Health?" in client.get(url).content.decode()
    client.post(url)

    assert not Unit.objects.exists()


def test_a_unit_with_members_is_not_removed(client: Client, organisation: Organisation) -> None:
    unit = Unit.objects.create(organisation=organisation, name="Health")
    make_member(make_person(), organisation, unit=unit)

    response = client.post(f"/manage/northside/units/{unit.id}/remove")

    assert response.status_code == 409
    assert Unit.objects.exists()
