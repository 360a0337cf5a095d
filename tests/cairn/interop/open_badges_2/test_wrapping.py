from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from cairn.canonical import multibase
from cairn.canonical.canonizer import Canonizer
from cairn.credentials import contexts, validation
from cairn.errors import UsageError
from cairn.interop.open_badges_2 import Examination, Wrapped, examine, wrap
from factories import open_badges_2 as world

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject

ISSUER: JsonObject = {"id": "https://keeper.example/issuer", "type": ["Profile"], "name": "Keeper"}
WRAPPER = "https://keeper.example/credentials/1"


def wrapped(site: world.Site | None = None, **changes: object) -> Wrapped:
    site = site or world.Site()
    document = world.assertion(**changes)
    site.documents[world.ASSERTION] = document
    original = json.dumps(document)
    examination = examine(document, text=original, loader=site, now=world.NOW)
    return wrap(
        examination, original=original.encode(), credential_id=WRAPPER, issuer=ISSUER, valid_from=world.NOW
    )


def places(result: Wrapped) -> set[str]:
    return {loss.where for loss in result.losses}


def test_the_wrapper_says_what_the_original_says() -> None:
    credential = wrapped().credential
    assert credential["credentialSubject"] == {
        "type": ["AchievementSubject"],
        "identifier": [
            {
                "type": "IdentityObject",
                "hashed": False,
                "identityHash": world.EMAIL,
                "identityType": "emailAddress",
            }
        ],
        "achievement": {
            "id": world.BADGE,
            "type": ["Achievement"],
            "name": "Reading a food label",
            "description": "Finds and explains what a label says.",
            "criteria": {"id": f"{world.BADGE}/criteria", "narrative": "Pass the test."},
            "creator": {
                "id": world.PROFILE,
                "type": ["Profile"],
                "name": "Northside College",
                "url": world.ORIGIN,
                "phone": "+44 20 7946 0000",
                "email": "badges@college.example.edu",
            },
            "image": {"id": f"{world.ORIGIN}/label.png", "type": "Image"},
            "alignment": [
                {
                    "type": ["Alignment"],
                    "targetName": "Interpret nutritional information",
                    "targetUrl": "https://skills.example.org/1",
                    "targetCode": "S1",
                }
            ],
            "tag": ["food", "health"],
        },
        "narrative": "Explained two labels.",
    }
    assert credential["issuer"] == ISSUER
    assert credential["awardedDate"] == "2026-01-31T08:00:00Z"
    assert credential["validFrom"] == "2026-03-01T12:00:00Z"
    assert credential["validUntil"] == "2030-01-01T00:00:00Z"
    assert credential["evidence"] == [
        {"type": ["Evidence"], "id": f"{world.ORIGIN}/evidence/1", "narrative": "The labels."},
        {"type": ["Evidence"], "id": f"{world.ORIGIN}/evidence/2"},
    ]


def test_the_original_is_held_fast_by_its_hash() -> None:
    document = world.signed_assertion()
    text = world.sign(document)
    examination = examine(document, text=text, loader=world.Site(), now=world.NOW)
    result = wrap(
        examination, original=text.encode(), credential_id=WRAPPER, issuer=ISSUER, valid_from=world.NOW
    )
    digest = b"\x12\x20" + hashlib.sha256(text.encode()).digest()
    assert result.credential["relatedResource"] == [
        {
            "id": world.SIGNED_ID,
            "mediaType": "application/jose",
            "digestMultibase": multibase.encode(digest, base="u"),
        }
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"expires": None, "evidence": None, "narrative": None},
        {"image": {"id": f"{world.ORIGIN}/1.png", "caption": "A label"}},
        {"recipient": {"type": "email", "hashed": True, "identity": f"sha256${'0' * 64}", "salt": "sea"}},
        {"recipient": {"type": "telephone", "hashed": False, "identity": "+44 20 7946 0000"}},
        {"recipient": {"type": "url", "hashed": False, "identity": "https://ada.example"}},
    ],
)
def test_the_wrapper_keeps_the_rules_of_its_own_standard(changes: JsonObject) -> None:
    credential = wrapped(**changes).credential
    # A proof is all that is missing.
    problems = [problem for problem in validation.validate(credential) if "proof" not in problem.code]
    assert [problem for problem in problems if problem.severity is validation.Severity.ERROR] == []
    assert Canonizer(contexts.load).canonize(credential)


def test_what_has_no_place_is_listed() -> None:
    site = world.Site()
    site.documents[world.BADGE] = world.badge_class(
        **{"ext:level": {"value": 4}, "alignment": [{"targetName": "x"}, "https://a.example/1"]}
    )
    result = wrapped(site, **{"ext:note": "x", "image": {"caption": "no address"}})
    assert places(result) == {
        "/verification",
        "/ext:note",
        "/image",
        "/badge/ext:level",
        "/badge/alignment/0",
        "/badge/alignment/1",
        "/badge/issuer/publicKey",
        "/badge/issuer/revocationList",
    }


def test_an_identity_of_an_unknown_kind_is_listed() -> None:
    result = wrapped(recipient={"type": "ext:badge number", "hashed": False, "identity": "7"})
    assert "/recipient/type" in places(result)


def test_an_assertion_whose_parts_could_not_be_read_is_not_wrapped() -> None:
    with pytest.raises(UsageError) as error:
        wrap(
            Examination(findings=()),
            original=b"{}",
            credential_id=WRAPPER,
            issuer=ISSUER,
            valid_from=world.NOW,
        )
    assert error.value.code == "wrap.incomplete"
