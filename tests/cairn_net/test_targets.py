from __future__ import annotations

import pytest

from cairn.errors import UnavailableError
from cairn_net.targets import follow, parse_target


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("https://a.example", "https://a.example/"),
        ("HTTPS://A.Example/x", "https://a.example/x"),
        ("https://a.example:443/x?y=1#z", "https://a.example/x?y=1"),
        ("https://a.example:8443/", "https://a.example:8443/"),
        ("https://a.example?y", "https://a.example/?y"),
        ("https://xn--bcher-kva.example/%C3%A4", "https://xn--bcher-kva.example/%C3%A4"),
        ("https://93.184.216.34/", "https://93.184.216.34/"),
        ("https://[2606:4700:4700:0::1111]/", "https://[2606:4700:4700::1111]/"),
    ],
)
def test_a_usual_address_is_read(url: str, read: str) -> None:
    assert parse_target(url).url == read


def test_the_long_ones_are_refused() -> None:
    with pytest.raises(UnavailableError) as caught:
        parse_target("https://a.example/" + "x" * 2048)
    assert caught.value.code == "fetch.url"


def test_localhost_is_read_only_where_that_is_allowed() -> None:
    assert parse_target("http://localhost:8000/x", allow_localhost=True).url == "http://localhost:8000/x"
    with pytest.raises(UnavailableError):
        parse_target("http://localhost:8000/x")


def test_other_names_are_not_let_through_with_localhost() -> None:
    with pytest.raises(UnavailableError):
        parse_target("http://a.localhost/", allow_localhost=True)
    with pytest.raises(UnavailableError):
        parse_target("http://127.0.0.1/", allow_localhost=True)


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/b", "https://a.example/b"),
        ("b?c", "https://a.example/x/b?c"),
        ("//b.example/", "https://b.example/"),
        ("https://b.example/c", "https://b.example/c"),
    ],
)
def test_a_redirection_is_followed_from_where_it_stands(location: str, url: str) -> None:
    assert follow(parse_target("https://a.example/x/y"), location).url == url


@pytest.mark.parametrize(
    "location", ["", "\\\\b.example", "/ä", "http://b.example/", "x" * 3000, "https://[/"]
)
def test_a_redirection_to_nowhere_is_refused(location: str) -> None:
    with pytest.raises(UnavailableError):
        follow(parse_target("https://a.example/"), location)


@pytest.mark.parametrize("url", ["https://user@a.example/", "https://a.example:443@b.example/"])
def test_a_user_name_is_refused_as_such(url: str) -> None:
    with pytest.raises(UnavailableError, match="user name") as caught:
        parse_target(url)
    assert caught.value.code == "fetch.url"
