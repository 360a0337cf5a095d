"""Menus and the home page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from cairn_site.organisations.actions import invite
from cairn_site.platform import clock
from factories.site import actor, make_organisation, make_person, sign_in

if TYPE_CHECKING:
    from django.test import Client


def test_a_visitor_is_not_led_to_organisations(client: Client) -> None:
    assert reverse("my_organisations") not in client.get("/style").content.decode()


def test_the_home_page_shows_organisations_and_invitations(client: Client) -> None:
    founder, person = make_person(), make_person(email="invited@example.org")
    organisation = make_organisation(founder, name="Northside")
    make_organisation(person, name="Own Place")
    invite(
        actor=actor(founder),
        organisation=organisation,
        address=person.email,
        rights=(),
        unit_id=None,
        language="en",
        now=clock.now(),
    )

    page = sign_in(client, person).get(reverse("home")).content.decode()

    assert "Own Place" in page
    assert "You are invited to Northside" in page


def test_the_home_page_of_somebody_without_one_leads_to_making_one(client: Client) -> None:
    page = sign_in(client, make_person()).get(reverse("home")).content.decode()

    assert reverse("new_organisation") in page
