"""Menus and the home panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress

from cairn_site.accounts.models import Notice
from factories.site import NOW

if TYPE_CHECKING:
    from django.test import Client

    from cairn_site.accounts.models import Person


def test_the_menu_leads_to_the_profile(as_ada: Client) -> None:
    page = as_ada.get("/home").content.decode()
    for path in ("/me", "/me/notices", "/accounts/2fa/"):
        assert f'href="{path}"' in page


def test_the_side_menu_says_where_one_is(as_ada: Client) -> None:
    page = as_ada.get("/me/notices/settings").content.decode()
    assert 'href="/me/notices" aria-current="page"' in page
    assert 'href="/me" aria-current="page"' not in page


def test_home_says_what_the_account_needs(as_ada: Client, ada: Person) -> None:
    EmailAddress.objects.create(user=ada, email="ada@work.example")
    Notice.objects.create(person=ada, kind="x", text="You were awarded Welding.", url="/x", created_at=NOW)
    page = as_ada.get("/home").content.decode()
    assert "You have not shown yet that ada@work.example is yours." in page
    assert "You were awarded Welding." in page


def test_sign_in_services_stand_there_only_if_there_are_any(as_ada: Client) -> None:
    assert "Sign-in services" not in as_ada.get("/me").content.decode()
