from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from cairn_site.platform import installation
from factories.site import PASSWORD, make_person

if TYPE_CHECKING:
    from django.test import Client

ELSEWHERE = "192.0.2.7"


def is_signed_in(client: Client, *, address: str, **environ: str) -> bool:
    make_person("Ada", email="ada@example.org")
    answer = client.post(
        reverse("account_login"),
        {"login": "ada@example.org", "password": PASSWORD},
        REMOTE_ADDR=address,
        **environ,
    )
    assert answer.status_code in {200, 302, 403}
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_a_password_opens_a_demo_world_on_this_machine(client: Client, address: str) -> None:
    installation.mark_as_demo()
    assert is_signed_in(client, address=address)


def test_a_password_of_the_demo_opens_nothing_from_elsewhere(client: Client) -> None:
    installation.mark_as_demo()
    assert not is_signed_in(client, address=ELSEWHERE)


def test_a_proxy_does_not_make_a_stranger_a_neighbour(client: Client) -> None:
    installation.mark_as_demo()
    assert not is_signed_in(client, address="127.0.0.1", HTTP_X_FORWARDED_FOR=ELSEWHERE)


def test_a_site_of_real_people_is_open_to_them_from_everywhere(client: Client) -> None:
    installation.write("demo", None)
    assert is_signed_in(client, address=ELSEWHERE)
