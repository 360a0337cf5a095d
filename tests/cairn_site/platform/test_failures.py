from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import path

from cairn.errors import DocumentError, UsageError
from cairn_site import urls

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def fail(request: HttpRequest) -> HttpResponse:
    kind = request.GET["kind"]
    raise {
        "bug": RuntimeError("secret details"),
        "away": OperationalError("database is locked"),
        "refused": DocumentError("csv.row", "Row 3 has no name.", mend="Write one.", where="/3"),
        "hidden": UsageError("access.not_found", "x"),
        "right": UsageError("access.right_missing", "This needs the right to award."),
    }[kind]


class Urls:
    urlpatterns: ClassVar[list[Any]] = [path("fail", fail), path("api/v1/fail", fail), *urls.urlpatterns]
    handler400, handler403 = urls.handler400, urls.handler403
    handler404, handler500 = urls.handler404, urls.handler500


@pytest.fixture(autouse=True)
def _urls(settings: Any) -> None:
    settings.ROOT_URLCONF = Urls


@pytest.fixture
def browser() -> Client:
    return Client(raise_request_exception=False)


def seen(response: Any) -> str:
    """Return a page without what is new in every answer."""
    return re.sub(r'(nonce|value)="[^"]*"', "", response.content.decode())


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        ("bug", 500, "Something went wrong"),
        ("away", 503, "Away for a moment"),
        ("refused", 422, "Row 3 has no name."),
        ("hidden", 404, "nothing here that you may see"),
        ("right", 403, "This needs the right to award."),
    ],
)
def test_a_person_gets_a_page(browser: Client, kind: str, status: int, words: str) -> None:
    response = browser.get("/fail", {"kind": kind})

    assert response.status_code == status
    assert words in response.content.decode()
    assert "<html lang=" in response.content.decode()


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("bug", 500, "site.failed"),
        ("away", 503, "site.away"),
        ("refused", 422, "csv.row"),
        ("hidden", 404, "access.not_found"),
    ],
)
def test_a_program_gets_a_problem(browser: Client, kind: str, status: int, code: str) -> None:
    response = browser.get("/api/v1/fail", {"kind": kind})

    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == code


def test_a_bug_tells_nothing_but_the_number_of_the_request(browser: Client) -> None:
    response = browser.get("/fail", {"kind": "bug"}, headers={"X-Request-Id": "request-12345"})

    assert "secret details" not in response.content.decode()
    assert "request-12345" in response.content.decode()


def test_a_page_that_is_not_there_looks_like_one_that_is_hidden(browser: Client) -> None:
    hidden, absent = browser.get("/fail", {"kind": "hidden"}), browser.get("/nothing")

    assert absent.status_code == 404
    assert seen(absent).replace("/nothing", "") == seen(hidden).replace("/fail?kind=hidden", "")


def test_a_form_from_elsewhere_is_refused_with_what_to_do() -> None:
    response = Client(enforce_csrf_checks=True).post("/language", {"language": "es"})

    assert response.status_code == 403
    assert "Nothing was changed" in response.content.decode()


def test_a_host_that_is_not_ours_gets_a_page_without_its_name(browser: Client) -> None:
    response = browser.get("/", headers={"Host": "evil.example"})

    assert response.status_code == 400
    assert "cannot be read" in response.content.decode()
    assert "evil.example" not in response.content.decode()
