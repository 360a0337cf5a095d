from __future__ import annotations

from typing import TYPE_CHECKING

from factories.access import sign_in
from factories.site import make_organisation, make_person

if TYPE_CHECKING:
    from django.test import Client


def test_the_first_page_says_what_this_is_and_where_to_begin(visitor: Client) -> None:
    text = visitor.get("/").content.decode()

    assert "microcredential" in text
    assert "/accounts/signup/" in text


def test_home_is_for_those_signed_in(visitor: Client) -> None:
    response = visitor.get("/home")

    assert response.headers["Location"].startswith("/accounts/login/?next=/home")


def test_home_shows_what_each_role_has_waiting() -> None:
    person = make_person("Ada")
    make_organisation(person, name="Westside")
    text = sign_in(person).get("/home").content.decode()
    assert "Westside" in text
    assert "The installation" not in text

    assert "The installation" in sign_in(make_person(is_operator=True)).get("/home").content.decode()
