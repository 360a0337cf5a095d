from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cairn_site.platform import beats, clock
from cairn_site.platform.middleware import LANGUAGE_COOKIE
from factories.site import make_person

if TYPE_CHECKING:
    from django.test import Client

OUTSIDE = {"REMOTE_ADDR": "192.0.2.7"}


def test_a_language_is_chosen_and_one_is_back_on_the_page(visitor: Client) -> None:
    response = visitor.post("/language", {"language": "es", "next": "/style?x=1"})

    assert response.headers["Location"] == "/style?x=1"
    assert response.cookies[LANGUAGE_COOKIE].value == "es"
    assert visitor.get("/").headers["Content-Language"] == "es"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_the_way_back_leads_nowhere_else(visitor: Client, target: str) -> None:
    assert visitor.post("/language", {"language": "es", "next": target}).headers["Location"] == "/"


def test_a_language_that_is_none_is_not_kept(visitor: Client) -> None:
    assert LANGUAGE_COOKIE not in visitor.post("/language", {"language": "xx"}).cookies


def test_the_language_is_not_chosen_by_a_link(visitor: Client) -> None:
    assert visitor.get("/language").status_code == 405


def test_health_is_503_while_no_worker_is_alive_and_200_then(visitor: Client) -> None:
    assert visitor.get("/health").status_code == 503
    beats.beat(now=clock.now())
    response = visitor.get("/health")

    assert response.status_code == 200
    assert response.json()["parts"]["database"]["well"] is True
    assert "no-store" in response["Cache-Control"]


def test_a_stranger_learns_only_whether_the_site_is_well(visitor: Client) -> None:
    assert visitor.get("/health", **OUTSIDE).json() == {"well": False}  # type: ignore[arg-type]


def test_numbers_are_for_those_inside(visitor: Client, client: Client) -> None:
    visitor.get("/style")
    response = visitor.get("/metrics")
    assert response.status_code == 200
    assert 'cairn_requests_total{route="style",method="GET",status="200"' in response.content.decode()

    assert visitor.get("/metrics", **OUTSIDE).status_code == 404  # type: ignore[arg-type]
    client.force_login(make_person(is_operator=True), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/metrics", **OUTSIDE).status_code == 200  # type: ignore[arg-type]
