"""Signing up, signing in, and what allauth's pages say, through HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from allauth.account.models import EmailAddress

from cairn_site.accounts.models import Consent, Person
from cairn_site.platform.models import AuditEntry, Event
from factories.accounts import letters_to, link_in, make_second_factor
from factories.site import PASSWORD, make_person

if TYPE_CHECKING:
    from django.test import Client

SIGN_UP = {
    "name": " Ada Stone ",
    "email": "Ada@Example.org",
    "password1": "stones on the path",
    "agreement": "on",
    "time_zone": "Europe/Madrid",
}


def test_a_person_signs_up_shows_the_address_and_signs_in(client: Client) -> None:
    response = client.post("/accounts/signup/", SIGN_UP)
    assert response["Location"] == "/accounts/confirm-email/"
    assert "Look into your mail" in client.get(response["Location"]).content.decode()
    person = Person.objects.get()
    assert (person.name, person.email, person.time_zone) == ("Ada Stone", "ada@example.org", "Europe/Madrid")
    assert set(Consent.objects.values_list("document", flat=True)) == {"terms", "privacy"}
    link = link_in(letters_to("ada@example.org")[0])
    assert "Is this your address?" in client.get(link).content.decode()
    assert not EmailAddress.objects.get().verified
    client.post(link)
    assert EmailAddress.objects.get().verified
    response = client.post("/accounts/login/", {"login": "ADA@example.org", "password": SIGN_UP["password1"]})
    assert response["Location"] == "/home"
    assert client.get("/home").status_code == 200


def test_news_of_a_shown_address_travels_up(client: Client) -> None:
    client.post("/accounts/signup/", SIGN_UP)
    client.post(link_in(letters_to("ada@example.org")[0]))
    event = Event.objects.get(name="accounts.AddressVerified")
    assert event.payload == {"person_id": str(Person.objects.get().id), "address": "ada@example.org"}


def test_nobody_signs_in_before_the_address_is_shown(client: Client) -> None:
    client.post("/accounts/signup/", SIGN_UP)
    client.post("/accounts/login/", {"login": SIGN_UP["email"], "password": SIGN_UP["password1"]})
    assert "_auth_user_id" not in client.session


def test_the_mail_that_shows_an_address_is_private(client: Client) -> None:
    client.post("/accounts/signup/", SIGN_UP)
    letter = letters_to("ada@example.org")[0]
    assert letter.is_private
    assert letter.html.count("http://testserver/accounts/confirm-email/") == 2


def test_without_consent_nobody_signs_up(client: Client) -> None:
    page = client.post("/accounts/signup/", {**SIGN_UP, "agreement": ""}).content.decode()
    assert 'value="Ada@Example.org"' in page
    assert not Person.objects.exists()


def test_an_unknown_time_zone_is_not_kept(client: Client) -> None:
    client.post("/accounts/signup/", {**SIGN_UP, "time_zone": "Mars/Olympus"})
    assert Person.objects.get().time_zone == "UTC"


@pytest.mark.parametrize("password", ["short", "password123", "ada@example.org"])
def test_a_weak_password_is_refused(client: Client, password: str) -> None:
    response = client.post("/accounts/signup/", {**SIGN_UP, "password1": password})
    assert 'aria-invalid="true"' in response.content.decode()
    assert not Person.objects.exists()


def test_an_address_that_is_here_already_answers_like_any_other(client: Client) -> None:
    make_person(email="ada@example.org")
    known = client.post("/accounts/signup/", SIGN_UP)
    fresh = client.post("/accounts/signup/", {**SIGN_UP, "email": "new@example.org"})
    assert (known.status_code, known["Location"]) == (fresh.status_code, fresh["Location"])
    assert letters_to("ada@example.org")[0].subject == "You have an account already"
    assert Person.objects.filter(email="ada@example.org").count() == 1


def test_a_wrong_password_and_an_unknown_address_answer_alike(client: Client, ada: Person) -> None:
    pages = [
        client.post("/accounts/login/", {"login": address, "password": "not it at all"}).content.decode()
        for address in ("ada@example.org", "bob@example.org")
    ]
    said = [page.split('role="alert"')[1].split("</div>")[0] for page in pages]
    assert said[0] == said[1]


def test_a_password_is_chosen_anew_by_mail(client: Client, ada: Person) -> None:
    response = client.post("/accounts/password/reset/", {"email": "ada@example.org"})
    assert "Look into your mail" in client.get(response["Location"]).content.decode()
    letter = letters_to("ada@example.org")[0]
    assert letter.subject == "Choose a new password"
    assert letter.is_private
    form = client.get(link_in(letter), follow=True)
    assert "Choose a new password" in form.content.decode()
    new = "another good passphrase"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    ada.refresh_from_db()
    assert ada.check_password(new)
    assert AuditEntry.objects.filter(action="account.reset_password", actor_id=ada.id).exists()
    assert letters_to("ada@example.org")[0].subject == "Your password was changed"


def test_a_link_to_choose_a_password_works_once(client: Client, ada: Person) -> None:
    client.post("/accounts/password/reset/", {"email": "ada@example.org"})
    link = link_in(letters_to("ada@example.org")[0])
    form = client.get(link, follow=True)
    client.post(
        form.redirect_chain[-1][0], {"password1": "one good passphrase", "password2": "one good passphrase"}
    )
    client.logout()
    assert "This link does not work any more" in client.get(link, follow=True).content.decode()


def test_asking_for_a_password_of_an_unknown_address_answers_alike(client: Client, ada: Person) -> None:
    known = client.post("/accounts/password/reset/", {"email": "ada@example.org"})
    unknown = client.post("/accounts/password/reset/", {"email": "bob@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert letters_to("bob@example.org")[0].subject == "There is no account with this address"


def test_a_password_is_changed_and_other_sessions_end(client: Client, ada: Person, as_ada: Client) -> None:
    other = type(client)()
    other.force_login(ada, backend="django.contrib.auth.backends.ModelBackend")
    new = "another good passphrase"
    as_ada.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    ada.refresh_from_db()
    assert ada.check_password(new)
    assert as_ada.get("/me").status_code == 200
    assert other.get("/me").status_code == 302


def test_several_addresses_and_another_main_one(as_ada: Client, ada: Person) -> None:
    as_ada.post("/accounts/email/", {"email": "ada@work.example", "action_add": ""})
    page = as_ada.get("/accounts/email/").content.decode()
    assert "Not confirmed yet" in page
    as_ada.post("/accounts/email/", {"email": "ada@work.example", "action_primary": ""})
    ada.refresh_from_db()
    assert ada.email == "ada@example.org"
    as_ada.post(link_in(letters_to("ada@work.example")[0]))
    as_ada.post("/accounts/email/", {"email": "ada@work.example", "action_primary": ""})
    ada.refresh_from_db()
    assert ada.email == "ada@work.example"
    as_ada.post("/accounts/email/", {"email": "ada@example.org", "action_remove": ""})
    assert [address.email for address in EmailAddress.objects.filter(user=ada)] == ["ada@work.example"]
    actions = set(AuditEntry.objects.filter(actor_id=ada.id).values_list("action", flat=True))
    assert {"account.add_address", "account.change_main_address", "account.remove_address"} <= actions


def test_the_main_address_is_not_removed(as_ada: Client, ada: Person) -> None:
    as_ada.post("/accounts/email/", {"email": "ada@example.org", "action_remove": ""})
    assert EmailAddress.objects.filter(user=ada).exists()


def test_the_address_of_somebody_else_is_not_taken(as_ada: Client, ada: Person) -> None:
    make_person(email="bob@example.org")
    as_ada.post("/accounts/email/", {"email": "bob@example.org", "action_add": ""})
    assert not EmailAddress.objects.filter(user=ada, email="bob@example.org", verified=True).exists()


def test_an_old_link_says_so(client: Client) -> None:
    page = client.get("/accounts/confirm-email/not-a-key/").content.decode()
    assert "This link does not work any more" in page


def test_the_sessions_are_listed_and_ended(client: Client, ada: Person) -> None:
    here, there = (
        type(client)(HTTP_USER_AGENT="Mozilla/5.0 Firefox/150"),
        type(client)(HTTP_USER_AGENT="Other"),
    )
    for browser in (here, there):
        browser.post("/accounts/login/", {"login": ada.email, "password": PASSWORD})
        browser.post("/me/agree", {"agreement": "on"})
    page = here.get("/accounts/sessions/").content.decode()
    assert "Firefox" in page
    assert "Sign out everywhere else" in page
    here.post("/accounts/sessions/")
    assert here.get("/me").status_code == 200
    assert there.get("/me").status_code == 302


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/login/",
        "/accounts/signup/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/confirm-email/",
        "/accounts/inactive/",
        "/accounts/3rdparty/login/cancelled/",
        "/accounts/password/reset/key/done/",
    ],
)
def test_every_page_of_the_entrance_is_ours(client: Client, path: str) -> None:
    check_page(client, path)


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/email/",
        "/accounts/password/change/",
        "/accounts/logout/",
        "/accounts/2fa/",
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/webauthn/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/sessions/",
        "/accounts/3rdparty/",
        "/accounts/reauthenticate/",
        "/me",
        "/me/notices",
        "/me/notices/settings",
        "/me/consents",
        "/me/data",
        "/me/delete",
    ],
)
def test_every_page_behind_the_entrance_is_ours(as_ada: Client, path: str) -> None:
    as_ada.post("/accounts/reauthenticate/", {"password": PASSWORD})
    check_page(as_ada, path)


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/2fa/totp/deactivate/",
        "/accounts/2fa/recovery-codes/",
        "/accounts/2fa/recovery-codes/generate/",
        "/accounts/2fa/reauthenticate/",
    ],
)
def test_every_page_of_a_second_factor_is_ours(as_ada: Client, ada: Person, path: str) -> None:
    make_second_factor(ada)
    as_ada.post("/accounts/reauthenticate/", {"password": PASSWORD})
    if path.endswith("recovery-codes/"):
        as_ada.post("/accounts/2fa/recovery-codes/generate/")
    check_page(as_ada, path)


def test_a_person_who_is_not_signed_in_is_led_to_the_door(client: Client) -> None:
    for path in ("/me", "/me/notices", "/me/data", "/me/delete", "/me/consents", "/me/leaving", "/me/agree"):
        assert client.get(path)["Location"] == f"/accounts/login/?next={path}"


def check_page(client: Client, path: str) -> None:
    response = client.get(path)
    page = response.content.decode()
    assert response.status_code == 200, path
    assert page.count("<h1") == 1
    assert 'class="brand"' in page
    assert "placeholder=" not in page
    assert " style=" not in page
    assert "onclick" not in page
    title = page.split("<title>")[1].split("</title>")[0].strip()
    assert not title.startswith("·")
    assert "Content-Security-Policy" in response
    assert len(response.content) < 150_000
