"""What everybody may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cairn_site.platform import shortcut
from factories.site import make_organisation

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

HTML = {"Accept": "text/html,application/xhtml+xml"}


def test_a_browser_gets_a_page_and_a_program_the_profile(client: Client) -> None:
    make_organisation(slug="northside", name="Northside")

    page = client.get("/organisations/northside", headers=HTML)
    profile = client.get("/organisations/northside", headers={"Accept": "application/ld+json"})

    assert "<h1" in page.content.decode()
    assert profile["Content-Type"] == "application/ld+json"
    assert profile.json()["name"] == "Northside"
    assert "Accept" in page["Vary"]
    assert "Accept" in profile["Vary"]


def test_the_page_says_whether_the_organisation_is_verified(client: Client) -> None:
    make_organisation(slug="yes")
    make_organisation(slug="no", is_verified=False)

    assert "Verified by this site" in client.get("/organisations/yes", headers=HTML).content.decode()
    assert "Not verified by this site" in client.get("/organisations/no", headers=HTML).content.decode()


@pytest.mark.parametrize("ending", ["", "/did.json", "/key-history.json", "/logo.png"])
@pytest.mark.parametrize("headers", [HTML, {"Accept": "*/*"}])
def test_an_organisation_that_is_not_there_is_not_found(
    client: Client, ending: str, headers: dict[str, str]
) -> None:
    assert client.get(f"/organisations/nobody{ending}", headers=headers).status_code == 404


def test_a_browser_opens_the_documents_too(client: Client) -> None:
    make_organisation(slug="northside")

    first = client.get("/organisations/northside/did.json", headers=HTML)
    again = client.get("/organisations/northside/did.json", headers={**HTML, "If-None-Match": first["ETag"]})

    assert first["Content-Type"] == "application/did+json"
    assert again.status_code == 304
    assert again.content == b""


def test_before_django_the_same_bytes_are_answered(
    client: Client,
    public: Callable[..., tuple[str, dict[str, str], bytes]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The connection holds the transaction of the test.
    monkeypatch.setattr(shortcut, "close_old_connections", lambda: None)
    make_organisation(slug="before-django")

    for ending in ("", "/did.json", "/key-history.json"):
        status, headers, body = public(f"/organisations/before-django{ending}")
        assert status == "200 OK"
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert body == client.get(f"/organisations/before-django{ending}").content


def test_nobody_writes_to_a_public_address(client: Client) -> None:
    make_organisation(slug="northside")

    for ending in ("", "/did.json"):
        assert client.post(f"/organisations/northside{ending}").status_code == 405
