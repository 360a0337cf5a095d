"""The views of an Open Badge and of its subject."""

from __future__ import annotations

from datetime import UTC, datetime

from cairn.credentials.open_badges import AchievementCredential, AchievementSubject, check_identified
from factories import credentials as samples


def test_every_member_of_a_subject_reads() -> None:
    view = AchievementSubject(source=samples.full_subject())
    assert view.id == samples.SUBJECT_ID
    assert view.achievement.id == samples.ACHIEVEMENT_ID
    assert [row.identity_type for row in view.identifier] == ["emailAddress", "name"]
    assert view.activity_start_date == datetime(2026, 1, 5, 8, tzinfo=UTC)
    assert view.activity_end_date == datetime(2026, 1, 29, 16, tzinfo=UTC)
    assert (view.license_number, view.role, view.term) == ("L-77", "learner", "Spring 2026")
    assert view.narrative == "Explained two labels."
    assert view.source_profile is not None
    assert view.source_profile.family_name == "Smith-Jones"
    assert view.result[-1].status == "Completed"
    assert view.image is not None


def test_every_member_of_a_credential_reads() -> None:
    view = AchievementCredential(source=samples.full_credential())
    assert view.contexts[0] == "https://www.w3.org/ns/credentials/v2"
    assert view.types == ("VerifiableCredential", "AchievementCredential")
    assert view.awarded_date == samples.NOW
    assert view.credential_status[0].types == ("BitstringStatusListEntry",)
    assert view.refresh_service[0].id.endswith("/refresh/1")
    assert view.credential_schema[0].types == ("1EdTechJsonSchemaValidator2019",)
    assert view.related_resource[0].media_type is not None
    assert view.evidence[0].audience == "Assessors"
    assert view.proof == view.terms_of_use == view.endorsement_jwt == ()


def test_an_empty_identifier_identifies_nobody() -> None:
    assert check_identified({"identifier": []})[0].error.code == "credential.subject_unidentified"
    assert check_identified({"id": ""})
    assert not check_identified({"id": "did:example:1"})
