"""The credential in the place of an Assertion: its dates and its original stay, its addresses are hashed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from cairn.credentials.identity import hash_identity
from cairn.errors import DocumentError
from cairn.interop.open_badges_2 import parse_assertion, parse_badge_class, parse_issuer
from cairn_site.awarding.migrating.composing import address_of, compose, content_of, identify, wrap_assertion
from cairn_site.awarding.statements import rehearsed_place
from factories import open_badges_2 as ob2

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject

SEED = bytes(32)
ORIGINAL = b'{"the": "original"}'
ACHIEVEMENT: JsonObject = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "id": "https://here.example/achievements/1",
    "type": ["Achievement"],
    "name": "Label",
    "description": "Reads labels.",
    "criteria": {"narrative": "Pass."},
}
ISSUER: JsonObject = {"id": "did:web:here.example", "type": ["Profile"], "name": "Here"}


def content(name: str = "Ada", *, is_exact: bool = True, **changes: object) -> dict[str, Any]:
    wrapped = wrap_assertion(
        parse_assertion(ob2.assertion(**changes)),
        parse_badge_class(ob2.badge_class()),
        parse_issuer(ob2.profile()),
        original=ORIGINAL,
    )
    return content_of(wrapped, name=name, is_exact=is_exact)


def credential(given: dict[str, Any], source: str = "urn:x:1") -> JsonObject:
    return compose(
        given,
        achievement=ACHIEVEMENT,
        issuer=ISSUER,
        identity=identify(SEED, source),
        place=rehearsed_place(),
    )


def test_the_first_day_and_the_original_are_kept() -> None:
    made = credential(content())

    assert made["validFrom"] == made["awardedDate"] == "2026-01-31T08:00:00Z"
    assert made["validUntil"] == "2030-01-01T00:00:00Z"
    related = made["relatedResource"]
    assert isinstance(related, list)
    assert isinstance(related[0], dict)
    assert related[0]["id"] == ob2.ASSERTION
    assert str(related[0]["digestMultibase"]).startswith("uEi")


def test_what_was_not_published_so_has_no_digest() -> None:
    assert "relatedResource" not in credential(content(is_exact=False))


def test_a_plain_address_is_hashed_in_small_letters_with_a_salt() -> None:
    given = content(recipient={"type": "email", "hashed": False, "identity": "Ada@Learners.ie"})
    subject = credential(given)["credentialSubject"]

    assert isinstance(subject, dict)
    identity, name = subject["identifier"]  # type: ignore[misc]
    salt = identify(SEED, "urn:x:1").salt
    assert identity["identityHash"] == hash_identity("ada@learners.ie", salt=salt)
    assert name["identityHash"] == "Ada"
    assert address_of(given) == "ada@learners.ie"


def test_a_hash_stays_as_it_was_with_its_salt() -> None:
    hashed = {"type": "email", "hashed": True, "identity": "sha256$" + "a" * 64, "salt": "sea"}
    given = content("", recipient=hashed)
    subject = credential(given)["credentialSubject"]

    assert isinstance(subject, dict)
    (identity,) = subject["identifier"]  # type: ignore[misc]
    assert (identity["identityHash"], identity["salt"]) == ("sha256$" + "a" * 64, "sea")
    assert address_of(given) == ""


@pytest.mark.parametrize("kind", ["url", "telephone", "id"])
def test_no_identity_stands_open(kind: str) -> None:
    given = content("", recipient={"type": kind, "hashed": False, "identity": "https://ada.example/"})

    assert "ada.example" not in str(credential(given))


def test_identifiers_follow_from_the_seed_and_the_source_alone() -> None:
    assert identify(SEED, "urn:x:1") == identify(SEED, "urn:x:1")
    assert identify(SEED, "urn:x:1") != identify(SEED, "urn:x:2")
    assert identify(SEED, "urn:x:1") != identify(bytes([1]) * 32, "urn:x:1")
    assert UUID(str(identify(SEED, "urn:x:1").uuid)).version == 8


def test_what_the_standard_does_not_allow_is_refused() -> None:
    with pytest.raises(DocumentError):
        credential({**content(), "issued_on": "yesterday"})
