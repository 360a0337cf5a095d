from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from cairn_site.operating import menus
from factories.site import make_organisation, make_person

if TYPE_CHECKING:
    from django.http import HttpRequest


def request_of(user: object) -> HttpRequest:
    request = RequestFactory().get("/home")
    request.user = user  # type: ignore[assignment]
    return request


def test_a_visitor_is_led_nowhere() -> None:
    request = request_of(AnonymousUser())

    assert [*menus.main_entries(request), *menus.operator_entry(request), *menus.home_panel(request)] == []


def test_a_person_is_led_home() -> None:
    request = request_of(make_person())
    (entry,) = menus.main_entries(request)

    assert (entry.url, entry.is_current) == ("/home", True)
    assert list(menus.operator_entry(request)) == []


def test_an_operator_is_led_to_the_console_and_told_what_waits() -> None:
    make_organisation(is_verified=False)
    request = request_of(make_person(is_operator=True))

    assert [entry.url for entry in menus.operator_entry(request)] == ["/operate"]
    (panel,) = menus.home_panel(request)
    assert panel.context["summary"].organisations == 1
