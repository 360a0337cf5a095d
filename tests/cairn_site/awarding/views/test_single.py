"""The form, the preview and the confirmation of one award, through HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from cairn_site.awarding.models import Award
from cairn_site.organisations.models import Right
from factories.awarding import World, make_world
from factories.site import make_member, make_person, sign_in

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture
def world() -> World:
    return make_world()


def fields(**changes: Any) -> dict[str, Any]:
    return {"name": "Ada Byron", "email": "ada@learners.ie", "result_0": "81", **changes}


def path_of(world: World) -> str:
    return f"/manage/{world.slug}/awards/new/{world.version.id}"


def test_what_can_be_awarded_is_listed_and_searched(client: Client, world: World) -> None:
    client = sign_in(client, world.person)
    path = f"/manage/{world.slug}/awards/new"

    assert path_of(world) in client.get(path).content.decode()
    assert path_of(world) in client.get(path, {"search": "steward"}).content.decode()
    assert path_of(world) not in client.get(path, {"search": "plumber"}).content.decode()


def test_the_preview_signs_nothing(client: Client, world: World) -> None:
    answer = sign_in(client, world.person).post(path_of(world), fields(preview="1"))
    page = answer.content.decode()

    assert answer.status_code == 200
    assert "Ada Byron" in page
    assert "81" in page
    assert 'name="confirm"' in page
    assert not Award.objects.exists()


def test_the_preview_tells_what_the_lint_warns_of(client: Client, world: World) -> None:
    page = sign_in(client, world.person).post(path_of(world), fields(preview="1")).content.decode()

    assert "There is no image" in page


def test_confirmed_it_is_awarded(client: Client, world: World) -> None:
    answer = sign_in(client, world.person).post(
        path_of(world), fields(confirm="1", evidence_name_1="Plan", evidence_url_1="https://learners.ie/p")
    )

    award = Award.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"/manage/{world.slug}/awards/{award.id}"
    assert award.name == "Ada Byron"
    assert b"https://learners.ie/p" in bytes(award.document or b"")


def test_it_can_be_changed_after_the_preview(client: Client, world: World) -> None:
    page = sign_in(client, world.person).post(path_of(world), fields(back="1")).content.decode()

    assert 'value="Ada Byron"' in page
    assert not Award.objects.exists()


def test_scheduled_it_is_not_signed(client: Client, world: World) -> None:
    sign_in(client, world.person).post(path_of(world), fields(confirm="1", due_at="2099-01-01T10:00"))

    award = Award.objects.get()
    assert (award.state, award.document) == ("scheduled", None)
    assert award.awarded_at.hour == 10


@pytest.mark.parametrize(
    "changes", [{"email": "nobody"}, {"name": ""}, {"result_0": "999"}, {"due_at": "2001-01-01T10:00"}]
)
def test_what_was_typed_is_kept_beside_the_error(
    client: Client, world: World, changes: dict[str, str]
) -> None:
    answer = sign_in(client, world.person).post(
        path_of(world), fields(confirm="1", narrative="Typed by hand", **changes)
    )
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Typed by hand" in page
    assert 'class="error"' in page
    assert not Award.objects.exists()


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_scripts_in_texts_do_not_run(client: Client, world: World, text: str) -> None:
    page = sign_in(client, world.person).post(path_of(world), fields(name=text, preview="1")).content.decode()

    assert text not in page


def test_without_the_right_to_sign_nothing_is_awarded(client: Client, world: World) -> None:
    person = make_person()
    make_member(person, world.organisation, rights={Right.READ, Right.AWARD})
    answer = sign_in(client, person).post(path_of(world), fields(confirm="1"))

    assert answer.status_code in (403, 404)
    assert not Award.objects.exists()


def test_an_achievement_of_others_is_not_there(client: Client, world: World) -> None:
    foreign = make_world()
    path = f"/manage/{world.slug}/awards/new/{foreign.version.id}"
    client = sign_in(client, world.person)

    assert client.get(path).status_code == 404
    assert client.post(path, fields(confirm="1")).status_code == 404
    assert client.get(path_of(foreign)).status_code == 404
    assert not Award.objects.exists()
