from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from cairn_site.platform import limits
from cairn_site.platform.middleware import LANGUAGE_COOKIE
from factories.site import make_person

if TYPE_CHECKING:
    from django.test import Client


def test_each_answer_carries_an_identifier(visitor: Client) -> None:
    first, second = (visitor.get("/")["X-Request-Id"] for _ in range(2))

    assert re.fullmatch(r"[0-9a-f]{32}", first)
    assert first != second


def test_a_given_identifier_is_kept(visitor: Client) -> None:
    assert visitor.get("/", headers={"X-Request-Id": "trace-0001"})["X-Request-Id"] == "trace-0001"


@pytest.mark.parametrize("given", ["short", "x" * 41, "a b c d e f", "a\nSet-Cookie: x=1"])
def test_an_identifier_that_could_do_harm_is_replaced(visitor: Client, given: str) -> None:
    assert visitor.get("/", headers={"X-Request-Id": given})["X-Request-Id"] != given


def test_the_browser_says_the_language_until_the_visitor_chooses(visitor: Client) -> None:
    spanish = {"Accept-Language": "es-MX,es;q=0.9"}
    assert visitor.get("/", headers=spanish)["Content-Language"] == "es"

    visitor.cookies[LANGUAGE_COOKIE] = "en"
    response = visitor.get("/", headers=spanish)
    assert response["Content-Language"] == "en"
    assert '<html lang="en"' in response.content.decode()


def test_the_account_says_the_language_before_the_browser(client: Client) -> None:
    client.force_login(make_person(language="es"), backend="django.contrib.auth.backends.ModelBackend")

    assert client.get("/", headers={"Accept-Language": "en"})["Content-Language"] == "es"


def test_a_language_that_is_none_is_passed_over(visitor: Client) -> None:
    visitor.cookies[LANGUAGE_COOKIE] = "../../etc"

    assert visitor.get("/")["Content-Language"] == "en"


def test_a_page_says_that_it_depends_on_the_reader(visitor: Client) -> None:
    assert {"Accept-Language", "Cookie"} <= set(visitor.get("/")["Vary"].split(", "))


def test_nothing_runs_on_a_page_that_is_not_ours(visitor: Client) -> None:
    policy = visitor.get("/")["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    nonce = re.search(r"'nonce-([^']+)'", policy)
    assert nonce is not None
    assert nonce.group(1) in visitor.get("/").content.decode() or nonce.group(1)


def test_a_form_of_another_app_has_its_limit_too(visitor: Client, settings: Any) -> None:
    settings.CAIRN_POST_LIMITS = {"set_language": (1, 3600)}
    assert visitor.post("/language", {"language": "es"}).status_code == 302
    response = visitor.post("/language", {"language": "es"})

    assert response.status_code == 429
    assert limits._reached(5).message in response.content.decode()
