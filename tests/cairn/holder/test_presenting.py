from __future__ import annotations

from typing import Any

import pytest

from cairn.errors import DocumentError, UsageError
from cairn.holder import build_presentation, present
from cairn.proofs.proof import read_proofs
from cairn.proofs.vc_jwt import JwtProfile, parse_enveloped
from cairn.verifier import Challenge, Verdict
from simulators.outside import (
    INTEGRITY,
    NOW,
    SimulatedIssuer,
    SimulatedWeb,
    holder_did,
    holder_method,
    holder_signer,
    to_bytes,
    verifier_for,
)

ISSUER = SimulatedIssuer(SimulatedWeb())
CREDENTIAL = ISSUER.issue(number=1)
TEXT = to_bytes(CREDENTIAL).decode()
OPTIONS: Any = {
    "holder_id": holder_did(),
    "challenge": "abc",
    "domain": "https://employer.example",
    "signer": holder_signer(),
    "verification_method": holder_method(),
    "cryptosuite": "eddsa-rdfc-2022",
    "created": NOW,
    "integrity": INTEGRITY,
}


def test_credentials_stand_in_it_as_they_were_received() -> None:
    document = build_presentation([TEXT], holder_id=holder_did())
    assert document == {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "holder": holder_did(),
        "verifiableCredential": [CREDENTIAL],
    }


def test_jwt_stands_in_an_envelope() -> None:
    text = ISSUER.issue_jwt(JwtProfile.JOSE, number=1)
    (member,) = build_presentation([text + "\n"], holder_id=holder_did())["verifiableCredential"]  # type: ignore[misc]
    assert isinstance(member, dict)
    assert parse_enveloped(member) == text


def test_presentation_answers_challenge_and_domain_and_is_valid() -> None:
    document = present([TEXT, ISSUER.issue_jwt(JwtProfile.OPEN_BADGES, number=2)], **OPTIONS)
    (proof,) = read_proofs(document)
    assert (proof.purpose, proof.challenge, proof.domains) == (
        "authentication",
        "abc",
        ("https://employer.example",),
    )
    asked = Challenge(value="abc", domain="https://employer.example")
    report = verifier_for(ISSUER.web).inspect(to_bytes(document), now=NOW, challenge=asked)
    assert report.verdict is Verdict.VALID


@pytest.mark.parametrize(
    ("credentials", "code"), [([], "present.nothing"), ([TEXT] * 257, "present.too_many")]
)
def test_none_and_too_many_are_refused(credentials: list[str], code: str) -> None:
    with pytest.raises(UsageError) as caught:
        build_presentation(credentials, holder_id=holder_did())
    assert caught.value.code == code


@pytest.mark.parametrize("name", ["challenge", "domain"])
def test_presentation_for_anybody_is_refused(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        present([TEXT], **{**OPTIONS, name: ""})
    assert caught.value.code == "present.challenge"


@pytest.mark.parametrize("text", ['{"a":1,"a":2}', "hello", "a.b.c"])
def test_credential_that_cannot_be_read_is_named(text: str) -> None:
    with pytest.raises(DocumentError) as caught:
        build_presentation([TEXT, text], holder_id=holder_did())
    assert caught.value.where.startswith("credential 2")
