"""One award and its changes, through HTTP."""

from __future__ import annotations

import pytest
from django.test import Client

from cairn_site.awarding.models import Award, StatusChange
from cairn_site.organisations.models import Right
from cairn_site.platform import jobs
from cairn_site.platform.models import Message
from factories.awarding import World, make_award, make_world
from factories.site import make_member, make_person, sign_in


@pytest.fixture
def world() -> World:
    return make_world(can_be_suspended=True)


@pytest.fixture
def client(client: Client, world: World) -> Client:
    return sign_in(client, world.person)


def path_of(world: World, award: Award, change: str = "") -> str:
    return f"/manage/{world.slug}/awards/{award.id}" + (f"/{change}" if change else "")


def test_the_page_tells_what_it_says_and_how_it_came_about(client: Client, world: World) -> None:
    award = make_award(world, narrative="Worked alone.")
    page = client.get(path_of(world, award)).content.decode()

    assert "Worked alone." in page
    assert world.person.name in page
    assert award.address in page
    assert path_of(world, award, "revoke") in page


@pytest.mark.parametrize(("change", "state"), [("revoke", "revoked"), ("suspend", "suspended")])
def test_a_change_is_asked_for_and_made(client: Client, world: World, change: str, state: str) -> None:
    award = make_award(world)
    assert "?" in client.get(path_of(world, award, change)).content.decode()
    award.refresh_from_db()
    assert award.state == "awarded"
    answer = client.post(path_of(world, award, change), {"reason": "An error"})

    award.refresh_from_db()
    assert answer["Location"] == path_of(world, award)
    assert award.state == state
    assert "An error" in client.get(path_of(world, award)).content.decode()


def test_without_a_reason_nothing_changes(client: Client, world: World) -> None:
    award = make_award(world)
    answer = client.post(path_of(world, award, "revoke"), {"reason": ""})

    assert answer.status_code == 422
    assert not StatusChange.objects.exists()


def test_what_is_not_possible_is_not_offered_and_refused(client: Client, world: World) -> None:
    award = make_award(world)
    page = client.get(path_of(world, award)).content.decode()

    assert path_of(world, award, "reinstate") not in page
    assert client.post(path_of(world, award, "reinstate"), {"reason": "x"}).status_code == 409
    assert client.post(path_of(world, award, "forge"), {"reason": "x"}).status_code == 404


def test_a_renewal_leads_to_the_new_award(client: Client, world: World) -> None:
    old = make_award(world)
    answer = client.post(path_of(world, old, "renew"), {"reason": "Another year", "revokes_old": "on"})

    new = Award.objects.get(supersedes=old)
    old.refresh_from_db()
    assert answer["Location"] == path_of(world, new)
    assert old.state == "revoked"


def test_the_mail_is_sent_again(client: Client, world: World) -> None:
    award = make_award(world, sends_mail=False)
    client.post(path_of(world, award, "send"))

    assert Message.objects.get().to == award.address


def test_a_reader_sees_and_changes_nothing(world: World) -> None:
    award, person = make_award(world), make_person()
    make_member(person, world.organisation, rights={Right.READ})
    reader = sign_in(Client(), person)
    page = reader.get(path_of(world, award)).content.decode()

    assert path_of(world, award, "revoke") not in page
    assert reader.post(path_of(world, award, "revoke"), {"reason": "Spite"}).status_code == 403
    award.refresh_from_db()
    assert award.state == "awarded"


@pytest.mark.parametrize("change", ["", "revoke", "suspend", "renew", "send"])
def test_an_award_of_others_is_answered_as_one_that_is_not(client: Client, world: World, change: str) -> None:
    foreign = make_world()
    award = make_award(foreign, sends_mail=False)
    missing = Award(id=world.version.id)

    for method in (client.get, client.post):
        if (change == "" and method == client.post) or (change == "send" and method == client.get):
            continue
        answers = [
            method(path_of(world, one, change), {"reason": "Spite"}).status_code for one in (award, missing)
        ]
        assert answers == [404, 404]
        assert method(path_of(foreign, award, change), {"reason": "Spite"}).status_code == 404
    award.refresh_from_db()
    assert award.state == "awarded"


def test_holders_are_invited_to_the_new_version(client: Client, world: World) -> None:
    path = f"/manage/{world.slug}/achievements/{world.version.achievement_id}/invite"
    assert "Invite" in client.get(path).content.decode()
    answer = client.post(path)

    assert "/awards/jobs/" in answer["Location"]
    assert jobs.run_due() == 1
