from __future__ import annotations

import pytest

from cairn.errors import UsageError
from cairn_cli.new_issuer import check_address, check_profile, is_local


@pytest.mark.parametrize(
    "origin",
    [
        "https://a.edu:9000",
        "https://a.edu:443",
        "https://a.edu:",
        "https://intranet",
        "https://records.internal",
        "https://printer.local",
        "https://8.8.8.8",
        "https://a..edu",
        "https://localhost",
    ],
)
def test_an_origin_that_no_verifier_asks_is_refused(origin: str) -> None:
    with pytest.raises(UsageError) as caught:
        check_address(origin=origin, slug="northside")
    assert caught.value.code == "issuer.origin"


@pytest.mark.parametrize("origin", ["https://a.edu", "https://a.edu:8443", "http://localhost:8000"])
def test_an_origin_that_is_asked_passes(origin: str) -> None:
    check_address(origin=origin, slug="northside")


def test_this_machine_is_known_as_such() -> None:
    assert is_local("http://localhost:8000")
    assert not is_local("https://a.edu")


@pytest.mark.parametrize(
    "name",
    [
        "",
        "   ",
        "\u200b",
        "Northside\nCollege",
        "Northside\u2028College",
        "Northside \u202eegelloC",
        "\x1b[2JNorthside",
        "N" * 5000,
    ],
)
def test_a_name_that_deceives_or_says_nothing_is_refused(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        check_profile({"name": name})
    assert caught.value.code == "issuer.name"


@pytest.mark.parametrize("name", ["Northside College", "دانشگاه آزاد می\u200cخواهم", "Škola 第一", "N" * 200])
def test_names_of_every_script_pass(name: str) -> None:
    check_profile({"name": name})


@pytest.mark.parametrize(
    ("member", "text"),
    [
        ("email", "nope"),
        ("email", "a@b@c.edu"),
        ("url", "javascript:alert(1)"),
        ("url", "northside"),
        ("url", "ftp://a.edu"),
    ],
)
def test_an_address_that_is_none_is_refused(member: str, text: str) -> None:
    with pytest.raises(UsageError) as caught:
        check_profile({"name": "Northside", member: text})
    assert caught.value.code == f"issuer.{member}"


def test_addresses_that_are_right_pass() -> None:
    check_profile({"name": "Northside", "url": "https://a.edu/about", "email": "office@a.edu"})
