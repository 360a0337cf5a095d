from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from cairn_site.platform import callers

if TYPE_CHECKING:
    from django.http import HttpRequest

TOKEN = "a-token-for-metrics-only"


def request(*, remote: str = "192.0.2.7", user: object = None, **headers: str) -> HttpRequest:
    made = RequestFactory().get(
        "/metrics", REMOTE_ADDR=remote, headers={k.replace("_", "-"): v for k, v in headers.items()}
    )
    made.user = user or AnonymousUser()  # type: ignore[assignment]
    return made


def test_without_a_trusted_proxy_what_is_forwarded_is_not_believed() -> None:
    assert callers.address_of(request(X_Forwarded_For="198.51.100.9")) == "192.0.2.7"


def test_a_trusted_proxy_is_believed_in_what_it_added_itself(settings: Any) -> None:
    settings.CAIRN_TRUST_PROXY = True

    assert callers.address_of(request(X_Forwarded_For="203.0.113.5, 198.51.100.9")) == "198.51.100.9"
    assert callers.address_of(request(X_Forwarded_For="nonsense")) == "192.0.2.7"


def test_a_household_with_ipv6_is_one_caller() -> None:
    one, other = request(remote="2001:db8:1:2::5"), request(remote="2001:db8:1:2:ffff::9")

    assert callers.mark_of(one) == callers.mark_of(other)
    assert callers.mark_of(one) != callers.mark_of(request(remote="2001:db8:1:3::5"))
    assert "2001" not in callers.mark_of(one)


def test_a_stranger_is_not_inside() -> None:
    assert not callers.is_inside(request())


@pytest.mark.parametrize("remote", ["127.0.0.1", "::1"])
def test_this_machine_is_inside(remote: str) -> None:
    assert callers.is_inside(request(remote=remote))


@pytest.mark.parametrize("header", ["X_Forwarded_For", "Forwarded", "X_Real_IP"])
def test_a_stranger_behind_a_proxy_on_this_machine_is_not_inside(header: str) -> None:
    assert not callers.is_inside(request(remote="127.0.0.1", **{header: "198.51.100.9"}))


def test_the_token_opens(settings: Any) -> None:
    settings.CAIRN_METRICS_TOKEN = TOKEN

    assert callers.is_inside(request(Authorization=f"Bearer {TOKEN}"))
    assert not callers.is_inside(request(Authorization="Bearer another"))


def test_no_token_is_no_empty_token(settings: Any) -> None:
    settings.CAIRN_METRICS_TOKEN = ""

    assert not callers.is_inside(request(Authorization="Bearer "))


def test_an_operator_is_inside_and_another_person_is_not() -> None:
    assert callers.is_inside(request(user=SimpleNamespace(is_operator=True)))
    assert not callers.is_inside(request(user=SimpleNamespace(is_operator=False)))
