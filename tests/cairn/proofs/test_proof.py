"""The view of a proof, and what is refused before any cryptography."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from cairn.errors import DocumentError
from cairn.proofs.proof import parse_proof, read_proofs

PROOF: dict[str, Any] = {
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-rdfc-2022",
    "verificationMethod": "did:key:z6Mk#z6Mk",
    "proofPurpose": "assertionMethod",
    "proofValue": "z123",
    "created": "2026-01-31T13:00:00+01:00",
    "domain": ["a.example", "b.example"],
    "previousProof": "urn:uuid:1",
}


def test_view_reads_what_is_there() -> None:
    proof = parse_proof(PROOF)
    assert proof.suite == "eddsa-rdfc-2022"
    assert proof.created == datetime(2026, 1, 31, 12, tzinfo=UTC)
    assert proof.domains == ("a.example", "b.example")
    assert proof.previous == ("urn:uuid:1",)
    assert proof.source is PROOF


def test_older_types_name_their_own_suite() -> None:
    source = {key: member for key, member in PROOF.items() if key != "cryptosuite"}
    assert parse_proof({**source, "type": "Ed25519Signature2020"}).suite == "Ed25519Signature2020"


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"type": None}, "/proof/type"),
        ({"cryptosuite": 5}, "/proof/cryptosuite"),
        ({"type": "Ed25519Signature2020"}, "/proof/cryptosuite"),
        ({"verificationMethod": {"id": "x"}}, "/proof/verificationMethod"),
        ({"proofPurpose": ""}, "/proof/proofPurpose"),
        ({"proofValue": ["z1"]}, "/proof/proofValue"),
        ({"created": "2026-01-31T13:00:00"}, "/proof/created"),
        ({"created": 5}, "/proof/created"),
        ({"domain": []}, "/proof/domain"),
        ({"previousProof": [5]}, "/proof/previousProof"),
        ({"challenge": True}, "/proof/challenge"),
    ],
)
def test_malformed_member_is_refused_with_its_pointer(change: dict[str, Any], where: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_proof({**PROOF, **change})
    assert caught.value.where == where


@pytest.mark.parametrize("proof", [None, [], "z1", [PROOF, "z1"]])
def test_proofs_of_a_wrong_form_are_refused(proof: Any) -> None:
    with pytest.raises(DocumentError) as caught:
        read_proofs({"proof": proof})
    assert caught.value.code == "proof.malformed"


def test_document_without_proof_has_none() -> None:
    assert read_proofs({}) == ()
