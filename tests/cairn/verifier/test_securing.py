from __future__ import annotations

import copy
import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from cairn.keys import Algorithm, did_key_method_id, format_key_history
from cairn.proofs.vc_jwt import JwtProfile
from cairn.verifier.presented import read_presented
from cairn.verifier.securing import MAX_PROOFS, Securing, SecuringChecker
from factories import keys
from simulators.outside import INTEGRITY, ISSUED, NOW, SimulatedIssuer, SimulatedWeb, to_bytes

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject

ATTACKER = keys.signer("attacker")
ATTACKER_METHOD = did_key_method_id(ATTACKER.public_key)


def check(
    issuer: SimulatedIssuer, document: JsonObject | str, *, purpose: str = "assertionMethod"
) -> Securing:
    checker = SecuringChecker(INTEGRITY, loader=issuer.web, now=NOW)
    return checker.check(read_presented(to_bytes(document)), signer_id=issuer.did, purpose=purpose)


def told(securing: Securing) -> list[tuple[str, str, str]]:
    return [(check.code.value, check.outcome.value, check.reason) for check in securing.checks]


PASSED = [("proof", "passed", ""), ("key_binding", "passed", ""), ("key_time", "passed", "")]


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_right_signature_by_the_issuers_key(issuer: SimulatedIssuer, suite: str) -> None:
    securing = check(issuer, issuer.issue(cryptosuite=suite))
    assert told(securing) == PASSED
    assert (securing.name, securing.broken, securing.proven) == (suite, False, True)
    assert len(securing.own) == 1


@pytest.mark.parametrize("algorithm", [Algorithm.P256, Algorithm.P384])
@pytest.mark.parametrize("suite", ["ecdsa-rdfc-2019", "ecdsa-jcs-2019"])
def test_right_signature_by_an_ecdsa_key(web: SimulatedWeb, suite: str, algorithm: Algorithm) -> None:
    issuer = SimulatedIssuer(web, slug="ecdsa", signer=keys.signer("ecdsa", algorithm))
    assert told(check(issuer, issuer.issue(cryptosuite=suite))) == PASSED


@pytest.mark.parametrize("profile", JwtProfile)
def test_right_jwt_by_the_issuers_key(issuer: SimulatedIssuer, profile: JwtProfile) -> None:
    securing = check(issuer, issuer.issue_jwt(profile))
    assert told(securing) == PASSED
    assert securing.name == profile.value


def test_jwt_with_the_key_in_its_header_is_bound_by_what_the_issuer_publishes(
    issuer: SimulatedIssuer,
) -> None:
    assert told(check(issuer, issuer.issue_jwt(JwtProfile.OPEN_BADGES, kid=None))) == PASSED


def test_jwt_by_a_key_in_its_header_alone_is_not_bound(issuer: SimulatedIssuer) -> None:
    forger = SimulatedIssuer(SimulatedWeb(), signer=ATTACKER)
    securing = check(issuer, forger.issue_jwt(JwtProfile.OPEN_BADGES, kid=None))
    assert told(securing)[:2] == [("proof", "passed", ""), ("key_binding", "failed", "key.not_found")]
    assert not securing.proven


def test_altered_document_is_broken(issuer: SimulatedIssuer) -> None:
    securing = check(issuer, {**issuer.issue(), "name": "Another"})
    assert told(securing) == [("proof", "failed", "signature.invalid")]
    assert securing.broken


def test_altered_proof_options_are_broken(issuer: SimulatedIssuer) -> None:
    document: Any = issuer.issue()
    document["proof"][0]["created"] = "2026-01-30T09:00:01Z"
    assert told(check(issuer, document)) == [("proof", "failed", "signature.invalid")]


def test_signature_of_another_document_is_broken(issuer: SimulatedIssuer) -> None:
    document = {**issuer.issue(number=1), "proof": issuer.issue(number=2)["proof"]}
    assert told(check(issuer, document)) == [("proof", "failed", "signature.invalid")]


def test_document_without_a_proof_is_broken(issuer: SimulatedIssuer) -> None:
    assert told(check(issuer, issuer.draft())) == [("proof", "failed", "proof.missing")]


