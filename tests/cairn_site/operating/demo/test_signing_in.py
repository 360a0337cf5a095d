from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cairn_site.accounts.models import Person
from cairn_site.operating.demo.cast import ROLES
from cairn_site.platform import installation
from cairn_site.settings.environment import Mode
from factories.site import make_person

ELSEWHERE = "192.0.2.7"
FORM = 'action="/demo/sign-in"'


@pytest.fixture(autouse=True)
def _demo(settings: Any) -> None:
    """A demo in which everybody with a sign-in is there."""
    settings.CAIRN_MODE = Mode.DEMO
    installation.mark_as_demo()
    for role in ROLES:
        make_person(role.name, email=role.address, is_operator=role.code == "operator")


@pytest.mark.parametrize("role", ROLES, ids=lambda role: str(role.code))
def test_one_button_signs_in_as_a_role_and_leads_home(client: Client, role: Any) -> None:
    assert f'value="{role.code}"' in client.get("/").content.decode()
    answer = client.post("/demo/sign-in", {"role": role.code}, follow=True)
    assert answer.status_code == 200
    assert answer.request["PATH_INFO"] == "/home"
    assert client.session["_auth_user_id"] == str(Person.objects.get(email=role.address).id)


def test_another_button_changes_who_one_is(client: Client) -> None:
    for code in ("reader", "awarder"):
        client.post("/demo/sign-in", {"role": code})
        assert client.session["_auth_user_id"] == str(Person.objects.get(email=f"{code}@demo.example").id)


def is_refused(client: Client, **environ: str) -> bool:
    answer = client.post("/demo/sign-in", {"role": "operator"}, **environ)
    return answer.status_code == 404 and "_auth_user_id" not in client.session


def test_from_another_machine_nothing_is_offered_or_done(client: Client) -> None:
    assert FORM not in client.get("/", REMOTE_ADDR=ELSEWHERE).content.decode()
    assert is_refused(client, REMOTE_ADDR=ELSEWHERE)
    assert is_refused(client, HTTP_X_FORWARDED_FOR=ELSEWHERE)


@pytest.mark.parametrize("mode", [Mode.PRODUCTION, Mode.DEVELOPMENT])
def test_in_any_other_mode_nothing_is_offered_or_done(client: Client, settings: Any, mode: Mode) -> None:
    settings.CAIRN_MODE = mode
    assert FORM not in client.get("/").content.decode()
    assert is_refused(client)


def test_on_a_database_of_real_people_nothing_is_offered_or_done(client: Client) -> None:
    installation.write("demo", None)
    assert FORM not in client.get("/").content.decode()
    assert is_refused(client)


def test_a_form_from_another_site_signs_nobody_in() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/demo/sign-in", {"role": "operator"}).status_code == 403
    assert "_auth_user_id" not in strict.session


def test_nobody_but_a_role_can_be_chosen_and_reading_signs_nobody_in(client: Client) -> None:
    assert client.post("/demo/sign-in", {"role": "ada"}).status_code == 404
    assert client.get("/demo/sign-in").status_code == 405


def test_an_account_that_is_gone_is_said_so(client: Client) -> None:
    Person.objects.filter(email="reader@demo.example").update(is_active=False)
    assert (
        "cairn demo --reset" in client.post("/demo/sign-in", {"role": "reader"}, follow=True).content.decode()
    )
