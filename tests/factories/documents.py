"""Documents of the size and kind that issuers really sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject

CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES_3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
ISSUER_ID = "https://credentials.example.edu/organisations/northside"


def achievement() -> JsonObject:
    """Return an Achievement with alignments, a rubric and a numeric result."""
    return {
        "id": "https://credentials.example.edu/achievements/0190d1f2-5c1b-7e3a-9d4f-6f0a3c2b1e5d",
        "type": ["Achievement"],
        "name": "Reading a food label",
        "description": "Finds, compares and explains what the label on packaged food says.",
        "criteria": {"narrative": "Pass the supervised test and explain **two** labels to the assessor."},
        "achievementType": "MicroCredential",
        "creator": {"id": ISSUER_ID, "type": ["Profile"], "name": "Northside College"},
        "creditsAvailable": 1.5,
        "humanCode": "NUT-101",
        "inLanguage": "en",
        "fieldOfStudy": "Nutrition",
        "image": {
            "id": "https://credentials.example.edu/images/label.png",
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
            },
            {
                "id": "urn:uuid:6f8b1e0a-8a4e-4c9c-9d0b-0d2a3c1b5e02",
                "type": ["ResultDescription"],
                "name": "Explanation",
                "resultType": "RubricCriterionLevel",
                "rubricCriterionLevel": [
                    {"id": "urn:uuid:1d1", "type": ["RubricCriterionLevel"], "name": "Clear", "points": "2"},
                    {"id": "urn:uuid:1d2", "type": ["RubricCriterionLevel"], "name": "Partly", "points": "1"},
                ],
            },
        ],
        "tag": ["food", "labels"],
    }


def realistic_credential(*, number: int = 1, name: str = "Zoë Ångström") -> JsonObject:
    """Return an unsigned AchievementCredential for holder ``number``: 4 kB and some 80 quads."""
    return {
        "@context": [CREDENTIALS_V2, OPEN_BADGES_3],
        "id": f"https://credentials.example.edu/credentials/0190d1f2-5c1b-8e3a-9d4f-{number:012x}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Reading a food label",
        "issuer": {
            "id": ISSUER_ID,
            "type": ["Profile"],
            "name": "Northside College",
            "url": "https://northside.example.edu",
            "email": "badges@northside.example.edu",
        },
        "validFrom": "2026-01-30T09:00:00Z",
        "validUntil": "2031-01-30T09:00:00Z",
        "credentialSubject": {
            "id": f"did:example:{number}",
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "identityHash": f"sha256${number:064x}",
                    "identityType": "emailAddress",
                    "hashed": True,
                    "salt": f"salt{number}",
                },
                {"type": "IdentityObject", "identityHash": name, "identityType": "name", "hashed": False},
            ],
            "achievement": achievement(),
            "narrative": f"Explained two labels. Holder {number}.",
            "result": [
                {
                    "type": ["Result"],
                    "resultDescription": "urn:uuid:6f8b1e0a-8a4e-4c9c-9d0b-0d2a3c1b5e01",
                    "value": str(60 + number % 40),
                },
                {
                    "type": ["Result"],
                    "resultDescription": "urn:uuid:6f8b1e0a-8a4e-4c9c-9d0b-0d2a3c1b5e02",
                    "achievedLevel": "urn:uuid:1d1",
                },
            ],
        },
        "evidence": [
            {
                "id": f"https://evidence.example.edu/{number}",
                "type": ["Evidence"],
                "name": "Recording",
                "narrative": "Five minutes, two labels.",
            }
        ],
        "credentialStatus": {
            "id": f"https://credentials.example.edu/status/northside/revocation/1#{number}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(number),
            "statusListCredential": "https://credentials.example.edu/status/northside/revocation/1",
        },
    }