def test_proof_for_another_purpose_is_broken(issuer: SimulatedIssuer) -> None:
    document = issuer.sign(issuer.draft(), purpose="authentication")
    (failed,) = check(issuer, document).checks
    assert (failed.reason, failed.where) == ("proof.purpose", "/proof/0/proofPurpose")


def test_expired_proof_is_broken(issuer: SimulatedIssuer) -> None:
    assert told(check(issuer, issuer.sign(issuer.draft(), expires=NOW))) == [
        ("proof", "failed", "proof.expired")
    ]
    assert told(check(issuer, issuer.sign(issuer.draft(), expires=NOW + timedelta(seconds=1)))) == PASSED


def test_proof_from_the_future_is_broken(issuer: SimulatedIssuer) -> None:
    soon, later = NOW + timedelta(minutes=1), NOW + timedelta(minutes=3)
    assert told(check(issuer, issuer.sign(issuer.draft(), created=soon))) == PASSED
    assert told(check(issuer, issuer.sign(issuer.draft(), created=later))) == [
        ("proof", "failed", "proof.from_the_future")
    ]


def test_unknown_cryptosuite_is_not_checked(issuer: SimulatedIssuer) -> None:
    document: Any = issuer.issue()
    document["proof"][0]["cryptosuite"] = "bbs-2023"
    securing = check(issuer, document)
    assert told(securing) == [("proof", "not_checked", "proof.unknown_suite")]
    assert not securing.broken
    assert not securing.proven


def test_attackers_key_in_the_fragment_is_a_right_signature_of_nobody(issuer: SimulatedIssuer) -> None:
    method = issuer.method_of(ATTACKER.public_key)
    securing = check(issuer, issuer.sign(issuer.draft(), signer=ATTACKER, verification_method=method))
    assert told(securing) == [
        ("proof", "passed", ""),
        ("key_binding", "failed", "key.not_found"),
        ("key_time", "not_checked", "key.not_bound"),
    ]


def test_key_that_cannot_be_found_leaves_the_signature_open(issuer: SimulatedIssuer) -> None:
    issuer.web.down.add(issuer.did_url)
    document: Any = issuer.sign(issuer.draft(), verification_method=f"{issuer.did}#key-1")
    assert told(check(issuer, document)) == [
        ("proof", "not_checked", "proof.no_key"),
        ("key_binding", "not_checked", "fetch.failed"),
        ("key_time", "not_checked", "key.not_bound"),
    ]


def test_key_of_the_wrong_type_is_broken(issuer: SimulatedIssuer) -> None:
    p256 = keys.signer("ecdsa", Algorithm.P256)
    document: Any = issuer.issue()
    document["proof"][0]["verificationMethod"] = issuer.method_of(p256.public_key)
    assert told(check(issuer, document)) == [("proof", "failed", "proof.key_type")]


def test_co_signature_beside_the_issuers_own_is_a_warning(issuer: SimulatedIssuer) -> None:
    document = issuer.sign(issuer.issue(), signer=ATTACKER, verification_method=ATTACKER_METHOD)
    securing = check(issuer, document)
    assert told(securing) == [
        *PASSED,
        ("proof", "passed", ""),
        ("key_binding", "warning", "binding.co_signature"),
        ("key_time", "absent", "key.not_bound"),
    ]
    assert [proof.verification_method for proof in securing.own] == [issuer.method]


def test_wrong_proof_beside_a_right_one_is_broken(issuer: SimulatedIssuer) -> None:
    document: Any = issuer.sign(issuer.issue(), signer=ATTACKER, verification_method=ATTACKER_METHOD)
    document["proof"][1]["proofValue"] = document["proof"][0]["proofValue"]
    assert told(check(issuer, document)) == [("proof", "failed", "signature.invalid")]


def test_order_of_a_proof_set_says_nothing(issuer: SimulatedIssuer) -> None:
    document: Any = issuer.sign(issuer.issue(), signer=ATTACKER, verification_method=ATTACKER_METHOD)
    document["proof"].reverse()
    assert check(issuer, document).proven


