from __future__ import annotations

import pytest

from cairn.quality.lint.addresses import host_of, is_dead, is_private, shorten


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://northside.edu", "northside.edu"),
        ("HTTPS://Northside.EDU:8443/a", "northside.edu"),
        ("https://ada:secret@northside.edu/a", "northside.edu"),
        ("https://[2001:db8::1]:80/", "[2001:db8::1]"),
        ("did:web:northside.edu%3A8443:a", "northside.edu"),
        ("did:web:northside.edu:a", "northside.edu"),
        ("urn:uuid:1", ""),
        ("did:key:z6Mk", ""),
        ("https://northside.edu./", "northside.edu"),
    ],
)
def test_the_host_of_an_address(address: str, host: str) -> None:
    assert host_of(address) == host


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "a.localhost",
        "printer.local",
        "hr.internal",
        "10.0.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "[fd00::1]",
    ],
)
def test_a_host_of_ones_own_network_is_private(host: str) -> None:
    assert is_private(host)
    assert not is_dead(host)


@pytest.mark.parametrize(
    "host", ["example.com", "a.example.org", "x.test", "badges.invalid", "northside", "", "a..edu", "-a.edu"]
)
def test_a_host_where_nobody_can_answer_is_dead(host: str) -> None:
    assert is_dead(host)
    assert not is_private(host)


@pytest.mark.parametrize(
    "host", ["northside.edu", "xn--bcher-kva.ch", "bücher.ch", "93.184.216.34", "example.edu", "latest.edu"]
)
def test_other_hosts_are_neither(host: str) -> None:
    assert not is_dead(host)
    assert not is_private(host)


def test_a_long_text_is_told_in_one_line() -> None:
    assert shorten("a\n b" * 100) == ("a b" * 100)[:79] + "…"
