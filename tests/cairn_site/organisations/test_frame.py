"""The frame around the pages of an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from cairn_site.organisations.models import Right
from factories.site import make_organisation, make_person, sign_in

if TYPE_CHECKING:
    from django.test import Client


def test_an_administrator_sees_every_entry(client: Client) -> None:
    person = make_person()
    organisation = make_organisation(person)

    page = sign_in(client, person).get(reverse("organisation", args=[organisation.slug])).content.decode()

    for name in ("organisation_members", "organisation_profile", "organisation_keys", "organisation_audit"):
        assert reverse(name, args=[organisation.slug]) in page


def test_a_reader_is_led_to_no_page_that_they_may_not_see(client: Client) -> None:
    person = make_person()
    organisation = make_organisation(person, rights={Right.READ})

    page = sign_in(client, person).get(reverse("organisation", args=[organisation.slug])).content.decode()

    assert reverse("organisation_members", args=[organisation.slug]) in page
    for name in ("organisation_profile", "organisation_keys", "organisation_audit"):
        assert reverse(name, args=[organisation.slug]) not in page


def test_the_entry_of_the_page_is_marked(client: Client) -> None:
    person = make_person()
    organisation = make_organisation(person)
    url = reverse("organisation_members", args=[organisation.slug])

    for page in (url, reverse("organisation_units", args=[organisation.slug])):
        assert f'<a href="{url}" aria-current="page">' in sign_in(client, person).get(page).content.decode()
