"""Signatures that are right around what their signer must not be believed: nothing more is said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from cairn.holder import build_presentation
from cairn.keys import format_jwk
from cairn.proofs import jws
from cairn.proofs.vc_jwt import JwtProfile, sign_vp_jwt
from cairn.verifier import CheckCode, Verdict, Verifier
from factories import keys
from hostile.specimens import ASKED
from simulators.outside import (
    NOW,
    SimulatedIssuer,
    SimulatedWeb,
    failures,
    holder_did,
    holder_method,
    holder_signer,
    outcomes,
    reasons,
    to_bytes,
    verifier_for,
)

if TYPE_CHECKING:
    from cairn.verifier import Report


@pytest.fixture
def web() -> SimulatedWeb:
    return SimulatedWeb()


@pytest.fixture
def issuer(web: SimulatedWeb) -> SimulatedIssuer:
    return SimulatedIssuer(web)


@pytest.fixture
def verifier(web: SimulatedWeb, issuer: SimulatedIssuer) -> Verifier:
    return verifier_for(web, issuer)


def inspect(verifier: Verifier, document: Any) -> Report:
    return verifier.inspect(to_bytes(document), now=NOW)


@pytest.mark.parametrize("name", ["accreditedBy", "nonsense"])
def test_undefined_term_under_a_signature_over_text_is_told(
    verifier: Verifier, issuer: SimulatedIssuer, name: str
) -> None:
    """JCS and JWT sign the text: a term that nobody defines is signed, and still means nothing."""
    extra = {name: "By the ministry"}
    for data in (
        to_bytes(issuer.issue(cryptosuite="eddsa-jcs-2022", **extra)),
        issuer.issue_jwt(JwtProfile.JOSE, **extra).encode(),
        issuer.issue_jwt(JwtProfile.OPEN_BADGES, **extra).encode(),
    ):
        report = inspect(verifier, data)
        check = report.check(CheckCode.CONTEXTS)
        assert check is not None
        assert (check.outcome.value, check.reason) == ("warning", "contexts.undefined_term")
        assert check.where == f"/{name}"
        assert report.verdict is Verdict.VALID


def test_undefined_term_in_a_presentation_is_told(verifier: Verifier, issuer: SimulatedIssuer) -> None:
    unsigned: Any = build_presentation([to_bytes(issuer.issue()).decode()], holder_id=holder_did())
    unsigned["nonsense"] = "x"
    token = sign_vp_jwt(
        unsigned, signer=holder_signer(), kid=holder_method(), nonce=ASKED.value, audience=ASKED.domain
    )
    for document in (unsigned, token):
        assert "contexts.undefined_term" in reasons(inspect(verifier, document))


def test_terms_are_said_to_be_defined_only_where_that_was_asked(
    verifier: Verifier, issuer: SimulatedIssuer
) -> None:
    broken = {**issuer.issue(), "nonsense": "x"}
    check = inspect(verifier, broken).check(CheckCode.CONTEXTS)
    assert check is not None
    assert check.message == "Its contexts are known here, and in the right order."


def test_unbound_key_borrows_no_trusted_name(
    verifier: Verifier, issuer: SimulatedIssuer, web: SimulatedWeb
) -> None:
    """The issuer does not answer, and the key stands in the very address that the attacker wrote."""
    attacker = keys.signer("attacker")
    forged = issuer.sign(
        issuer.draft(), signer=attacker, verification_method=issuer.method_of(attacker.public_key)
    )
    web.down.add(issuer.did_url)
    for where in ("silent", "answering"):
        report = inspect(verifier, forged)
        told = outcomes(report)
        assert told["proof"] == "passed", where
        assert told["issuer_known"] == "not_checked"
        assert report.credential is None
        assert not any(
            "Northside" in check.message or "register knows" in check.message for check in report.checks
        )
        assert report.verdict is not Verdict.VALID
        web.down.clear()


def test_key_in_the_header_beside_a_method_of_a_kind_not_read_here_is_refused(
    verifier: Verifier, issuer: SimulatedIssuer, web: SimulatedWeb
) -> None:
    attacker = keys.signer("attacker")
    method = f"{issuer.did}#future"
    web.publish(
        issuer.did_url,
        {
            "id": issuer.did,
            "assertionMethod": [{"id": method, "type": "FutureKey", "controller": issuer.did, "key": "x"}],
        },
    )
    token = jws.sign_jws(
        to_bytes(issuer.draft()),
        signer=attacker,
        header={"typ": "vc+jwt", "kid": method, "jwk": format_jwk(attacker.public_key)},
    )
    report = inspect(verifier, token)
    assert failures(report) == ["binding.other_key"]
    assert report.credential is None


def test_proof_inside_a_token_is_refused(verifier: Verifier, issuer: SimulatedIssuer) -> None:
    payload = to_bytes({**issuer.draft(), "proof": {"type": "DataIntegrityProof", "proofValue": "junk"}})
    token = jws.sign_jws(payload, signer=issuer.signer, header={"typ": "vc+jwt", "kid": issuer.method})
    assert failures(inspect(verifier, token)) == ["vc_jwt.second_proof"]
