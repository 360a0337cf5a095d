"""Too many wrong passwords."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from axes.models import AccessAttempt

from factories.site import PASSWORD

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import SettingsWrapper

    from cairn_site.accounts.models import Person


def fail(client: Client, login: str, times: int = 1, **extra: str) -> str:
    page = ""
    for _ in range(times):
        page = client.post(
            "/accounts/login/", {"login": login, "password": "wrong"}, **extra
        ).content.decode()
    return page


def test_after_ten_wrong_passwords_one_has_to_wait(client: Client, ada: Person) -> None:
    assert "Please wait" not in fail(client, ada.email, 9)
    assert "Try again in 15 minutes" in fail(client, ada.email.upper())
    response = client.post("/accounts/login/", {"login": ada.email, "password": PASSWORD})
    assert response.status_code == 429
    assert "_auth_user_id" not in client.session


def test_an_address_that_is_not_here_locks_alike(client: Client) -> None:
    assert "Try again in 15 minutes" in fail(client, "nobody@example.org", 10)


def test_after_a_while_it_is_open_again(client: Client, ada: Person) -> None:
    fail(client, ada.email, 10)
    attempt = AccessAttempt.objects.get()
    attempt.attempt_time -= timedelta(minutes=16)
    attempt.save()
    client.post("/accounts/login/", {"login": ada.email, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(ada.id)


def test_somebody_elsewhere_is_not_locked_out(client: Client, ada: Person) -> None:
    fail(client, ada.email, 10, REMOTE_ADDR="203.0.113.9")
    client.post("/accounts/login/", {"login": ada.email, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(ada.id)


def test_the_right_password_forgets_wrong_ones(client: Client, ada: Person) -> None:
    fail(client, ada.email, 9)
    client.post("/accounts/login/", {"login": ada.email, "password": PASSWORD})
    assert not AccessAttempt.objects.exists()


def test_a_password_that_is_asked_again_counts_for_the_person(client: Client, as_ada: Client) -> None:
    for _ in range(10):
        response = as_ada.post("/accounts/reauthenticate/", {"password": "wrong"})
    assert response.status_code == 429


def test_cookies_are_kept_from_scripts(client: Client, ada: Person, settings: SettingsWrapper) -> None:
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"login": ada.email, "password": PASSWORD})
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    assert session["httponly"]
    assert session["samesite"] == "Lax"
