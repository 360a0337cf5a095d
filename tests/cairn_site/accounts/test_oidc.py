"""Sign-in by OpenID Connect against a simulated provider."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa

from cairn_site.accounts.adapters import SocialAccountAdapter
from cairn_site.accounts.models import Person
from factories.site import make_person, sign_in
from simulators.oidc_provider import SimulatedProvider

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client
    from pytest_django.fixtures import SettingsWrapper

SIGN_IN = "/accounts/oidc/sso/login/"


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch, settings: SettingsWrapper) -> SimulatedProvider:
    provider = SimulatedProvider()
    settings.SOCIALACCOUNT_PROVIDERS = provider.settings()
    monkeypatch.setattr(SocialAccountAdapter, "get_requests_session", lambda _self: provider.session())
    return provider


def go(client: Client, *, process: str = "login") -> str:
    """Return where the browser is led by the page."""
    response = client.post(f"{SIGN_IN}?process={process}")
    assert response.status_code == 200
    found = re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', response.content.decode())
    assert found is not None
    return unescape(found[1])


def sign_in_by(provider: SimulatedProvider, client: Client, *, process: str = "login") -> HttpResponse:
    back = provider.authorize(go(client, process=process))
    return client.get(back.removeprefix("http://testserver"))


def test_the_entrance_offers_the_service(client: Client, provider: SimulatedProvider) -> None:
    page = client.get("/accounts/login/").content.decode()
    assert "Go on with Example University" in page


def test_a_new_person_signs_in(client: Client, provider: SimulatedProvider) -> None:
    response = sign_in_by(provider, client)
    assert response.status_code == 302
    person = Person.objects.get(email="grace@example.edu")
    assert person.name == "Grace Hopper"
    assert not person.has_usable_password()
    assert EmailAddress.objects.get(user=person).verified
    assert client.get("/home")["Location"].startswith("/me/agree")


def test_the_same_person_comes_back(client: Client, provider: SimulatedProvider) -> None:
    sign_in_by(provider, client)
    client.logout()
    sign_in_by(provider, client)
    assert Person.objects.filter(email="grace@example.edu").count() == 1
    assert client.session["_auth_user_id"] == str(Person.objects.get(email="grace@example.edu").id)


def test_a_service_cannot_take_over_the_account_of_somebody_here(
    client: Client, provider: SimulatedProvider
) -> None:
    make_person(email="grace@example.edu")
    sign_in_by(provider, client)
    assert not SocialAccount.objects.exists()
    assert "_auth_user_id" not in client.session


def test_an_unverified_address_has_to_be_shown(client: Client, provider: SimulatedProvider) -> None:
    provider.claims["email_verified"] = False
    sign_in_by(provider, client)
    assert "_auth_user_id" not in client.session
    assert not EmailAddress.objects.filter(email="grace@example.edu", verified=True).exists()


def test_a_person_connects_and_disconnects_the_service(client: Client, provider: SimulatedProvider) -> None:
    person = make_person()
    sign_in(client, person)
    client.post("/accounts/reauthenticate/", {"password": "a long enough passphrase"})
    sign_in_by(provider, client, process="connect")
    account = SocialAccount.objects.get(user=person)
    page = client.get("/accounts/3rdparty/").content.decode()
    assert "Example University" in page
    client.post("/accounts/3rdparty/", {"account": account.pk})
    assert not SocialAccount.objects.exists()


def test_a_token_signed_by_another_key_is_refused(client: Client, provider: SimulatedProvider) -> None:
    provider.signing_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    response = sign_in_by(provider, client)
    assert "Signing in did not work" in response.content.decode()
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    "change",
    [{"iss": "https://evil.example"}, {"aud": "another client"}, {"exp": 1}],
    ids=["iss", "aud", "exp"],
)
def test_a_token_for_others_is_refused(
    client: Client, provider: SimulatedProvider, change: dict[str, object]
) -> None:
    provider.token_changes = change
    response = sign_in_by(provider, client)
    assert "Signing in did not work" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_stolen_code_is_no_use_in_another_browser(client: Client, provider: SimulatedProvider) -> None:
    back = provider.authorize(go(client))
    client.cookies.clear()
    response = client.get(back.removeprefix("http://testserver"))
    assert "Signing in did not work" in response.content.decode()
    assert not SocialAccount.objects.exists()


def test_a_code_works_once(client: Client, provider: SimulatedProvider) -> None:
    back = provider.authorize(go(client)).removeprefix("http://testserver")
    client.get(back)
    client.logout()
    assert "Signing in did not work" in client.get(back).content.decode()


def test_coming_back_without_agreeing(client: Client, provider: SimulatedProvider) -> None:
    state = re.search(r"state=([^&]+)", go(client))
    assert state is not None
    response = client.get(f"{SIGN_IN}callback/?error=access_denied&state={state[1]}", follow=True)
    assert "You came back without signing in" in response.content.decode()


def test_a_service_that_is_down_is_said(client: Client, provider: SimulatedProvider) -> None:
    provider.down = True
    response = client.post(SIGN_IN)
    assert response.status_code == 503
    assert "The sign-in service does not answer." in response.content.decode()


def test_an_unknown_service_is_not_there(client: Client, provider: SimulatedProvider) -> None:
    assert client.post("/accounts/oidc/other/login/").status_code == 404
    assert client.get("/accounts/oidc/other/login/callback/").status_code == 404


def test_looking_leads_nowhere(client: Client, provider: SimulatedProvider) -> None:
    response = client.get(SIGN_IN)
    assert "Sign in with Example University" in response.content.decode()
    assert provider.asked == []
