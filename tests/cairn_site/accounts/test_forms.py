"""The forms: their words, and an app with codes, recovery codes, passkeys and keys, through HTTP."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.models import Authenticator

from cairn_site.accounts import forms
from cairn_site.platform.models import AuditEntry
from factories.accounts import SoftwarePasskey, code_of, letters_to, make_second_factor
from factories.site import PASSWORD

if TYPE_CHECKING:
    from typing import Any

    from django.test import Client
    from pytest_django import DjangoCaptureOnCommitCallbacks

    from cairn_site.accounts.models import Person

APP = "/accounts/2fa/totp/activate/"
ADD_KEY = "/accounts/2fa/webauthn/add/"
SIGN_IN_BY_KEY = "/accounts/2fa/webauthn/login/"


@pytest.fixture
def sure(as_ada: Client) -> Client:
    """Ada's browser just after she typed her password."""
    as_ada.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return as_ada


def options_in(page: str) -> dict[str, Any]:
    found = re.search(r'<script id="js_data" type="application/json">(.*?)</script>', page)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


def add_passkey(client: Client, *, alone: bool = True) -> SoftwarePasskey:
    passkey = SoftwarePasskey()
    options = options_in(client.get(ADD_KEY).content.decode())["creation_options"]
    given = {
        "name": "Laptop",
        "credential": passkey.create(options),
        **({"passwordless": "on"} if alone else {}),
    }
    response = client.post(ADD_KEY, given)
    assert response.status_code == 302, response.content.decode()
    return passkey


def test_before_a_second_factor_is_set_up_the_password_is_asked_again(as_ada: Client) -> None:
    for path in (APP, ADD_KEY, "/accounts/2fa/recovery-codes/generate/"):
        assert as_ada.get(path)["Location"].startswith("/accounts/reauthenticate/")


def test_a_wrong_password_does_not_open_it(as_ada: Client) -> None:
    page = as_ada.post("/accounts/reauthenticate/", {"password": "not it"}).content.decode()
    assert 'aria-invalid="true"' in page
    assert as_ada.get(APP).status_code == 302


def test_an_app_is_set_up_with_a_picture_to_scan(
    sure: Client, ada: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    page = sure.get(APP).content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    found = re.search(r'id="secret">([A-Z2-7]+)<', page)
    assert found is not None
    with django_capture_on_commit_callbacks(execute=True):
        response = sure.post(APP, {"code": code_of(found[1])}, follow=True)
    assert "Recovery codes" in response.content.decode()
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"totp", "recovery_codes"}
    assert "An app with codes was added" in [letter.subject for letter in letters_to(ada.email)]
    assert AuditEntry.objects.filter(action="account.add_second_factor", actor_id=ada.id).exists()


def test_a_wrong_first_code_sets_nothing_up(sure: Client) -> None:
    sure.get(APP)
    assert 'aria-invalid="true"' in sure.post(APP, {"code": "000000"}).content.decode()
    assert not Authenticator.objects.exists()


def test_the_code_is_asked_after_the_password(client: Client, ada: Person) -> None:
    secret = "JBSWY3DPEHPK3PXP"
    make_second_factor(ada, secret=secret)
    response = client.post("/accounts/login/", {"login": ada.email, "password": PASSWORD})
    assert response["Location"].startswith("/accounts/2fa/authenticate/")
    assert "_auth_user_id" not in client.session
    assert "Your second factor" in client.get(response["Location"]).content.decode()
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "_auth_user_id" not in client.session
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert client.session["_auth_user_id"] == str(ada.id)


def test_a_code_works_once(client: Client, ada: Person) -> None:
    secret = "JBSWY3DPEHPK3PXP"
    make_second_factor(ada, secret=secret)
    code = code_of(secret)
    for _ in range(2):
        client.post("/accounts/login/", {"login": ada.email, "password": PASSWORD})
        client.post("/accounts/2fa/authenticate/", {"code": code})
        has_signed_in = "_auth_user_id" in client.session
        client.logout()
    assert not has_signed_in


def test_a_recovery_code_opens_once(sure: Client, ada: Person, client: Client) -> None:
    make_second_factor(ada)
    sure.post("/accounts/2fa/recovery-codes/generate/")
    text = sure.get("/accounts/2fa/recovery-codes/download/").content.decode()
    code = re.findall(r"^\d{8}$", text, re.MULTILINE)[0]
    door = type(client)()
    signed_in = []
    for _ in range(2):
        door.post("/accounts/login/", {"login": ada.email, "password": PASSWORD})
        door.post("/accounts/2fa/authenticate/", {"code": code})
        signed_in.append("_auth_user_id" in door.session)
        door.logout()
    assert signed_in == [True, False]


def test_codes_cannot_be_tried_for_ever(client: Client, ada: Person) -> None:
    make_second_factor(ada)
    client.post("/accounts/login/", {"login": ada.email, "password": PASSWORD})
    pages = [
        client.post("/accounts/2fa/authenticate/", {"code": f"{number:06d}"}).content.decode()
        for number in range(11)
    ]
    assert "This was done too often." not in pages[-2]
    assert "This was done too often." in pages[-1]


