from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from cairn.errors import DocumentError
from cairn.interop.open_badges_2 import Verification, parse_assertion, parse_badge_class, parse_issuer
from cairn.interop.open_badges_2.documents import find_foreign_contexts
from factories import open_badges_2 as world

if TYPE_CHECKING:
    from collections.abc import Callable

    from cairn.canonical.strict_json import JsonObject


def refused(run: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(DocumentError) as error:
        run()
    return error.value.code, error.value.where


def test_an_assertion_is_read() -> None:
    read = parse_assertion(world.assertion(**{"ext:x": {"deep": 1}}))
    assert (read.id, read.badge, read.verification) == (world.ASSERTION, world.BADGE, Verification.HOSTED)
    assert read.issued_on == datetime(2026, 1, 31, 8, tzinfo=UTC)
    assert read.document["ext:x"] == {"deep": 1}


@pytest.mark.parametrize("kind", ["hosted", "HostedBadge", ["VerificationObject", "hosted"]])
def test_the_verification_is_named_in_any_of_its_ways(kind: object) -> None:
    assert parse_assertion(world.assertion(verification={"type": kind})).verification is Verification.HOSTED


def test_linked_documents_stand_inside_or_are_named() -> None:
    inside = world.badge_class(issuer=world.profile())
    assert parse_assertion(world.assertion(badge=inside)).badge == inside
    assert parse_badge_class(inside).issuer == world.profile()


def test_a_profile_is_read_with_its_rule_for_hosting() -> None:
    rule = {"type": "VerificationObject", "allowedOrigins": "a.example", "startsWith": ["https://a.example/"]}
    read = parse_issuer(world.profile(verification=rule, type=["Issuer", "Extension"]))
    assert (read.allowed_origins, read.starts_with) == (("a.example",), ("https://a.example/",))
    assert read.public_keys == (world.KEY,)


@pytest.mark.parametrize("name", ["id", "type", "recipient", "badge", "verification", "issuedOn"])
def test_an_assertion_without_a_member_is_refused(name: str) -> None:
    code, where = refused(lambda: parse_assertion(world.assertion(**{name: None})))
    assert code in {"open_badges_2.missing_member", "open_badges_2.malformed_member"}
    assert where == f"/{name}"


@pytest.mark.parametrize(
    ("changes", "code", "where"),
    [
        ({"id": "123"}, "open_badges_2.malformed_member", "/id"),
        ({"id": "https://a.example/ 1"}, "open_badges_2.malformed_member", "/id"),
        ({"id": ["https://a.example/1"]}, "open_badges_2.malformed_member", "/id"),
        ({"type": "Badge"}, "open_badges_2.wrong_type", "/type"),
        ({"type": ["Assertion", 3]}, "open_badges_2.malformed_member", "/type"),
        ({"badge": 3}, "open_badges_2.malformed_member", "/badge"),
        ({"issuedOn": 1454284800}, "open_badges_2.malformed_member", "/issuedOn"),
        ({"issuedOn": "last week"}, "timestamp.malformed", "/issuedOn"),
        ({"expires": "2026-02-30"}, "timestamp.no_such_day", "/expires"),
        ({"revoked": "false"}, "open_badges_2.malformed_member", "/revoked"),
        ({"evidence": [3]}, "open_badges_2.malformed_member", "/evidence"),
        ({"verification": "hosted"}, "open_badges_2.malformed_member", "/verification"),
        ({"verification": {"type": "magic"}}, "open_badges_2.unknown_verification", "/verification/type"),
        (
            {"verification": {"type": ["hosted", "signed"]}},
            "open_badges_2.unknown_verification",
            "/verification/type",
        ),
        (
            {"recipient": {"type": "email", "identity": "a"}},
            "open_badges_2.missing_member",
            "/recipient/hashed",
        ),
        (
            {"recipient": {"type": "email", "identity": "a", "hashed": "false"}},
            "open_badges_2.malformed_member",
            "/recipient/hashed",
        ),
        (
            {"recipient": {"type": "email", "identity": "", "hashed": True}},
            "open_badges_2.malformed_member",
            "/recipient/identity",
        ),
    ],
)
def test_a_member_of_another_kind_is_refused(changes: JsonObject, code: str, where: str) -> None:
    assert refused(lambda: parse_assertion(world.assertion(**changes))) == (code, where)


@pytest.mark.parametrize("name", ["name", "description", "criteria", "issuer"])
def test_a_badge_class_without_a_member_is_refused(name: str) -> None:
    document = {key: value for key, value in world.badge_class().items() if key != name}
    assert refused(lambda: parse_badge_class(document)) == ("open_badges_2.missing_member", f"/{name}")


def test_a_rule_for_hosting_of_another_kind_is_refused() -> None:
    document = world.profile(verification={"startsWith": [3]})
    expected = ("open_badges_2.malformed_member", "/verification/startsWith")
    assert refused(lambda: parse_issuer(document)) == expected


def test_a_context_besides_that_of_the_standard_is_told() -> None:
    contexts = [world.CONTEXT, "https://a.example/context"]
    assert find_foreign_contexts({"@context": contexts}) == ("https://a.example/context",)


@pytest.mark.parametrize(
    ("contexts", "code"),
    [
        ([world.CONTEXT, {"recipient": "https://evil.example/"}], "contexts.inline"),
        ("https://w3id.org/openbadges/v1", "contexts.missing"),
        (None, "contexts.missing"),
    ],
)
def test_a_context_that_gives_terms_another_meaning_is_refused(contexts: object, code: str) -> None:
    assert refused(lambda: find_foreign_contexts({"@context": contexts}))[0] == code
