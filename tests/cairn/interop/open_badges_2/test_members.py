from __future__ import annotations

import pytest

from cairn.interop.open_badges_2.members import is_web_address, origin_of


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://A.Example/x", "https://a.example"),
        ("https://a.example:443/x", "https://a.example"),
        ("https://a.example:8443/x", "https://a.example:8443"),
        ("http://a.example:80", "http://a.example"),
        ("https://good.example@evil.example/", ""),
        ("https://good.example\\@evil.example/", ""),
        ("https://[::1", ""),
        ("https://a.example:port/", ""),
        ("urn:uuid:1", ""),
        ("did:web:a.example", ""),
        ("https:///x", ""),
    ],
)
def test_an_origin_is_scheme_host_and_port(address: str, origin: str) -> None:
    assert origin_of(address) == origin


@pytest.mark.parametrize("address", ["http://a.example/", "urn:uuid:1", "", None])
def test_only_https_is_a_safe_address(address: str | None) -> None:
    assert not is_web_address(address)
