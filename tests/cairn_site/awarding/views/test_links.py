"""Claim links and claiming, through HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cairn_site.awarding.models import Award, ClaimLink
from factories.awarding import World, make_world
from factories.site import make_person, sign_in


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def client(client: Client, world: World) -> Client:
    return sign_in(client, world.person)


def make(client: Client, world: World, **changes: Any) -> ClaimLink:
    client.post(
        f"/manage/{world.slug}/links/new/{world.version.id}",
        {"title": "Open day", "opens_at": "2026-01-01T00:00", **changes},
    )
    return ClaimLink.objects.latest("created_at")


def test_a_link_is_made_shown_and_closed(client: Client, world: World) -> None:
    link = make(client, world, limit="3")
    page = client.get(f"/manage/{world.slug}/links/{link.id}").content.decode()
    assert f"/claim/{link.code}" in page
    assert "0 / 3" in page
    assert "Open day" in client.get(f"/manage/{world.slug}/links").content.decode()

    client.post(f"/manage/{world.slug}/links/{link.id}/close")
    link.refresh_from_db()
    assert link.closed_at is not None


def test_the_code_is_a_picture_that_cannot_script(client: Client, world: World) -> None:
    link = make(client, world)
    answer = client.get(f"/manage/{world.slug}/links/{link.id}/code.svg")

    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.content.startswith(b"<svg")
    assert b"script" not in answer.content


def test_a_link_that_closes_before_it_opens_is_refused(client: Client, world: World) -> None:
    answer = client.post(
        f"/manage/{world.slug}/links/new/{world.version.id}",
        {"title": "x", "opens_at": "2026-02-01T00:00", "closes_at": "2026-01-01T00:00"},
    )
    assert answer.status_code == 422
    assert not ClaimLink.objects.exists()


def test_a_person_claims(client: Client, world: World) -> None:
    link = make(client, world)
    person = make_person("Ada Byron")
    claimer = sign_in(Client(), person)
    assert "Claim it" in claimer.get(f"/claim/{link.code}").content.decode()
    answer = claimer.post(f"/claim/{link.code}")

    award = Award.objects.get()
    assert answer["Location"] == f"/credentials/{award.id}"
    assert award.person_id == person.id
    assert "claimed this already" in claimer.get(f"/claim/{link.code}").content.decode()


def test_a_visitor_is_led_to_sign_in_and_back(client: Client, world: World) -> None:
    link = make(client, world)
    page = Client().get(f"/claim/{link.code}").content.decode()
    answer = Client().post(f"/claim/{link.code}")

    assert f"next=/claim/{link.code}" in page
    assert "/accounts/login/" in answer["Location"]
    assert not Award.objects.exists()


def test_a_closed_link_says_so(client: Client, world: World) -> None:
    link = make(client, world)
    claimer = sign_in(Client(), make_person())
    ClaimLink.objects.filter(id=link.id).update(closes_at="2026-01-02T00:00Z")

    assert "closed" in claimer.get(f"/claim/{link.code}").content.decode()
    assert claimer.post(f"/claim/{link.code}").status_code == 409
    assert not Award.objects.exists()


def test_a_code_that_is_none_is_not_there(client: Client) -> None:
    assert client.get("/claim/guessed").status_code == 404
    assert client.post("/claim/guessed").status_code == 404


def test_links_of_others_are_answered_as_those_that_are_not(client: Client, world: World) -> None:
    foreign = make_world()
    link = make(sign_in(Client(), foreign.person), foreign)
    for slug in (world.slug, foreign.slug):
        base = f"/manage/{slug}/links"
        for identifier in (link.id, world.version.id):
            assert client.get(f"{base}/{identifier}").status_code == 404
            assert client.get(f"{base}/{identifier}/code.svg").status_code == 404
            assert client.post(f"{base}/{identifier}/close").status_code == 404
    assert client.get(f"/manage/{world.slug}/links/new/{foreign.version.id}").status_code == 404
    assert "Open day" not in client.get(f"/manage/{world.slug}/links").content.decode()
    link.refresh_from_db()
    assert link.closed_at is None
