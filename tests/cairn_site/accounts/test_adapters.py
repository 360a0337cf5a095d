"""The mail of allauth in our outbox."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import allauth
import pytest

import cairn_site.accounts
from factories.accounts import letters_to
from factories.site import PASSWORD, make_person

if TYPE_CHECKING:
    from django.test import Client

OURS = Path(cairn_site.accounts.__file__).parent / "templates" / "mail"
# Pages and mails of what is turned off: codes by mail, telephones.
OFF = {"account/email/login_code", "account/email/password_reset_code", "account/email/password_reset"}


def test_every_mail_that_allauth_may_send_is_ours() -> None:
    theirs = Path(allauth.__file__).parent / "templates"
    names = {
        str(path.relative_to(theirs)).removesuffix("_subject.txt")
        for path in theirs.rglob("email/*_subject.txt")
    } - OFF | {"account/email/password_reset"}
    for name in names:
        assert (OURS / f"{name}.txt").is_file(), name
        assert (OURS / f"{name}.html").is_file(), name


def test_a_mail_is_in_the_language_of_the_person(client: Client) -> None:
    person = make_person(email="eva@example.org", language="es")
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    client.post("/me/agree", {"agreement": "on"})
    new = "another good passphrase"
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert 'lang="es"' in letters_to("eva@example.org")[0].html


@pytest.mark.parametrize("address", ["stranger@example.org"])
def test_a_mail_to_a_stranger_names_nobody(client: Client, address: str) -> None:
    person = make_person("Ada Stone")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    client.post("/accounts/password/reset/", {"email": address})
    assert "Ada" not in letters_to(address)[0].text
