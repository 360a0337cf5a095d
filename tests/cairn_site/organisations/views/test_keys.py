"""The pages of keys."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from cairn.canonical import strict_json
from cairn_site.organisations.models import IssuerKey, KeyState, Organisation
from cairn_site.platform import clock
from factories.site import make_organisation, make_person, sign_in

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture
def organisation(client: Client) -> Organisation:
    person = make_person()
    sign_in(client, person)
    return make_organisation(person, slug="northside", now=clock.now() - timedelta(days=1))


def in_use() -> IssuerKey:
    return IssuerKey.objects.get(state=KeyState.IN_USE)


def test_a_rotation_is_asked_done_and_published(client: Client, organisation: Organisation) -> None:
    old = in_use()
    page = client.get("/manage/northside/keys/rotate").content.decode()
    assert f'value="{old.id}"' in page

    client.post("/manage/northside/keys/rotate", {"expected": str(old.id)})

    assert in_use().id != old.id
    document = strict_json.parse_object(client.get("/organisations/northside/did.json").content)
    assert [method["id"] for method in document["verificationMethod"]] == [old.method_id, in_use().method_id]  # type: ignore[index, union-attr, call-overload]
    assert old.public_multikey in client.get("/manage/northside/keys").content.decode()


def test_pressed_twice_a_rotation_happens_once(client: Client, organisation: Organisation) -> None:
    form = {"expected": str(in_use().id)}
    client.post("/manage/northside/keys/rotate", form)

    response = client.post("/manage/northside/keys/rotate", form)

    assert response.status_code == 409
    assert IssuerKey.objects.count() == 2


@pytest.mark.parametrize("expected", ["", "x", "0190c0de-0000-7000-8000-000000000000"])
def test_a_rotation_of_no_key_in_use_is_refused(
    client: Client, organisation: Organisation, expected: str
) -> None:
    response = client.post("/manage/northside/keys/rotate", {"expected": expected})

    assert response.status_code in (404, 409)
    assert IssuerKey.objects.count() == 1


def test_a_key_is_retired_and_another_made(client: Client, organisation: Organisation) -> None:
    client.get("/manage/northside/keys/retire")
    client.post("/manage/northside/keys/retire", {"expected": str(in_use().id)})
    assert "No key is in use" in client.get("/manage/northside/keys").content.decode()
    assert client.get("/manage/northside/keys/rotate").status_code == 409

    client.post("/manage/northside/keys/make")

    assert in_use().made_at >= organisation.created_at


def test_a_compromise_needs_a_moment_a_reason_and_being_sure(
    client: Client, organisation: Organisation
) -> None:
    key = in_use()
    url = f"/manage/northside/keys/{key.id}/compromised"
    moment = (clock.now() - timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M:%S")

    assert client.post(url, {"since": moment, "reason": "Stolen"}).status_code == 422
    assert client.post(url, {"since": "2001-01-01T00:00", "reason": "x", "sure": "on"}).status_code == 422
    assert in_use().id == key.id

    client.post(url, {"since": moment, "reason": "Stolen", "sure": "on"})

    key.refresh_from_db()
    assert key.state == KeyState.COMPROMISED
    assert in_use().id != key.id
    history = client.get("/organisations/northside/key-history.json").content.decode()
    assert "Stolen" in history


def test_no_page_shows_a_secret(client: Client, organisation: Organisation) -> None:
    wrapped = bytes(in_use().wrapped_secret)

    page = client.get("/manage/northside/keys").content

    assert wrapped not in page
    assert wrapped.hex().encode() not in page
