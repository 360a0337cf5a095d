"""Members, their rights and invitations."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from cairn_site.organisations.models import Invitation, Member, Organisation, Right, Unit
from cairn_site.platform import clock
from cairn_site.platform.models import Message
from factories.site import make_member, make_organisation, make_person, sign_in


@pytest.fixture
def organisation(client: Client) -> Organisation:
    person = make_person("Aoife Byrne")
    sign_in(client, person)
    return make_organisation(person, slug="northside")


def test_members_come_in_pages_and_are_sought(client: Client, organisation: Organisation) -> None:
    for number in range(25):
        make_member(make_person(f"Member {number:02}"), organisation)

    assert len(client.get("/manage/northside/members").context["page"].object_list) == 25
    assert len(client.get("/manage/northside/members?page=2").context["page"].object_list) == 1
    found = client.get("/manage/northside/members?search=Aoife").context["page"].object_list
    assert [str(member.person) for member in found] == ["Aoife Byrne"]
    assert "Nobody fits" in client.get("/manage/northside/members?search=zzz").content.decode()


def test_a_reader_sees_no_invitations(client: Client, organisation: Organisation) -> None:
    client.post("/manage/northside/members/invite", {"address": "new@example.org", "rights": []})
    reader = make_person()
    make_member(reader, organisation)

    page = sign_in(Client(), reader).get("/manage/northside/members").content.decode()

    assert "new@example.org" not in page


def test_the_rights_of_a_member_are_changed(client: Client, organisation: Organisation) -> None:
    member = make_member(make_person(), organisation, rights={Right.SIGN})
    unit = Unit.objects.create(organisation=organisation, name="Health")
    url = f"/manage/northside/members/{member.id}"

    assert 'value="sign" checked' in client.get(url).content.decode()
    client.post(url, {"rights": ["create", "award"], "unit": str(unit.id)})

    member.refresh_from_db()
    assert member.rights == {Right.READ, Right.CREATE, Right.AWARD}
    assert member.unit == unit


def test_a_right_that_does_not_fit_is_told_on_the_page(client: Client, organisation: Organisation) -> None:
    member = make_member(make_person(), organisation)
    unit = Unit.objects.create(organisation=organisation, name="Health")

    response = client.post(
        f"/manage/northside/members/{member.id}", {"rights": ["administrate"], "unit": str(unit.id)}
    )

    assert response.status_code == 422
    assert "whole organisation can administrate" in response.content.decode()


def test_a_member_is_removed_after_being_asked(client: Client, organisation: Organisation) -> None:
    member = make_member(make_person("Brian Keane"), organisation)
    url = f"/manage/northside/members/{member.id}/remove"

    assert "Remove Brian Keane?" in client.get(url).content.decode()
    assert Member.objects.filter(id=member.id).exists()
    client.post(url)

    assert not Member.objects.filter(id=member.id).exists()


def test_an_invitation_is_sent_sent_again_and_withdrawn(client: Client, organisation: Organisation) -> None:
    client.post(
        "/manage/northside/members/invite", {"address": "new@example.org", "rights": ["award"], "unit": ""}
    )
    sent = Invitation.objects.get()
    assert Message.objects.get().to == "new@example.org"

    with clock.shifted(timedelta(minutes=2)):
        client.post(f"/manage/northside/invitations/{sent.id}/again")
    assert Message.objects.count() == 2
    assert Invitation.objects.get().digest != sent.digest

    client.post(f"/manage/northside/invitations/{sent.id}/withdraw")
    assert Invitation.objects.get().withdrawn_at is not None
    assert "new@example.org" not in client.get("/manage/northside/members").context["invitations"]


def test_an_invitation_to_a_member_is_told_on_the_form(client: Client, organisation: Organisation) -> None:
    member = make_member(make_person(email="here@example.org"), organisation)

    response = client.post("/manage/northside/members/invite", {"address": member.person.email, "rights": []})

    assert response.status_code == 422
    assert "a member already" in response.content.decode()
    assert not Message.objects.exists()
