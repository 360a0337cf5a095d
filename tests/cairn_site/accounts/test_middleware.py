"""What has to be done before somebody goes on, and the language and time zone of a person."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from allauth.usersessions.models import UserSession
from django.db import connections
from django.test.utils import CaptureQueriesContext

from cairn_site.accounts import actions, consents
from cairn_site.accounts.models import Consent, Person
from cairn_site.settings.environment import Mode
from factories.accounts import make_second_factor
from factories.site import NOW, PASSWORD, actor, make_person

if TYPE_CHECKING:
    import pytest
    from django.test import Client
    from pytest_django.fixtures import SettingsWrapper

ALL = [document.name for document in consents.DOCUMENTS]


def agree(person: Person) -> None:
    actions.agree(actor=actor(person), person=person, documents=ALL, now=NOW)


def test_somebody_without_consent_is_asked_for_it(at_door: Client) -> None:
    assert at_door.get("/me?x=1")["Location"] == "/me/agree?next=%2Fme%3Fx%3D1"
    page = at_door.get("/me/agree?next=/me").content.decode()
    assert "Terms of use" in page
    assert "Privacy" in page


def test_after_consent_they_go_on_where_they_wanted(at_door: Client, ada: Person) -> None:
    response = at_door.post("/me/agree", {"agreement": "on", "next": "/me/notices"})
    assert response["Location"] == "/me/notices"
    assert at_door.get("/me/notices").status_code == 200
    assert Consent.objects.filter(person=ada).count() == 2


def test_consent_leads_to_no_other_site(at_door: Client) -> None:
    response = at_door.post("/me/agree", {"agreement": "on", "next": "https://evil.example/"})
    assert response["Location"] == "/home"


def test_without_the_tick_nothing_is_agreed(at_door: Client) -> None:
    assert at_door.post("/me/agree", {}).status_code == 422
    assert not Consent.objects.exists()


def test_who_does_not_agree_may_read_take_their_data_and_leave(at_door: Client) -> None:
    for path in ("/texts/terms", "/texts/privacy", "/me/data", "/accounts/logout/"):
        assert at_door.get(path).status_code == 200


def test_a_new_version_is_asked_of_those_who_are_signed_in(
    at_door: Client, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    agree(ada)
    assert at_door.get("/me").status_code == 200
    newer = consents.Document(
        name="terms", title=consents.DOCUMENTS[0].title, versions=("2026-01", "2026-02")
    )
    monkeypatch.setattr(consents, "DOCUMENTS", [newer, consents.DOCUMENTS[1]])
    assert at_door.get("/me")["Location"].startswith("/me/agree")


def test_htmx_is_led_there_too(at_door: Client) -> None:
    response = at_door.get("/me", HTTP_HX_REQUEST="true")
    assert (response.status_code, response["HX-Redirect"]) == (204, "/me/agree")


def test_the_api_is_refused_until_then(at_door: Client) -> None:
    response = at_door.get("/api/v1/organisations/x")
    assert (response.status_code, response.json()["code"]) == (403, "account.not_cleared")


def test_an_operator_sets_up_a_second_factor_first(client: Client) -> None:
    person = make_person(is_operator=True)
    agree(person)
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert client.get("/home")["Location"].startswith("/accounts/2fa/")
    assert "so you need a second factor" in client.get("/accounts/2fa/").content.decode()
    make_second_factor(person)
    assert client.get("/home").status_code == 200


def test_a_demonstration_asks_operators_nothing(client: Client, settings: SettingsWrapper) -> None:
    settings.CAIRN_MODE = Mode.DEMO
    person = make_person(is_operator=True)
    agree(person)
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert client.get("/home").status_code == 200


def test_the_language_of_the_person_is_used_after_sign_in(client: Client) -> None:
    person = make_person(language="es")
    agree(person)
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    client.get("/me")
    assert client.cookies["cairn-language"].value == "es"
    assert '<html lang="es"' in client.get("/me").content.decode()


def test_times_are_shown_in_the_zone_of_the_person(as_ada: Client, ada: Person) -> None:
    Consent.objects.create(
        person=ada, document="terms", version="2026-01", given_at=datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    )
    assert "July 1, 2026, 10:30 p.m." in as_ada.get("/me/consents").content.decode()
    ada.time_zone = "Europe/Madrid"
    ada.save()
    assert "July 2, 2026, 12:30 a.m." in as_ada.get("/me/consents").content.decode()


def test_the_use_of_a_session_is_noted_once_in_a_while(as_ada: Client, ada: Person) -> None:
    as_ada.get("/texts/terms")
    assert UserSession.objects.get(user=ada).ip == "127.0.0.1"
    with CaptureQueriesContext(connections["default"]) as asked:
        as_ada.get("/texts/terms")
    assert not [query for query in asked.captured_queries if "usersessions" in query["sql"]]