def test_proof_chain_covers_the_earlier_proof(issuer: SimulatedIssuer) -> None:
    first = issuer.sign(issuer.draft(), proof_id="urn:uuid:9f1f1c3e-0000-4000-8000-000000000001")
    chain: Any = issuer.sign(first, previous=("urn:uuid:9f1f1c3e-0000-4000-8000-000000000001",))
    assert check(issuer, chain).proven
    broken = copy.deepcopy(chain)
    del broken["proof"][0]
    assert told(check(issuer, broken)) == [("proof", "failed", "proof.previous")]


def test_flood_of_proofs_is_refused(issuer: SimulatedIssuer) -> None:
    document: Any = issuer.issue()
    document["proof"] *= MAX_PROOFS + 1
    assert told(check(issuer, document)) == [("proof", "failed", "proof.too_many")]


def test_first_wrong_proof_ends_the_work(issuer: SimulatedIssuer) -> None:
    document: Any = issuer.issue()
    wrong = {
        **document["proof"][0],
        "verificationMethod": "https://attacker.example/key",
        "proofPurpose": "x",
    }
    document["proof"] = [wrong] * MAX_PROOFS
    issuer.web.asked.clear()
    assert len(check(issuer, document).checks) == 1
    assert issuer.web.asked == []


def test_retired_key_signed_while_it_was_in_use(issuer: SimulatedIssuer) -> None:
    document = issuer.issue()
    issuer.rotate(keys.signer("next"), at=ISSUED + timedelta(days=1))
    assert told(check(issuer, document))[2] == ("key_time", "warning", "key.since_retired")


def test_retired_key_that_signs_again_is_refused(issuer: SimulatedIssuer) -> None:
    old, method = issuer.signer, issuer.method
    issuer.rotate(keys.signer("next"), at=ISSUED - timedelta(days=1))
    document = issuer.sign(issuer.draft(), signer=old, verification_method=method)
    assert told(check(issuer, document))[2] == ("key_time", "failed", "key.retired")


def test_compromised_key_is_refused_whatever_date_it_writes(issuer: SimulatedIssuer) -> None:
    document = issuer.issue()
    issuer.history = issuer.history.mark_compromised(issuer.method, at=NOW - timedelta(days=1))
    issuer.publish()
    assert ("key_binding", "failed", "key.wrong_purpose") in told(check(issuer, document))


def test_announced_history_that_cannot_be_read_is_not_a_pass(issuer: SimulatedIssuer) -> None:
    issuer.web.down.add(issuer.history_url)
    assert told(check(issuer, issuer.issue()))[2] == ("key_time", "not_checked", "fetch.failed")


def test_history_of_somebody_else_is_refused(issuer: SimulatedIssuer, web: SimulatedWeb) -> None:
    other = SimulatedIssuer(SimulatedWeb(), slug="southside")
    web.publish(issuer.history_url, format_key_history(other.history))
    assert told(check(issuer, issuer.issue()))[2] == ("key_time", "failed", "key_history.foreign")


@pytest.mark.parametrize("endpoint", [{"uri": "https://a.example"}, ["https://a.example"]])
def test_history_without_an_address_is_refused(
    issuer: SimulatedIssuer, web: SimulatedWeb, endpoint: Any
) -> None:
    document: Any = copy.deepcopy(read_json(web, issuer.did_url))
    document["service"][0]["serviceEndpoint"] = endpoint
    web.publish(issuer.did_url, document)
    assert told(check(issuer, issuer.issue()))[2] == ("key_time", "failed", "key_history.malformed")


def test_jwt_made_later_than_now_is_broken(issuer: SimulatedIssuer) -> None:
    presented = read_presented(issuer.issue_jwt(JwtProfile.JOSE).encode())
    assert presented.jwt is not None
    later = replace(presented, jwt=replace(presented.jwt, issued_at=NOW + timedelta(hours=1)))
    checker = SecuringChecker(INTEGRITY, loader=issuer.web, now=NOW)
    securing = checker.check(later, signer_id=issuer.did, purpose="assertionMethod")
    assert told(securing) == [("proof", "failed", "proof.from_the_future")]


def read_json(web: SimulatedWeb, url: str) -> Any:
    return json.loads(web.pages[url])
