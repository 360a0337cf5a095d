"""The credentials that are measured: one realistic AchievementCredential, in many copies and many shapes.

It has 74 quads, 6 blank nodes and 10 kB of canonical N-Quads, which ``tests/benchmarks/test_documents.py``
holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.canonical import strict_json

if TYPE_CHECKING:
    from random import Random

    from cairn.canonical.strict_json import JsonObject, JsonValue
    from cairn.canonical.templates import Path

ORIGIN: Final = "https://badges.example"

OPEN: Final[tuple[Path, ...]] = (
    ("id",),
    ("credentialSubject", "id"),
    ("credentialSubject", "identifier", 0, "identityHash"),
    ("credentialSubject", "identifier", 0, "salt"),
    ("credentialSubject", "identifier", 1, "identityHash"),
    ("credentialSubject", "result", 0, "value"),
    ("credentialSubject", "narrative"),
    ("evidence", 0, "id"),
    ("evidence", 0, "narrative"),
    ("credentialStatus", "id"),
    ("credentialStatus", "statusListIndex"),
)
"""Where the credentials of a batch differ: eleven places that a row of the table of learners fills."""


def row(number: int) -> tuple[str, ...]:
    """Return what stands at ``OPEN`` in the credential of one holder."""
    return (
        f"{ORIGIN}/credentials/0190d1f2-5c1b-8e3a-9d4f-{number:012x}",
        f"did:example:holder-{number}",
        f"sha256${number:064x}",
        f"salt-{number:08x}",
        f"Zoë Ångström {number}",
        str(60 + number % 40),
        f"Read two labels aloud, holder {number}.",
        f"https://evidence.example.edu/recordings/{number}",
        f"Five minutes, two labels, holder {number}.",
        f"{ORIGIN}/status/northside/revocation/1#{number}",
        str(number),
    )


def credential(number: int, *, issuer: str) -> JsonObject:
    """Return the unsigned credential of one holder, issued by ``issuer``."""
    name, subject, identity, salt, person, value, narrative, evidence, remark, status, index = row(number)
    return {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": name,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Reading a food label",
        "description": "One of nine stones.",
        "issuer": {
            "id": issuer,
            "type": ["Profile"],
            "name": "Northside College",
            "url": "https://northside.example.edu",
            "email": "badges@northside.example.edu",
            "phone": "+1-555-0100",
        },
        "validFrom": "2026-01-30T09:00:00Z",
        "validUntil": "2031-01-30T09:00:00Z",
        "credentialSubject": {
            "id": subject,
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "identityHash": identity,
                    "identityType": "emailAddress",
                    "hashed": True,
                    "salt": salt,
                },
                {"type": "IdentityObject", "identityHash": person, "identityType": "name", "hashed": False},
            ],
            "achievement": _achievement(),
            "narrative": narrative,
            "result": [
                {
                    "type": ["Result"],
                    "resultDescription": "urn:uuid:6f8b1e0a-8a4e-4c9c-9d0b-0d2a3c1b5e01",
                    "value": value,
                }
            ],
        },
        "evidence": [
            {"id": evidence, "type": ["Evidence"], "name": "Recording", "genre": "Video", "narrative": remark}
        ],
        "credentialStatus": {
            "id": status,
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": index,
            "statusListCredential": f"{ORIGIN}/status/northside/revocation/1",
        },
    }


def _achievement() -> JsonObject:
    return {
        "id": f"{ORIGIN}/achievements/0190d1f2-5c1b-7e3a-9d4f-6f0a3c2b1e5d",
        "type": ["Achievement"],
        "name": "Reading a food label",
        "description": "Finds, compares and explains what the label on packaged food says.",
        "criteria": {"narrative": "Pass the supervised test and explain **two** labels to the assessor."},
        "achievementType": "MicroCredential",
        "creditsAvailable": 1.5,
        "humanCode": "NUT-101",
        "version": "2",
        "inLanguage": "en",
        "fieldOfStudy": "Nutrition",
        "image": {
            "id": f"{ORIGIN}/images/label.png",
            "type": "Image",
            "caption": "A magnifying glass over a label",
        },
        "alignment": [
            {
                "type": ["Alignment"],
                "targetName": "Interpret nutritional information",
                "targetUrl": "http://data.europa.eu/esco/skill/0b0a3b4e",
                "targetFramework": "ESCO",
                "targetType": "ext:ESCOSkill",
            },
            {
                "type": ["Alignment"],
                "targetName": "EQF level 4",
                "targetUrl": "http://data.europa.eu/snb/eqf/4",
                "targetType": "ext:EQFLevel",
            },
        ],
        "resultDescription": [
            {
                "id": "urn:uuid:6f8b1e0a-8a4e-4c9c-9d0b-0d2a3c1b5e01",
                "type": ["ResultDescription"],
                "name": "Test",
                "resultType": "Percent",
                "valueMin": "0",
                "valueMax": "100",
            }
        ],
        "tag": ["food", "labels"],
    }


def reshaped(document: JsonObject, rng: Random) -> JsonObject:
    """Return the same document with the members of every object in another order: a shape never met."""

    def shuffle(value: JsonValue) -> JsonValue:
        if isinstance(value, dict):
            members = list(value.items())
            rng.shuffle(members)
            return {key: shuffle(member) for key, member in members}
        if isinstance(value, list):
            return [shuffle(member) for member in value]
        return value

    return strict_json.parse_object(strict_json.format(shuffle(document)))
