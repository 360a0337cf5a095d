"""The API of awards."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cairn_site.awarding.models import Award, Batch
from cairn_site.organisations.actions import make_token
from cairn_site.platform.models import Message
from cairn_site.platform.worker import work_until_idle
from factories.awarding import World, make_award, make_table, make_world
from factories.site import NOW


class Caller:
    """A program with a token of an organisation."""

    def __init__(self, world: World, *scopes: str) -> None:
        made = make_token(
            actor=world.actor,
            organisation=world.organisation,
            name="Program",
            scopes=list(scopes or ("awards:read", "awards:write")),
            expires_at=None,
            now=NOW,
        )
        self.client = Client(headers={"Authorization": f"Bearer {made.text}"})
        self.base = f"/api/v1/organisations/{world.slug}"

    def post(self, path: str, body: dict[str, Any], **headers: str) -> Any:
        return self.client.post(
            self.base + path, json.dumps(body), content_type="application/json", headers=headers
        )

    def get(self, path: str) -> Any:
        return self.client.get(self.base + path)


@pytest.fixture
def world() -> World:
    return make_world(can_be_suspended=True)


@pytest.fixture
def caller(world: World) -> Caller:
    return Caller(world)


def body_for(world: World, **changes: Any) -> dict[str, Any]:
    return {
        "achievement": str(world.version.achievement_id),
        "name": "Ada Byron",
        "email": "ada@learners.ie",
        **changes,
    }


def test_one_person_is_awarded(world: World, caller: Caller) -> None:
    answer = caller.post(
        "/awards",
        body_for(
            world,
            results=[{"result": "Final mark", "value": "81"}],
            evidence=[{"name": "Plan", "url": "https://learners.ie/plan"}],
        ),
    )

    assert answer.status_code == 201, answer.content
    award = Award.objects.get()
    told = answer.json()
    assert told["id"] == str(award.id)
    assert told["credential"]["id"] == told["url"]
    assert told["provenance"]["how"] == "single"
    assert award.state == "awarded"
    assert Message.objects.count() == 1


def test_the_same_request_again_awards_once(world: World, caller: Caller) -> None:
    first = caller.post("/awards", body_for(world), **{"Idempotency-Key": "k1"})
    second = caller.post("/awards", body_for(world), **{"Idempotency-Key": "k1"})
    other = caller.post("/awards", body_for(world, name="Eve"), **{"Idempotency-Key": "k1"})

    assert first.json() == second.json()
    assert other.status_code == 422
    assert Award.objects.count() == 1


def test_an_award_can_be_made_later(world: World, caller: Caller) -> None:
    answer = caller.post("/awards", body_for(world, due_at="2099-01-01T00:00:00Z"))

    assert answer.status_code == 202
    assert answer.json()["state"] == "scheduled"
    assert Award.objects.get().document is None


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"email": "nobody"}, "/email"),
        ({"email": ""}, "/email"),
        ({"results": [{"result": "Final mark", "value": "250"}]}, "/results/0/value"),
        ({"results": [{"result": "No such", "value": "1"}]}, "/results/0/result"),
        ({"evidence": [{"url": "javascript:alert(1)"}]}, "/evidence/0/url"),
        ({"valid_from": "2026-01-01T00:00:00"}, "/valid_from"),
    ],
)
def test_what_is_wrong_is_named(world: World, caller: Caller, changes: dict[str, Any], where: str) -> None:
    answer = caller.post("/awards", body_for(world, **changes))

    assert answer.status_code in (409, 422)
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["where"] == where
    assert not Award.objects.exists()


def test_awards_are_listed_page_by_page(world: World, caller: Caller) -> None:
    for _ in range(3):
        make_award(world)
    first = caller.get("/awards?limit=2").json()
    second = caller.get(f"/awards?limit=2&after={first['next']}").json()

    assert len(first["items"]) == 2
    assert len(second["items"]) == 1
    assert second["next"] is None
    assert {one["id"] for one in first["items"] + second["items"]} == {
        str(award.id) for award in Award.objects.all()
    }
    assert first["items"][0]["credential"] is None


def test_states_are_changed_with_a_reason(world: World, caller: Caller) -> None:
    award = make_award(world)
    for change, state in (("suspend", "suspended"), ("reinstate", "awarded"), ("revoke", "revoked")):
        answer = caller.post(f"/awards/{award.id}/{change}", {"reason": "An error"})
        assert answer.json()["state"] == state
        award.refresh_from_db()
        assert award.state == state
    assert caller.post(f"/awards/{award.id}/reinstate", {"reason": "No"}).status_code == 409
    assert caller.post(f"/awards/{award.id}/revoke", {"reason": ""}).status_code == 422


def send_table(caller: Caller, world: World, data: bytes, **fields: Any) -> Any:
    return caller.client.post(
        caller.base + "/tables",
        {
            "achievement": str(world.version.achievement_id),
            "table": SimpleUploadedFile("learners.csv", data),
            **fields,
        },
    )


def test_a_table_is_awarded(world: World, caller: Caller) -> None:
    answer = send_table(caller, world, make_table(3), confirm="true", send_mail="false")
    assert answer.status_code == 202, answer.content
    work_until_idle()

    told = caller.get(f"/tables/{answer.json()['id']}").json()
    assert (told["state"], told["job"], told["done"], told["total"]) == ("confirmed", "done", 3, 3)
    assert Award.objects.count() == 3
    assert not Message.objects.exists()


def test_bad_rows_are_told_and_nothing_is_awarded(world: World, caller: Caller) -> None:
    answer = send_table(caller, world, make_table(3, bad=(1,)))
    told = answer.json()

    assert (told["rows"], told["bad_rows"]) == (2, 1)
    assert told["problems"][0]["line"] == 3
    refused = caller.post(f"/tables/{told['id']}/confirm", {})
    assert refused.json()["code"] == "batch.bad_rows"
    assert caller.post(f"/tables/{told['id']}/confirm", {"skip_bad_rows": True}).status_code == 202


def test_what_is_foreign_is_answered_as_what_is_missing(world: World, caller: Caller) -> None:
    foreign = make_world()
    award = make_award(foreign)
    batch = send_table(Caller(foreign), foreign, make_table(1)).json()["id"]
    missing = "00000000-0000-7000-8000-000000000000"

    for path in ("/awards/{}", "/tables/{}"):
        one = award.id if "awards" in path else batch
        answers = [caller.get(path.format(identifier)) for identifier in (one, missing)]
        assert [answer.status_code for answer in answers] == [404, 404]
    for path in ("/awards/{}/revoke", "/awards/{}/suspend", "/awards/{}/reinstate", "/tables/{}/confirm"):
        one = award.id if "awards" in path else batch
        for body in ({}, {"reason": "Spite"}):
            answers = [caller.post(path.format(identifier), body) for identifier in (one, missing)]
            assert [answer.status_code for answer in answers] == [404, 404]
    stolen = caller.post("/awards", body_for(foreign))
    assert stolen.status_code == 404
    award.refresh_from_db()
    assert award.state == "awarded"
    assert Batch.objects.get().state == "checked"


def test_a_token_does_only_what_its_scopes_allow(world: World) -> None:
    award = make_award(world)
    reader, writer, other = (
        Caller(world, "awards:read"),
        Caller(world, "awards:write"),
        Caller(world, "achievements:read"),
    )

    assert reader.get("/awards").status_code == 200
    assert reader.post("/awards", body_for(world)).status_code == 403
    assert reader.post(f"/awards/{award.id}/revoke", {"reason": "Spite"}).status_code == 403
    assert writer.get("/awards").status_code == 403
    assert writer.post("/awards", body_for(world)).status_code == 201
    assert other.get("/awards").status_code == 403
    assert Client().get(f"/api/v1/organisations/{world.slug}/awards").status_code == 401
