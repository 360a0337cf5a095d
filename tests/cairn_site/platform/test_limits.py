from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from cairn_site.platform import limits
from cairn_site.platform.models import RateBucket

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
THREE = limits.Limit(times=3, seconds=60)


def spend(caller: str = "ada", *, now: datetime = NOW) -> None:
    limits.spend("sign-in", caller=caller, limit=THREE, now=now)


def test_the_limit_holds_for_each_caller_apart() -> None:
    for _ in range(3):
        spend("ada")
    with pytest.raises(limits.LimitReachedError) as caught:
        spend("ada")
    spend("bob")

    assert caught.value.code == "limit.reached"
    assert caught.value.seconds == 60


def test_a_new_window_begins_anew() -> None:
    for _ in range(3):
        spend()
    spend(now=NOW + timedelta(seconds=60))

    assert RateBucket.objects.get().count == 1


def test_no_caller_can_be_read_from_the_table() -> None:
    spend("192.0.2.7")

    assert "192.0.2.7" not in RateBucket.objects.get().name


def test_only_windows_that_ended_are_pruned() -> None:
    spend("ada")
    spend("bob", now=NOW + timedelta(hours=1))

    assert limits.prune(before=NOW + timedelta(minutes=2)) == 1


@limits.limited("claim", times=1, seconds=3600)
def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("done")


def test_a_view_counts_posts_only() -> None:
    view(RequestFactory().get("/x"))
    view(RequestFactory().post("/x"))
    view(RequestFactory().get("/x"))
    with pytest.raises(limits.LimitReachedError):
        view(RequestFactory().post("/x"))


def test_guessing_passwords_from_one_address_comes_to_an_end(visitor: Client, settings: object) -> None:
    url = reverse("account_login")
    times = settings.CAIRN_POST_LIMITS["account_login"][0]  # type: ignore[attr-defined]
    for number in range(times):
        assert visitor.post(url, {"login": f"p{number}@a.example", "password": "x"}).status_code != 429
    response = visitor.post(url, {"login": "ada@a.example", "password": "x"})

    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert visitor.get(url).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_all_counted() -> None:
    def once() -> None:
        limits.spend("x", caller="ada", limit=limits.Limit(times=100, seconds=60), now=NOW)
        connections.close_all()

    threads = [threading.Thread(target=once) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert RateBucket.objects.get().count == 16
