from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from cairn.verifier import KnownIssuer
from cairn.verifier.summaries import party_id, party_name, plain_text, summarize

if TYPE_CHECKING:
    from simulators.outside import SimulatedIssuer


def test_summary_of_a_credential(issuer: SimulatedIssuer) -> None:
    summary = summarize(issuer.draft(), entry=None)
    assert summary.name == "Reading a food label"
    assert summary.types == ("VerifiableCredential", "OpenBadgeCredential")
    assert (summary.issuer.id, summary.issuer.name) == (issuer.did, "Northside College")
    assert summary.issuer.register is None
    assert summary.valid_until is not None
    assert summary.achievement is not None


def test_name_of_the_issuer_comes_from_the_register(issuer: SimulatedIssuer) -> None:
    entry = KnownIssuer(id=issuer.did, name="Its true name", register="Register")
    summary = summarize(issuer.draft(), entry=entry)
    assert (summary.issuer.name, summary.issuer.register) == ("Its true name", "Register")


@pytest.mark.parametrize(
    ("party", "expected"),
    [
        ("did:web:a.example", "did:web:a.example"),
        ({"id": "did:web:a.example", "name": "A"}, "did:web:a.example"),
        ({"name": "A"}, ""),
        ([{"x": "did:web:a.example"}], ""),
        ({"id": ["did:web:a.example"]}, ""),
        ({"id": {"@id": "did:web:a.example"}}, ""),
        (None, ""),
        (7, ""),
    ],
)
def test_party_has_an_id_only_as_text(party: Any, expected: str) -> None:
    assert party_id(party) == expected


def test_name_of_a_party_may_have_languages() -> None:
    assert party_name({"name": [{"@value": "Schule", "@language": "de"}]}) == "Schule"
    assert party_name("did:web:a.example") == ""


@pytest.mark.parametrize(
    ("value", "expected"), [("a", "a"), ({"en": "a"}, "a"), ([], ""), ({}, ""), (None, ""), ({"n": 1}, "")]
)
def test_plain_text(value: Any, expected: str) -> None:
    assert plain_text(value) == expected


def test_odd_documents_have_a_summary_of_nothing() -> None:
    summary = summarize({"type": "X", "validUntil": "never", "credentialSubject": [7]}, entry=None)
    assert (summary.id, summary.types, summary.name, summary.valid_until) == ("", ("X",), "", None)
