from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from cairn_site.designing import actions
from cairn_site.designing.content import format_content
from cairn_site.designing.models import Achievement, VersionState
from cairn_site.organisations.actions import make_token
from cairn_site.platform import clock
from factories.designing import make_full_content, make_studio
from factories.site import NOW

if TYPE_CHECKING:
    from django.test import Client

    from factories.designing import Studio


@pytest.fixture
def studio() -> Studio:
    return make_studio()


def ask(
    client: Client,
    studio: Studio,
    method: str,
    path: str = "",
    body: Any = None,
    *,
    scopes: Any = None,
    key: str = "",
) -> tuple[int, Any]:
    token = make_token(
        actor=studio.actor,
        organisation=studio.organisation,
        name="Platform",
        scopes=("achievements:read", "achievements:write") if scopes is None else scopes,
        expires_at=None,
        now=clock.now(),
    )
    return send(client, token.text, method, f"{studio.organisation.slug}/achievements{path}", body, key=key)


def send(
    client: Client, text: str, method: str, path: str, body: Any = None, *, key: str = ""
) -> tuple[int, Any]:
    headers = {"Authorization": f"Bearer {text}"} | ({"Idempotency-Key": key} if key else {})
    response = client.generic(
        method,
        f"/api/v1/organisations/{path}",
        json.dumps({} if body is None else body),
        content_type="application/json",
        headers=headers,
    )
    return response.status_code, response.json()


def test_achievements_are_listed_a_page_at_a_time(client: Client, studio: Studio) -> None:
    for _ in range(2):
        actions.copy_achievement(
            actor=studio.actor, achievement_id=studio.achievement.id, name="Copy", now=NOW
        )

    status, first = ask(client, studio, "GET", "?limit=2")
    _, second = ask(client, studio, "GET", "?limit=2&page=2")
    _, found = ask(client, studio, "GET", "?search=copy&state=draft")

    assert status == 200
    assert (len(first["items"]), first["next"]) == (2, 2)
    assert (len(second["items"]), second["next"]) == (1, None)
    assert {one["name"] for one in found["items"]} == {"Copy"}


def test_one_is_read_with_its_content_and_readiness(client: Client, studio: Studio) -> None:
    status, body = ask(client, studio, "GET", f"/{studio.achievement.id}")

    assert status == 200
    assert body["content"] == format_content(make_full_content())
    assert body["faults"] == []
    assert body["microcredential_class"] == "application"
    assert body["versions"][0]["state"] == "draft"


def test_a_draft_is_made_published_and_changed(client: Client, studio: Studio) -> None:
    content = format_content(make_full_content(name={"en": "By program", "es": "Por programa"}))
    drawing = {"text": "API", "icon": "code"}

    status, made = ask(client, studio, "POST", "", {"content": content, "drawing": drawing})
    path = f"/{made['id']}"
    published = ask(client, studio, "POST", f"{path}/publish", {"change_note": "First"})
    changed = ask(client, studio, "PUT", f"{path}/draft", {"content": {**content, "hours": 80}})

    assert status == 201
    assert made["versions"][0]["image_url"].endswith(".png")
    assert published[0] == 200
    assert published[1]["is_published"]
    assert changed[0] == 200
    assert changed[1]["content"]["hours"] == 80
    assert Achievement.objects.get(id=made["id"]).achievementversion_set.get().state == VersionState.DRAFT


def test_what_is_not_ready_is_a_problem_that_says_what_is_missing(client: Client, studio: Studio) -> None:
    _, made = ask(client, studio, "POST", "", {"content": {"name": {"en": "Only a name"}}})

    status, problem = ask(client, studio, "POST", f"/{made['id']}/publish", {})

    assert (status, problem["code"]) == (422, "designing.not_ready")
    assert {fault["code"] for fault in made["faults"]} == {"description", "criteria"}


def test_copying_and_the_archive(client: Client, studio: Studio) -> None:
    path = f"/{studio.achievement.id}"

    copied = ask(client, studio, "POST", f"{path}/copy", {"name": "Copy"})
    archived = ask(client, studio, "POST", f"{path}/archive")
    back = ask(client, studio, "POST", f"{path}/unarchive")

    assert (copied[0], copied[1]["name"]) == (201, "Copy")
    assert archived[1]["is_archived"]
    assert not back[1]["is_archived"]


@pytest.mark.parametrize(
    ("content", "where"), [({"name": "x"}, "/name"), ({"none": 1}, "/none"), ({"version": 9}, "/version")]
)
def test_content_that_does_not_fit_is_a_problem_at_its_place(
    client: Client, studio: Studio, content: Any, where: str
) -> None:
    status, problem = ask(client, studio, "POST", "", {"content": content})

    assert (status, problem["where"]) == (422, where)
    assert Achievement.objects.count() == 1


def test_a_write_repeated_with_its_key_has_one_effect(client: Client, studio: Studio) -> None:
    token = make_token(
        actor=studio.actor,
        organisation=studio.organisation,
        name="Platform",
        scopes=("achievements:read", "achievements:write"),
        expires_at=None,
        now=clock.now(),
    ).text
    path = f"{studio.organisation.slug}/achievements"
    body = {"content": {"name": {"en": "Once"}}}

    first = send(client, token, "POST", path, body, key="key-1")
    again = send(client, token, "POST", path, body, key="key-1")
    other = send(client, token, "POST", path, {"content": {}}, key="key-1")

    assert first == again
    assert first[0] == 201
    assert (other[0], other[1]["code"]) == (422, "api.idempotency_conflict")
    assert Achievement.objects.filter(name="Once").count() == 1


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("PUT", "/draft"),
        ("POST", "/publish"),
        ("POST", "/copy"),
        ("POST", "/archive"),
        ("POST", "/unarchive"),
    ],
)
def test_a_foreign_achievement_is_as_absent_as_one_that_is_not_there(
    client: Client, studio: Studio, method: str, path: str
) -> None:
    foreign = make_studio()
    body = {"content": {}} if path == "/draft" else {}

    answers = [
        ask(client, studio, method, f"/{identifier}{path}", body)
        for identifier in (foreign.achievement.id, foreign.newest().id)
    ]

    for _status, problem in answers:
        problem.pop("request", None)
    assert answers[0] == answers[1]
    assert answers[0][0] == 404


@pytest.mark.parametrize(("method", "path"), [("POST", "/publish"), ("POST", "/archive"), ("PUT", "/draft")])
def test_a_token_that_reads_cannot_write(client: Client, studio: Studio, method: str, path: str) -> None:
    body = {"content": {}} if path == "/draft" else {}

    status, problem = ask(
        client, studio, method, f"/{studio.achievement.id}{path}", body, scopes=("achievements:read",)
    )

    assert (status, problem["code"]) == (403, "access.right_missing")


def test_a_token_of_other_scopes_cannot_read(client: Client, studio: Studio) -> None:
    assert ask(client, studio, "GET", scopes=("awards:read",))[0] == 403


def test_without_a_token_nothing_is_told(client: Client, studio: Studio) -> None:
    assert client.get(f"/api/v1/organisations/{studio.organisation.slug}/achievements").status_code == 401
