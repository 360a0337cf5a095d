"""Credentials and presentations exchanged with npm ``@digitalbazaar/vc``, in both directions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from cairn.canonical import strict_json, timestamps
from cairn.holder import present
from cairn.keys import Algorithm, format_multikey
from cairn.proofs.proof import read_proofs
from interop.exchange import (
    CREATED,
    INTEGRITY,
    NOW,
    SUITES,
    forge,
    is_accepted,
    issuing_key,
    secure,
    unsigned_credential,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from cairn.canonical.strict_json import JsonObject

pytestmark = pytest.mark.interop
algorithms = pytest.mark.parametrize("algorithm", list(SUITES), ids=lambda algorithm: SUITES[algorithm])


def theirs(digitalbazaar: Callable[..., Any], algorithm: Algorithm) -> JsonObject:
    """Return a credential that they issued."""
    key, did, method = issuing_key(algorithm)
    pair = {
        "@context": "https://w3id.org/security/multikey/v1",
        "id": method,
        "type": "Multikey",
        "controller": did,
        "publicKeyMultibase": format_multikey(key.public_key),
        "secretKeyMultibase": key.reveal_secret_multikey(),
    }
    issued: JsonObject = digitalbazaar(
        "issue", credential=unsigned_credential(did), key=pair, date=timestamps.format(CREATED)
    )
    return issued


@algorithms
def test_what_cairn_issues_they_accept(digitalbazaar: Callable[..., Any], algorithm: Algorithm) -> None:
    secured = secure(unsigned_credential(issuing_key(algorithm)[1]), algorithm)
    answer = digitalbazaar("verify", credential=secured, now=timestamps.format(NOW))
    assert answer == {"verified": True, "reasons": []}


@algorithms
def test_what_was_forged_they_refuse(digitalbazaar: Callable[..., Any], algorithm: Algorithm) -> None:
    secured = forge(secure(unsigned_credential(issuing_key(algorithm)[1]), algorithm))
    assert digitalbazaar("verify", credential=secured, now=timestamps.format(NOW))["verified"] is False


@algorithms
def test_what_they_issue_cairn_accepts(digitalbazaar: Callable[..., Any], algorithm: Algorithm) -> None:
    secured = theirs(digitalbazaar, algorithm)
    (proof,) = read_proofs(secured)
    assert proof.suite == SUITES[algorithm]
    assert is_accepted(strict_json.format(secured))


@algorithms
def test_what_was_forged_cairn_refuses(digitalbazaar: Callable[..., Any], algorithm: Algorithm) -> None:
    assert not is_accepted(strict_json.format(forge(theirs(digitalbazaar, algorithm))))


def test_both_make_the_same_signature(digitalbazaar: Callable[..., Any]) -> None:
    mine = secure(unsigned_credential(issuing_key(Algorithm.ED25519)[1]), Algorithm.ED25519)
    (my_proof,), (their_proof,) = read_proofs(mine), read_proofs(theirs(digitalbazaar, Algorithm.ED25519))
    assert my_proof.value == their_proof.value


def test_a_presentation_of_cairn_they_accept_for_its_challenge_only(
    digitalbazaar: Callable[..., Any],
) -> None:
    key, did, method = issuing_key(Algorithm.ED25519)
    secured = secure(unsigned_credential(did), Algorithm.ED25519)
    presentation = present(
        [strict_json.format(secured).decode()],
        holder_id=did,
        challenge="c-1",
        domain="verifier.example",
        signer=key,
        verification_method=method,
        cryptosuite=SUITES[Algorithm.ED25519],
        created=NOW,
        integrity=INTEGRITY,
    )
    request = {"presentation": presentation, "domain": "verifier.example", "now": timestamps.format(NOW)}
    assert digitalbazaar("verifyPresentation", challenge="c-1", **request)["verified"] is True
    assert digitalbazaar("verifyPresentation", challenge="c-2", **request)["verified"] is False
