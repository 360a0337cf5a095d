from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from cairn.credentials.identity import IdentityObject, matches_identity
from cairn.credentials.validation import check, validate
from cairn.errors import DocumentError
from cairn.issuer import LearnerRow, RowIdentity, RowResult, compose, read_design
from cairn.status import format_entry
from factories.documents import achievement
from factories.keys import counting_rng
from factories.learners import ISSUER, issuer

if TYPE_CHECKING:
    from pathlib import Path

    from cairn.canonical.strict_json import JsonObject

IDENTITY = RowIdentity(
    credential_id="https://credentials.example.edu/credentials/0",
    email_salt="5a17",
    identifier_salt="a1b2",
    valid_from="2026-01-01T00:00:00Z",
)
STATUS = format_entry(
    list_url="https://credentials.example.edu/status/northside/revocation/1", index=7, purpose="revocation"
)
FULL = LearnerRow(
    name="Zoë",
    email="Zoe@Example.edu",
    id="did:example:1",
    identifier="4711",
    identifier_type="ext:studentId",
    valid_from="2026-01-31T00:00:00Z",
    valid_until="2031-01-31T23:59:59Z",
    evidence_url="https://a.edu/1",
    evidence_name="Portfolio",
    evidence_narrative="Two pieces",
    narrative="Alone",
    credits_earned=1.5,
    term="Spring",
    activity_start="2025-10-01T00:00:00Z",
    activity_end="2026-01-30T23:59:59Z",
    license_number="L-1",
    role="Student",
    results=(
        RowResult(result_description="urn:uuid:6f8b1e0a-8a4e-4c9c-9d0b-0d2a3c1b5e01", value="87"),
        RowResult(
            result_description="urn:uuid:6f8b1e0a-8a4e-4c9c-9d0b-0d2a3c1b5e02", achieved_level="urn:uuid:1d1"
        ),
    ),
)


def composed(row: LearnerRow, *, status: JsonObject | None = None) -> dict[str, Any]:
    return compose(row, design=read_design(achievement(), issuer=ISSUER), identity=IDENTITY, status=status)


@pytest.mark.parametrize("row", [FULL, LearnerRow(email="a@a.edu"), LearnerRow(id="did:example:1")])
def test_what_is_composed_is_a_credential_of_open_badges(row: LearnerRow) -> None:
    document = composed(row, status=STATUS)
    check(document, expected="AchievementCredential")
    assert validate(document) == ()


def test_every_member_of_a_row_has_its_place() -> None:
    document = composed(FULL, status=STATUS)
    subject = document["credentialSubject"]
    assert document["validFrom"] == FULL.valid_from
    assert document["validUntil"] == FULL.valid_until
    assert document["evidence"] == [
        {
            "id": "https://a.edu/1",
            "type": ["Evidence"],
            "name": "Portfolio",
            "narrative": "Two pieces",
        }
    ]
    assert document["credentialStatus"] == STATUS
    assert {key: subject[key] for key in ("id", "narrative", "term", "role", "licenseNumber")} == {
        "id": "did:example:1",
        "narrative": "Alone",
        "term": "Spring",
        "role": "Student",
        "licenseNumber": "L-1",
    }
    assert subject["creditsEarned"] == 1.5
    assert (subject["activityStartDate"], subject["activityEndDate"]) == (
        FULL.activity_start,
        FULL.activity_end,
    )
    assert [result.get("value") or result.get("achievedLevel") for result in subject["result"]] == [
        "87",
        "urn:uuid:1d1",
    ]


def test_what_a_row_does_not_say_is_left_out() -> None:
    document = composed(LearnerRow(email="a@a.edu"))
    assert document.keys() == {"@context", "id", "type", "name", "issuer", "validFrom", "credentialSubject"}
    assert document["credentialSubject"].keys() == {"type", "identifier", "achievement"}
    assert document["validFrom"] == IDENTITY.valid_from


def test_an_address_is_hashed_and_found_again_in_any_case() -> None:
    identity = composed(FULL)["credentialSubject"]["identifier"][0]
    assert identity["hashed"] is True
    assert "zoe" not in str(identity).lower()
    view = IdentityObject(source=identity)
    assert matches_identity(view, "Zoe@Example.edu")
    assert matches_identity(view, "zoe@example.edu")
    assert not matches_identity(view, "zoe@example.org")


def test_an_identifier_is_hashed_with_a_salt_of_its_own() -> None:
    email, number, name = composed(FULL)["credentialSubject"]["identifier"]
    assert (number["identityType"], number["salt"]) == ("ext:studentId", "a1b2")
    assert number["salt"] != email["salt"]
    assert matches_identity(IdentityObject(source=number), "4711")
    assert name == {
        "type": "IdentityObject",
        "identityHash": "Zoë",
        "identityType": "name",
        "hashed": False,
    }


def test_whole_credits_are_a_whole_number() -> None:
    subject = composed(LearnerRow(email="a@a.edu", credits_earned=3.0))["credentialSubject"]
    assert repr(subject["creditsEarned"]) == "3"


def test_no_credits_are_not_the_same_as_none_given() -> None:
    assert (
        composed(LearnerRow(email="a@a.edu", credits_earned=0.0))["credentialSubject"]["creditsEarned"] == 0
    )


def test_the_context_of_a_published_achievement_is_left_out() -> None:
    about = {"@context": ["https://www.w3.org/ns/credentials/v2"], **achievement()}
    design = read_design(about, issuer=ISSUER)
    assert "@context" not in design.achievement


@pytest.mark.parametrize("context", [{"name": "https://evil.example/name"}, "https://evil.example/context"])
def test_an_achievement_that_brings_its_own_meaning_is_refused(context: object) -> None:
    with pytest.raises(DocumentError) as caught:
        read_design({"@context": context, **achievement()}, issuer=ISSUER)  # type: ignore[dict-item]
    assert caught.value.code == "achievement.own_context"


def test_an_achievement_without_criteria_is_refused() -> None:
    about = achievement()
    del about["criteria"]
    with pytest.raises(DocumentError) as caught:
        read_design(about, issuer=ISSUER)
    assert caught.value.code.startswith("credential.")


@pytest.mark.parametrize("row", [FULL, LearnerRow(email="a@a.edu"), LearnerRow(id="did:example:1")])
def test_what_is_issued_fits_the_official_schema(row: LearnerRow, shared_data: Path) -> None:
    schema = json.loads((shared_data / "open-badges-3/schema/achievementcredential.json").read_bytes())
    document = issuer().issue(
        row,
        achievement=achievement(),
        credential_id=IDENTITY.credential_id,
        now=datetime(2026, 1, 1, tzinfo=UTC),
        rng=counting_rng(),
        status=STATUS,
    )
    assert list(jsonschema.validators.validator_for(schema)(schema).iter_errors(document)) == []