def test_an_app_is_turned_off(sure: Client, ada: Person) -> None:
    make_second_factor(ada)
    page = sure.get("/accounts/2fa/totp/deactivate/").content.decode()
    assert "Turn the app off?" in page
    sure.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(type="totp").exists()
    assert AuditEntry.objects.filter(action="account.remove_second_factor").exists()


def test_a_passkey_is_added_and_signs_in_alone(sure: Client, ada: Person, client: Client) -> None:
    passkey = add_passkey(sure)
    assert "Signs in alone" in sure.get("/accounts/2fa/webauthn/").content.decode()
    door = type(client)()
    options = door.get(SIGN_IN_BY_KEY, HTTP_ACCEPT="application/json", HTTP_X_REQUESTED_WITH="XMLHttpRequest")
    response = door.post(SIGN_IN_BY_KEY, {"credential": passkey.get(options.json()["request_options"])})
    assert response["Location"] == "/home"
    assert door.session["_auth_user_id"] == str(ada.id)


def test_a_key_is_a_second_factor(sure: Client, ada: Person, client: Client) -> None:
    key = add_passkey(sure, alone=False)
    door = type(client)()
    door.post("/accounts/login/", {"login": ada.email, "password": PASSWORD})
    options = options_in(door.get("/accounts/2fa/authenticate/").content.decode())["request_options"]
    door.post("/accounts/2fa/authenticate/", {"credential": key.get(options)})
    assert door.session["_auth_user_id"] == str(ada.id)


def test_a_passkey_answers_one_question_only(sure: Client, client: Client) -> None:
    passkey = add_passkey(sure)
    door = type(client)()
    options = door.get(SIGN_IN_BY_KEY, HTTP_ACCEPT="application/json", HTTP_X_REQUESTED_WITH="XMLHttpRequest")
    answer = passkey.get(options.json()["request_options"])
    other = type(client)()
    other.get(SIGN_IN_BY_KEY, HTTP_ACCEPT="application/json", HTTP_X_REQUESTED_WITH="XMLHttpRequest")
    other.post(SIGN_IN_BY_KEY, {"credential": answer})
    assert "_auth_user_id" not in other.session


def test_the_passkey_of_another_site_is_refused(sure: Client, client: Client) -> None:
    passkey = add_passkey(sure)
    passkey.rp_id = "evil.example"
    door = type(client)()
    options = door.get(SIGN_IN_BY_KEY, HTTP_ACCEPT="application/json", HTTP_X_REQUESTED_WITH="XMLHttpRequest")
    door.post(SIGN_IN_BY_KEY, {"credential": passkey.get(options.json()["request_options"])})
    assert "_auth_user_id" not in door.session


@pytest.mark.parametrize("credential", ["", "null", "{}", "[]", '{"id": 1}', "not json"])
def test_what_is_no_key_is_refused(sure: Client, credential: str) -> None:
    sure.get(ADD_KEY)
    response = sure.post(ADD_KEY, {"name": "x", "credential": credential})
    assert response.status_code == 200
    assert 'role="alert"' in response.content.decode()
    assert not Authenticator.objects.exists()


def test_a_key_is_renamed_and_removed(sure: Client) -> None:
    add_passkey(sure)
    key = Authenticator.objects.get(type="webauthn")
    assert "Rename the key" in sure.get(f"/accounts/2fa/webauthn/keys/{key.pk}/edit/").content.decode()
    sure.post(f"/accounts/2fa/webauthn/keys/{key.pk}/edit/", {"name": "Blue key"})
    assert "Blue key" in sure.get(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/").content.decode()
    sure.post(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/")
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_it_is_shown_again_who_one_is_with_a_key(sure: Client) -> None:
    key = add_passkey(sure)
    page = sure.get("/accounts/2fa/webauthn/reauthenticate/").content.decode()
    options = options_in(page)["request_options"]
    response = sure.post(
        "/accounts/2fa/webauthn/reauthenticate/", {"credential": key.get(options), "next": "/me/delete"}
    )
    assert response["Location"] == "/me/delete"


@pytest.mark.parametrize(
    "form", [forms.SignUpForm, forms.SignInForm, forms.ResetPasswordForm, forms.AddAddressForm]
)
def test_nothing_is_said_twice_in_a_box(form: type[forms.PlainWords]) -> None:
    for field in form().fields.values():
        assert "placeholder" not in field.widget.attrs


def test_the_hint_for_a_password_is_one_sentence_or_two() -> None:
    hint = str(forms.SignUpForm().fields["password1"].help_text)
    assert hint.startswith("At least 10 characters.")
    assert "<" not in hint


def test_labels_are_in_sentence_case() -> None:
    for form in (forms.SignUpForm, forms.SignInForm):
        for field in form().fields.values():
            words = str(field.label or "").split("<")[0].split()
            assert not any(word[0].isupper() and word != "I" for word in words[1:])
