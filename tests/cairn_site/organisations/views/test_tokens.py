"""The pages of tokens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from cairn_site.organisations.models import ApiToken, Organisation
from factories.site import make_organisation, make_person, sign_in

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture
def organisation(client: Client) -> Organisation:
    person = make_person()
    sign_in(client, person)
    return make_organisation(person, slug="northside")


def test_a_token_is_shown_once_and_works(client: Client, organisation: Organisation) -> None:
    response = client.post(
        "/manage/northside/tokens/new", {"name": "Platform", "scopes": ["members:read"], "life": "30"}
    )
    found = re.search(r"cairn_[A-Za-z0-9_-]{43}", response.content.decode())
    assert found is not None
    assert "no-store" in response["Cache-Control"]

    later = client.get("/manage/northside/tokens").content.decode()

    assert found.group() not in later
    assert "Platform" in later
    answer = client.get(
        "/api/v1/organisations/northside", headers={"Authorization": f"Bearer {found.group()}"}
    )
    assert answer.status_code == 200
    assert ApiToken.objects.get().used_at is not None


def test_a_token_without_a_scope_is_not_made(client: Client, organisation: Organisation) -> None:
    response = client.post("/manage/northside/tokens/new", {"name": "Platform", "life": "30"})

    assert response.status_code == 422
    assert not ApiToken.objects.exists()


def test_a_token_is_revoked_after_being_asked(client: Client, organisation: Organisation) -> None:
    client.post("/manage/northside/tokens/new", {"name": "Platform", "scopes": ["awards:read"], "life": ""})
    token = ApiToken.objects.get()
    url = f"/manage/northside/tokens/{token.id}/revoke"

    assert "Revoke the token Platform?" in client.get(url).content.decode()
    client.post(url)

    token.refresh_from_db()
    assert token.revoked_at is not None
