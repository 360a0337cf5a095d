"""A programme is brought by its pages: upload, plan, confirm, watch; and only by those whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cairn_site.awarding.models import Award, Programme, ProgrammeState
from cairn_site.organisations.models import Right
from cairn_site.platform import jobs
from cairn_site.platform.models import Job
from factories.awarding import make_world
from factories.programmes import archive, confirm, export, holder, upload
from factories.site import make_member, make_person, sign_in

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from factories.awarding import World


@pytest.fixture
def world(client: Client) -> World:
    made = make_world()
    sign_in(client, made.person)
    return made


def send(client: Client, world: World, data: bytes, *, name: str = "export.zip") -> HttpResponse:
    answer: HttpResponse = client.post(  # type: ignore[assignment]
        f"/manage/{world.slug}/programmes/new",
        {"export": SimpleUploadedFile(name, data), "language": "en"},
    )
    return answer


def test_the_whole_way(client: Client, world: World) -> None:
    answer = send(client, world, export(holder(1), holder(2, revoked=True), holder(3, issuedOn="yesterday")))
    programme = Programme.objects.get()
    path = f"/manage/{world.slug}/programmes/{programme.id}"
    assert (answer.status_code, answer["Location"]) == (302, path)

    plan = client.get(path).content.decode()
    assert "assertions/2.json#/issuedOn" in plan
    assert "Reading a food label" in plan
    assert not Award.objects.exists()

    assert client.post(f"{path}/confirm", {}).status_code == 422
    assert not Job.objects.exists()
    assert client.post(f"{path}/confirm", {"is_ours": "on"}).status_code == 302
    waiting = client.get(path, headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="every 1s"' in waiting

    jobs.run_due()

    assert Award.objects.count() == 2
    assert "Done" in client.get(path).content.decode()
    award = Award.objects.get(state="awarded")
    original = client.get(f"/manage/{world.slug}/programmes/originals/{award.id}")
    assert b"assertions/1" in original.content
    assert original["Content-Disposition"].startswith("attachment")


def test_pages_ask_the_database_few_questions(
    client: Client, world: World, django_assert_max_num_queries: object
) -> None:
    programme = upload(world, export(*[holder(n) for n in range(30)], holder(99, issuedOn="x")))

    for path in ("", "/new", f"/{programme.id}"):
        with django_assert_max_num_queries(15):  # type: ignore[operator]
            assert client.get(f"/manage/{world.slug}/programmes{path}").status_code == 200


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (archive({"../x.json": b"{}"}), "leads out of it"),
        (archive({"x.json": b"0" * 9_000_000}), "unpacks to more"),
        (b"PK\x03\x04torn", "cannot be read to its end"),
    ],
)
def test_a_hostile_archive_is_refused_beside_the_field(
    client: Client, world: World, data: bytes, told: str
) -> None:
    answer = send(client, world, data)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Programme.objects.exists()


def test_an_export_is_thrown_away(client: Client, world: World) -> None:
    programme = upload(world, export(holder(1)))

    client.post(f"/manage/{world.slug}/programmes/{programme.id}/discard")

    programme.refresh_from_db()
    assert programme.state == ProgrammeState.DISCARDED


def test_it_is_stopped_and_goes_on(client: Client, world: World) -> None:
    programme = confirm(world, upload(world, export(holder(1))))
    path = f"/manage/{world.slug}/programmes/{programme.id}"

    client.post(f"{path}/stop")
    assert Job.objects.get().state == "stopped"
    assert "Go on" in client.get(path).content.decode()
    client.post(f"{path}/resume")
    jobs.run_due()

    assert Award.objects.count() == 1


def test_the_list_of_problems_holds_no_formula(client: Client, world: World) -> None:
    data = archive({"=cmd|calc.json": holder(1, issuedOn="x")})
    programme = upload(world, data)

    table = client.get(f"/manage/{world.slug}/programmes/{programme.id}/problems.csv").content.decode()

    assert "\r\n=cmd" not in table
    assert "'=cmd|calc.json#/issuedOn" in table


def test_the_list_is_searched_and_empty_at_first(client: Client, world: World) -> None:
    path = f"/manage/{world.slug}/programmes"
    assert b"Nothing was brought yet" in client.get(path).content
    upload(world, export(holder(1)), name="spring.zip")

    assert b"spring.zip" in client.get(path).content
    assert b"Nothing was found" in client.get(f"{path}?search=autumn").content


GETS = ("", "/problems.csv")
POSTS = ("/confirm", "/discard", "/stop", "/resume")


@pytest.mark.parametrize("path", [*GETS, *POSTS])
def test_strangers_find_nothing_of_another_organisation(client: Client, path: str) -> None:
    owner, stranger = make_world(), make_world()
    programme = confirm(owner, upload(owner, export(holder(1))))
    sign_in(client, stranger.person)

    for slug in (owner.slug, stranger.slug):
        address = f"/manage/{slug}/programmes/{programme.id}{path}"
        answer = client.get(address) if path in GETS else client.post(address, {"is_ours": "on"})
        assert answer.status_code == 404
    assert Job.objects.get().state == "waiting"


def test_an_original_is_not_given_to_another_organisation(client: Client) -> None:
    owner, stranger = make_world(), make_world()
    confirm(owner, upload(owner, export(holder(1))))
    jobs.run_due()
    award = Award.objects.get()
    sign_in(client, stranger.person)

    for slug in (owner.slug, stranger.slug):
        assert client.get(f"/manage/{slug}/programmes/originals/{award.id}").status_code == 404


@pytest.mark.parametrize("path", ["", "/new"])
def test_members_who_may_not_award_are_told(client: Client, path: str) -> None:
    world = make_world()
    reader = make_person()
    make_member(reader, world.organisation, rights=(Right.READ,))
    sign_in(client, reader)

    assert client.get(f"/manage/{world.slug}/programmes{path}").status_code == 403
