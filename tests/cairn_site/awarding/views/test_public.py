"""The public addresses, with and without the short cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from cairn_site.awarding import actions
from cairn_site.awarding.models import Award, StatusList
from cairn_site.platform.shortcut import shortcut
from factories.awarding import World, make_award, make_world
from factories.site import NOW, make_person, sign_in

if TYPE_CHECKING:
    from django.test import Client

HTML = {"Accept": "text/html"}


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    # The connection of a test lasts as long as its transaction.
    monkeypatch.setattr("cairn_site.platform.shortcut.close_old_connections", lambda: None)
    return make_world()


def ask_shortcut(path: str, **headers: str) -> tuple[str, dict[str, str], bytes]:
    """Ask as a server does, with nothing behind the short cut."""
    seen: list[Any] = []

    def behind(_environ: object, start_response: Any) -> list[bytes]:
        start_response("404 Not Found", [])
        return []

    def start_response(status: str, given: list[tuple[str, str]]) -> None:
        seen.extend((status, dict(given)))

    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, **headers}
    body = b"".join(shortcut(behind)(environ, start_response))  # type: ignore[arg-type]
    return seen[0], seen[1], body


def test_programs_get_the_signed_bytes(client: Client, world: World) -> None:
    award = make_award(world)
    answer = client.get(f"/credentials/{award.id}")

    assert answer.content == bytes(award.document or b"")
    assert answer["Content-Type"] == "application/vc"
    assert answer["ETag"] == f'"{award.etag}"'
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_the_short_cut_answers_the_same(client: Client, world: World) -> None:
    award = make_award(world)
    status, headers, body = ask_shortcut(f"/credentials/{award.id}")

    assert status == "200 OK"
    assert body == client.get(f"/credentials/{award.id}").content
    assert headers["ETag"] == f'"{award.etag}"'
    again = ask_shortcut(f"/credentials/{award.id}", HTTP_IF_NONE_MATCH=f'"{award.etag}"')
    assert again[0] == "304 Not Modified"
    assert (
        client.get(f"/credentials/{award.id}", headers={"If-None-Match": f'"{award.etag}"'}).status_code
        == 304
    )


def test_a_changed_status_is_seen_at_once(client: Client, world: World) -> None:
    award = make_award(world)
    path = f"/status/{world.slug}/revocation/1"
    before = ask_shortcut(path)[2]
    actions.revoke_award(
        actor=world.actor, organisation=world.organisation, award_id=award.id, reason="An error", now=NOW
    )

    after = ask_shortcut(path)[2]
    assert before != after
    assert after == bytes(StatusList.objects.get().document or b"")
    assert client.get(path).content == after


def test_people_get_a_page(client: Client, world: World) -> None:
    award = make_award(world, name="Ada Byron")
    answer = client.get(f"/credentials/{award.id}", headers=HTML)
    page = answer.content.decode()

    assert "Ada Byron" in page
    assert world.organisation.name in page
    assert "Valid" in page
    assert "Accept" in answer["Vary"]
    assert award.address not in page


@pytest.mark.parametrize(
    ("state", "text"), [("revoked", "has revoked this"), ("suspended", "has suspended this")]
)
def test_the_page_says_what_became_of_it(client: Client, world: World, state: str, text: str) -> None:
    award = make_award(world)
    Award.objects.filter(id=award.id).update(state=state)

    assert text in client.get(f"/credentials/{award.id}", headers=HTML).content.decode()


@pytest.mark.parametrize("change", [{"is_public": False}, {"document": None, "state": "scheduled"}])
def test_what_is_not_public_is_answered_as_what_is_not(
    client: Client, world: World, change: dict[str, Any]
) -> None:
    award = make_award(world)
    Award.objects.filter(id=award.id).update(**change)

    for headers in ({}, HTML):
        assert client.get(f"/credentials/{award.id}", headers=headers).status_code == 404
        assert client.get(f"/credentials/{world.version.id}", headers=headers).status_code == 404
    assert ask_shortcut(f"/credentials/{award.id}")[0].startswith("404")


def test_texts_of_a_credential_do_not_run(client: Client, world: World) -> None:
    award = make_award(world, name="<script>alert(1)</script>", narrative='"><img src=x onerror=alert(1)>')
    page = client.get(f"/credentials/{award.id}", headers=HTML).content.decode()

    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_the_holder_answers_on_the_page(client: Client, world: World) -> None:
    person = make_person(email="ada@learners.ie")
    award = make_award(world, email="ada@learners.ie")
    client = sign_in(client, person)
    assert "This was awarded to you" in client.get(f"/credentials/{award.id}", headers=HTML).content.decode()
    client.post(f"/me/awards/{award.id}/answer", {"answer": "accept"})

    award.refresh_from_db()
    assert award.claim == "accepted"


def test_nobody_answers_for_others(client: Client, world: World) -> None:
    award = make_award(world)

    assert sign_in(client, make_person()).post(f"/me/awards/{award.id}/answer").status_code == 404
    award.refresh_from_db()
    assert award.claim == "offered"
