"""Credentials, built."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from cairn.canonical.canonizer import Canonizer
from cairn.credentials import builders, contexts
from cairn.credentials.open_badges import AchievementCredential
from cairn.credentials.validation import validate
from cairn.errors import DocumentError
from factories import credentials as samples

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject

ENVELOPE = builders.Envelope(
    identifier="urn:uuid:1", issuer=samples.ISSUER_ID, valid_from=samples.NOW, name="A name"
)


def small_subject() -> JsonObject:
    """Return a subject with the least there can be."""
    achievement = builders.build_achievement(
        identifier="urn:uuid:2",
        name="A",
        description="-",
        criteria=builders.build_criteria(narrative="-"),
    )
    return builders.build_achievement_subject(achievement=achievement, identifier="did:example:1")


def test_a_full_credential_has_no_problem_and_reads_back() -> None:
    built = samples.full_credential()
    assert validate(built) == ()
    view = AchievementCredential(source=built)
    assert view.issuer.name == "Northside College"
    assert view.credential_subject.credits_earned == 1.5
    assert view.evidence[0].genre == "Video"
    assert view.endorsement[0].credential_subject.endorsement_comment == "We would hire who has it."
    assert view.period.valid_from == samples.NOW


@pytest.mark.parametrize("document", [samples.full_credential(), samples.endorsement()])
def test_every_term_is_defined_by_the_contexts_so_that_all_of_it_is_signed(document: JsonObject) -> None:
    assert Canonizer(contexts.load).canonize(document)


def test_the_contexts_are_those_of_the_standard_in_their_order() -> None:
    built = builders.build_achievement_credential(envelope=ENVELOPE, subject=small_subject())
    assert built["@context"] == [contexts.CREDENTIALS_V2, contexts.OPEN_BADGES_V3]


def test_the_context_of_the_extensions_is_there_when_a_term_of_theirs_is_used() -> None:
    envelope = replace(
        ENVELOPE, credential_schema=[builders.build_credential_schema(url="https://example.org/schema.json")]
    )
    built = builders.build_achievement_credential(envelope=envelope, subject=small_subject())
    assert built["@context"][2:] == [contexts.OPEN_BADGES_EXTENSIONS]  # type: ignore[index]


def test_the_terms_that_only_one_of_two_contexts_defines_are_never_written() -> None:
    text = json.dumps([samples.full_credential(), samples.record()])
    assert "endorsementJwt" not in text
    assert '"jti"' not in text


def test_a_credential_about_nobody_is_refused() -> None:
    achievement = small_subject()["achievement"]
    with pytest.raises(DocumentError) as caught:
        builders.build_achievement_subject(achievement=achievement)  # type: ignore[arg-type]
    assert caught.value.code == "credential.subject_unidentified"


def test_a_result_of_another_achievement_is_refused() -> None:
    subject = small_subject()
    with pytest.raises(DocumentError) as caught:
        builders.build_achievement_subject(
            achievement=subject["achievement"],  # type: ignore[arg-type]
            identifier="did:example:1",
            result=[builders.build_result(result_description="urn:uuid:elsewhere", value="1")],
        )
    assert caught.value.code == "credential.result_unknown"


def test_a_validity_that_ends_before_it_begins_is_refused() -> None:
    envelope = replace(ENVELOPE, valid_until=samples.NOW - timedelta(seconds=1))
    with pytest.raises(DocumentError) as caught:
        builders.build_achievement_credential(envelope=envelope, subject=small_subject())
    assert (caught.value.code, caught.value.where) == ("credential.period_reversed", "/validUntil")


def test_an_endorsement_needs_a_name() -> None:
    assert validate(samples.endorsement()) == ()
    with pytest.raises(DocumentError) as caught:
        builders.build_endorsement_credential(envelope=replace(ENVELOPE, name=None), endorsed="urn:uuid:1")
    assert caught.value.code == "credential.member_missing"
