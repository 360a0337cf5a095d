"""The API of organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from cairn_site.organisations.actions import make_token, revoke_token
from cairn_site.platform import clock
from factories.site import actor, make_member, make_organisation, make_person

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from cairn_site.accounts.models import Person
    from cairn_site.organisations.actions import NewToken
    from cairn_site.organisations.models import Organisation

BASE = "/api/v1/organisations"


@pytest.fixture
def founder() -> Person:
    return make_person("Aoife Byrne")


@pytest.fixture
def organisation(founder: Person) -> Organisation:
    return make_organisation(founder, name="Northside", slug="northside")


def token_for(founder: Person, organisation: Organisation, *scopes: str) -> NewToken:
    return make_token(
        actor=actor(founder),
        organisation=organisation,
        name="Platform",
        scopes=scopes,
        expires_at=None,
        now=clock.now(),
    )


def ask(client: Client, path: str, token: NewToken | None = None) -> tuple[int, Any]:
    headers = {"Authorization": f"Bearer {token.text}"} if token else {}
    response: HttpResponse = client.get(BASE + path, headers=headers)  # type: ignore[assignment]
    return response.status_code, response.json()  # type: ignore[attr-defined]


def test_a_token_reads_its_organisation(client: Client, founder: Person, organisation: Organisation) -> None:
    token = token_for(founder, organisation, "awards:read")

    status, body = ask(client, "/northside", token)

    assert status == 200
    assert body["did"].endswith(":organisations:northside")
    assert ask(client, "", token)[1]["items"] == [body]


def test_members_come_in_pages(client: Client, founder: Person, organisation: Organisation) -> None:
    for number in range(4):
        make_member(make_person(f"Member {number}"), organisation)
    token = token_for(founder, organisation, "members:read")

    first = ask(client, "/northside/members?limit=3", token)[1]
    second = ask(client, f"/northside/members?limit=3&after={first['next']}", token)[1]

    names = [item["name"] for item in first["items"] + second["items"]]
    assert sorted(names) == ["Aoife Byrne", "Member 0", "Member 1", "Member 2", "Member 3"]
    assert len(first["items"]) == 3
    assert second["next"] is None


def test_members_need_their_scope(client: Client, founder: Person, organisation: Organisation) -> None:
    status, body = ask(client, "/northside/members", token_for(founder, organisation, "awards:read"))

    assert (status, body["code"]) == (403, "access.right_missing")
    assert "Aoife" not in str(body)


@pytest.mark.parametrize("path", ["", "/northside", "/northside/members"])
def test_without_a_token_nothing_is_told(client: Client, organisation: Organisation, path: str) -> None:
    status, body = ask(client, path)

    assert (status, body["code"]) == (401, "api.unauthenticated")


@pytest.mark.parametrize("path", ["/northside", "/northside/members"])
def test_a_foreign_organisation_answers_exactly_as_a_missing_one(
    client: Client, organisation: Organisation, path: str
) -> None:
    stranger = make_person()
    token = token_for(stranger, make_organisation(stranger), "members:read", "awards:write")

    foreign = ask(client, path, token)
    missing = ask(client, path.replace("northside", "nobody"), token)

    for _, body in (foreign, missing):
        body.pop("request", None)
    assert foreign == missing
    assert foreign[0] == 404


def test_a_revoked_token_opens_nothing(client: Client, founder: Person, organisation: Organisation) -> None:
    token = token_for(founder, organisation, "members:read")
    revoke_token(actor=actor(founder), organisation=organisation, token_id=token.token.id, now=clock.now())

    assert ask(client, "/northside", token)[0] == 401


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "after=x"])
def test_a_bad_page_is_a_problem(
    client: Client, founder: Person, organisation: Organisation, query: str
) -> None:
    status, body = ask(
        client, f"/northside/members?{query}", token_for(founder, organisation, "members:read")
    )

    assert (status, body["code"]) == (422, "api.invalid")
