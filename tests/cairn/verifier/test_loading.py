from __future__ import annotations

import pytest

from cairn.errors import UnavailableError
from cairn.verifier.loading import BoundedLoader


def test_endless_addresses_are_refused() -> None:
    asked: list[str] = []
    load = BoundedLoader(lambda url: (asked.append(url), b"page")[1], limit=2)
    assert [load("https://a.example"), load("https://b.example")] == [b"page", b"page"]
    with pytest.raises(UnavailableError) as caught:
        load("https://c.example")
    assert caught.value.code == "verify.too_many_addresses"
    assert asked == ["https://a.example", "https://b.example"]


def test_same_address_may_be_asked_again() -> None:
    load = BoundedLoader(lambda url: b"page", limit=1)
    assert load("https://a.example") == load("https://a.example")
