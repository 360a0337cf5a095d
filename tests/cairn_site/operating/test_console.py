from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import RequestFactory

from cairn.errors import UsageError
from cairn_site.operating.console import enter
from factories.site import make_person

if TYPE_CHECKING:
    from django.http import HttpRequest


def request_of(*, is_operator: bool, path: str = "/operate/jobs") -> HttpRequest:
    request = RequestFactory().get(path)
    request.user = make_person(is_operator=is_operator)
    return request


def test_an_operator_enters_and_sees_where_they_are() -> None:
    response = enter(request_of(is_operator=True)).render("operating/deliveries.html", {"page": None})
    side = response.content.decode().partition('<nav class="side"')[2].partition("</nav>")[0]

    assert 'href="/operate/jobs" aria-current="page"' in side
    assert side.count('aria-current="page"') == 1


def test_for_others_there_is_nothing_here() -> None:
    with pytest.raises(UsageError) as caught:
        enter(request_of(is_operator=False))

    assert caught.value.code == "access.not_found"
