"""The envelope: versions 2.0 and 1.1 of the data model, presentations, and what is enveloped."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from cairn.credentials.envelope import RelatedResource, VerifiableCredential
from cairn.credentials.validation import validate

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject

V1, V2 = "https://www.w3.org/2018/credentials/v1", "https://www.w3.org/ns/credentials/v2"
VC: JsonObject = {
    "@context": [V2],
    "type": ["VerifiableCredential"],
    "issuer": "did:example:1",
    "credentialSubject": {"id": "did:example:2"},
}
LEGACY: JsonObject = {**VC, "@context": [V1], "issuanceDate": "2020-01-01T00:00:00Z"}


def problems(document: JsonObject) -> list[tuple[str, str]]:
    """Return the codes and places of the problems."""
    return [(problem.code, problem.where) for problem in validate(document)]


def test_the_least_credential_has_no_problem() -> None:
    assert problems(VC) == []


@pytest.mark.parametrize(
    ("edit", "found"),
    [
        ({"@context": V2}, ("credential.wrong_type", "/@context")),
        ({"@context": []}, ("credential.context_wrong", "/@context/0")),
        ({"@context": ["https://other.example", V2]}, ("credential.context_wrong", "/@context/0")),
        ({"@context": [V2, 1]}, ("credential.wrong_type", "/@context/1")),
        ({"type": ["Other"]}, ("credential.type_missing", "/type")),
        ({"issuer": {"name": "x"}}, ("credential.member_missing", "/issuer")),
        ({"issuer": "x"}, ("credential.not_absolute_uri", "/issuer")),
        ({"credentialSubject": {}}, ("credential.subject_empty", "/credentialSubject")),
        ({"credentialSubject": []}, ("credential.array_empty", "/credentialSubject")),
        ({"credentialSubject": "did:example:2"}, ("credential.wrong_type", "/credentialSubject")),
        ({"validFrom": "2026-01-01"}, ("timestamp.malformed", "/validFrom")),
        ({"credentialStatus": {"id": "urn:x:1"}}, ("credential.member_missing", "/credentialStatus")),
        ({"credentialStatus": {"type": []}}, ("credential.wrong_type", "/credentialStatus/type")),
        ({"name": {"@value": "x", "a": 1}}, ("credential.wrong_type", "/name")),
        ({"id": "x"}, ("credential.not_absolute_uri", "/id")),
        ({"evidence": [{}]}, ("credential.member_missing", "/evidence/0")),
        ({"termsOfUse": {}}, ("credential.member_missing", "/termsOfUse")),
    ],
)
def test_what_the_data_model_must_not_have_is_found(edit: Any, found: tuple[str, str]) -> None:
    assert problems({**VC, **edit}) == [found]


def test_a_subject_may_be_one_of_several() -> None:
    assert problems({**VC, "credentialSubject": [{"id": "urn:x:1"}, {"a": 1}]}) == []


def test_version_1_1_is_read_with_a_warning() -> None:
    assert problems(LEGACY) == [("credential.data_model_1_1", "/@context/0")]
    period = VerifiableCredential(source={**LEGACY, "expirationDate": "2021-01-01T00:00:00Z"}).period
    assert period.valid_from == datetime(2020, 1, 1, tzinfo=UTC)
    assert period.valid_until == datetime(2021, 1, 1, tzinfo=UTC)


def test_version_1_1_needs_its_issuance_date() -> None:
    assert ("credential.member_missing", "") in problems({**VC, "@context": [V1]})


def test_a_period_of_version_1_1_is_judged_by_its_own_members() -> None:
    reversed_period: JsonObject = {**LEGACY, "expirationDate": "2019-01-01T00:00:00Z"}
    assert ("credential.period_reversed", "/expirationDate") in problems(reversed_period)


def test_without_bounds_a_credential_is_always_valid() -> None:
    period = VerifiableCredential(source=VC).period
    assert (period.valid_from, period.valid_until) == (None, None)


def test_an_issuer_by_its_identifier_alone_reads_as_an_issuer() -> None:
    assert VerifiableCredential(source=VC).issuer.id == "did:example:1"


def test_a_resource_related_twice_is_found() -> None:
    related: Any = [{"id": "urn:x:1", "digestSRI": "sha384-AA=="}] * 2
    assert problems({**VC, "relatedResource": related}) == [
        ("credential.resource_twice", "/relatedResource/1/id")
    ]
    assert RelatedResource(source=related[0]).digest_sri == "sha384-AA=="


@pytest.mark.parametrize("name", ["EnvelopedVerifiableCredential", "EnvelopedVerifiablePresentation"])
def test_what_is_enveloped_is_a_data_url_with_a_media_type(name: str) -> None:
    enveloped: JsonObject = {"@context": [V2], "type": name, "id": "data:application/vc+jwt,e30.e30.e30"}
    assert problems({**enveloped, "type": [name]}) == []
    for forged in ("https://example.org/vc.jwt", "data:,e30", "DATA", "javascript:data:application/vc+jwt,"):
        assert ("credential.not_enveloped", "/id") in problems({**enveloped, "type": [name], "id": forged})


def test_a_presentation_of_strings_is_refused() -> None:
    presentation: JsonObject = {
        "@context": [V2],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": ["e30.e30.e30"],
    }
    assert problems(presentation) == [("credential.wrong_type", "/verifiableCredential/0")]
