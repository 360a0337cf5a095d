"""Answering an invitation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from allauth.account.models import EmailAddress

from cairn_site.organisations.actions import invite, withdraw
from cairn_site.organisations.models import Invitation, Member, Right
from cairn_site.platform import clock
from cairn_site.platform.models import Message
from factories.site import actor, make_organisation, make_person, sign_in

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture
def sent() -> Invitation:
    founder = make_person("Aoife Byrne")
    return invite(
        actor=actor(founder),
        organisation=make_organisation(founder, slug="northside", name="Northside"),
        address="new@example.org",
        rights={Right.AWARD},
        unit_id=None,
        language="en",
        now=clock.now(),
    )


def link() -> str:
    found = re.search(r"/invitations/\S+", Message.objects.get().text)
    assert found is not None
    return found.group()


def test_a_visitor_sees_it_and_is_led_to_sign_in_and_back(client: Client, sent: Invitation) -> None:
    response = client.get(link())

    page = response.content.decode()
    assert "Become a member of Northside" in page
    assert f"/accounts/login/?next={link()}" in page
    assert response["Referrer-Policy"] == "no-referrer"
    client.post(link())
    assert Member.objects.count() == 1


def test_whoever_is_signed_in_accepts_by_the_link(client: Client, sent: Invitation) -> None:
    person = make_person(email="another-address@example.org")

    response = sign_in(client, person).post(link())

    assert response["Location"] == "/manage/northside"
    assert Member.objects.get(person=person).rights == {Right.READ, Right.AWARD}
    assert client.get(link()).status_code == 404


def test_whose_address_it_is_accepts_without_the_link(client: Client, sent: Invitation) -> None:
    person = make_person(email="new@example.org")
    sign_in(client, person)

    assert "You are invited to Northside" in client.get("/manage/").content.decode()
    client.post(f"/me/invitations/{sent.id}/accept")

    assert Member.objects.filter(person=person).exists()


def test_somebody_else_does_not_accept_without_the_link(client: Client, sent: Invitation) -> None:
    response = sign_in(client, make_person()).post(f"/me/invitations/{sent.id}/accept")

    assert response.status_code == 404
    assert Member.objects.count() == 1


def test_an_address_that_was_not_shown_to_be_ones_own_opens_nothing(client: Client, sent: Invitation) -> None:
    person = make_person()
    EmailAddress.objects.create(user=person, email="new@example.org", verified=False)

    response = sign_in(client, person).post(f"/me/invitations/{sent.id}/accept")

    assert response.status_code == 404


@pytest.mark.parametrize("key", ["x", "a" * 43, "%00", "a" * 3000])
def test_a_guessed_link_leads_nowhere(client: Client, sent: Invitation, key: str) -> None:
    assert client.get(f"/invitations/{key}").status_code == 404


def test_a_withdrawn_link_says_that_it_no_longer_holds(client: Client, sent: Invitation) -> None:
    founder = Member.objects.get().person
    withdraw(actor=actor(founder), organisation=sent.organisation, invitation_id=sent.id, now=clock.now())

    response = client.get(link())

    assert response.status_code == 404
    assert "no longer holds" in response.content.decode()
    assert "Northside" not in response.content.decode()
