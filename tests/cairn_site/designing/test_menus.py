from __future__ import annotations

from typing import TYPE_CHECKING

from factories.designing import make_studio
from factories.site import sign_in

if TYPE_CHECKING:
    from django.test import Client


def test_the_achievements_are_in_the_menu_of_the_organisation(client: Client) -> None:
    studio = make_studio()
    sign_in(client, studio.person)

    page = client.get(studio.base).content.decode()

    assert f'href="{studio.base}" aria-current="page"' in page
