from __future__ import annotations

import pytest

from cairn.errors import CairnError
from cairn.interop.open_badges_2 import parse_issuer
from cairn.interop.open_badges_2.hosting import fetch_document, may_host
from factories import open_badges_2 as world


def allows(address: str, **rule: object) -> bool:
    return may_host(parse_issuer(world.profile(verification=rule)), address)


def test_without_a_rule_the_origin_of_the_profile_counts() -> None:
    issuer = parse_issuer(world.profile())
    assert may_host(issuer, f"{world.ORIGIN}/anywhere")
    assert not may_host(issuer, "https://sub.college.example.edu/1")
    assert not may_host(issuer, "http://college.example.edu/1")


def test_a_host_that_is_named_is_allowed() -> None:
    assert allows("https://badges.example/1", allowedOrigins="badges.example")
    assert allows("https://badges.example/1", allowedOrigins=["https://badges.example"])
    assert not allows(f"{world.ORIGIN}/1", allowedOrigins="badges.example")
    assert not allows("https://badges.example.evil.example/1", allowedOrigins="badges.example")


def test_a_beginning_that_is_named_is_allowed() -> None:
    start = "https://badges.example/college/"
    assert allows(f"{start}1", startsWith=start)
    assert allows(f"{start}1", startsWith=["https://a.example/", start], allowedOrigins="badges.example")
    assert not allows("https://badges.example/other/1", startsWith=start)


@pytest.mark.parametrize(
    "address",
    [
        "https://badges.example.evil.example/1",
        "https://badges.example@evil.example/1",
        "https://badges.example:8443/1",
        "http://badges.example/1",
        "https://badges.example/../1",
        "https://badges.example/%2E%2e/1",
        "urn:uuid:1",
    ],
)
def test_an_address_that_only_looks_like_an_allowed_one_is_refused(address: str) -> None:
    assert not allows(address, startsWith="https://badges.example")


def refused(address: str, site: world.Site) -> str:
    with pytest.raises(CairnError) as error:
        fetch_document(address, loader=site)
    return error.value.code


def test_a_document_must_say_that_it_belongs_to_its_address() -> None:
    site = world.Site()
    assert fetch_document(world.BADGE, loader=site) == world.badge_class()
    site.documents[f"{world.ORIGIN}/copy"] = world.badge_class()
    assert refused(f"{world.ORIGIN}/copy", site) == "open_badges_2.other_id"


@pytest.mark.parametrize(
    "address", ["http://college.example.edu/issuer", "urn:uuid:1", "file:///etc/passwd", ""]
)
def test_an_address_that_is_not_safe_is_not_asked(address: str) -> None:
    site = world.Site()
    assert refused(address, site) == "open_badges_2.unsafe_address"
    assert site.asked == []


def test_a_document_with_a_member_twice_is_refused() -> None:
    with pytest.raises(CairnError) as error:
        fetch_document(world.BADGE, loader=lambda _: b'{"id": "a", "id": "b"}')
    assert (error.value.code, error.value.where) == ("json.duplicate_key", world.BADGE)
