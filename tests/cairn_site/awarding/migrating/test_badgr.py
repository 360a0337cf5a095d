"""Entities of Badgr's API in the words of the standard."""

from __future__ import annotations

from cairn.interop.open_badges_2 import parse_assertion, parse_badge_class, parse_issuer
from cairn_site.awarding.migrating.badgr import address_of, from_entity, is_entity

ISSUER = {
    "entityType": "Issuer",
    "entityId": "i1",
    "openBadgeId": "https://badgr.example/issuers/i1",
    "name": "N",
}
BADGE = {
    "entityType": "BadgeClass",
    "entityId": "b1",
    "openBadgeId": "https://badgr.example/badges/b1",
    "issuer": "i1",
    "name": "Label",
    "description": "Reads labels.",
    "criteriaUrl": "https://badgr.example/c",
    "criteriaNarrative": "Pass.",
    "alignments": [{"targetName": "A", "targetUrl": "https://s.example/1"}],
    "tags": ["food"],
    "expires": None,
}
ASSERTION = {
    "entityType": "Assertion",
    "entityId": "a1",
    "openBadgeId": "https://badgr.example/assertions/a1",
    "badgeclass": "b1",
    "recipient": {
        "identity": "sha256$ff",
        "hashed": True,
        "type": "email",
        "plaintextIdentity": "ada@learners.ie",
    },
    "issuedOn": "2021-05-01T10:00:00Z",
    "revoked": True,
    "revocationReason": "Wrong person",
    "acceptance": "Accepted",
    "evidence": [{"url": "https://e.example/1", "narrative": "The work"}],
    "extensions": {"extensions:recipientProfile": {"name": "Ada Byron"}},
}
ADDRESSES = {str(one["entityId"]): address_of(one) for one in (ISSUER, BADGE, ASSERTION)}


def test_an_issuer_is_a_profile() -> None:
    assert parse_issuer(from_entity(ISSUER, addresses=ADDRESSES)).name == "N"


def test_a_badge_class_keeps_its_criteria_and_its_issuer() -> None:
    badge = parse_badge_class(from_entity(BADGE, addresses=ADDRESSES))

    assert badge.issuer == "https://badgr.example/issuers/i1"
    assert badge.criteria == {"id": "https://badgr.example/c", "narrative": "Pass."}
    assert badge.document["alignment"] == BADGE["alignments"]


def test_an_assertion_is_to_the_address_that_badgr_knows() -> None:
    assertion = parse_assertion(from_entity(ASSERTION, addresses=ADDRESSES))

    assert (assertion.recipient.identity, assertion.recipient.hashed) == ("ada@learners.ie", False)
    assert assertion.badge == "https://badgr.example/badges/b1"
    assert assertion.evidence == ({"id": "https://e.example/1", "narrative": "The work"},)
    assert assertion.revoked
    assert assertion.document["extensions:recipientProfile"] == {"name": "Ada Byron"}


def test_a_hash_stays_a_hash_where_nothing_else_is_known() -> None:
    entity = {
        **ASSERTION,
        "recipient": {"identity": "sha256$ff", "hashed": True, "type": "email", "salt": "x"},
    }

    assert parse_assertion(from_entity(entity, addresses=ADDRESSES)).recipient.hashed


def test_what_is_no_entity_is_left_alone() -> None:
    assert not is_entity({"type": "Assertion"})
    assert not is_entity({"entityType": "BackpackCollection"})
