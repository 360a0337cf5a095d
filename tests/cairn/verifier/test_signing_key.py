from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from cairn.keys import did_key_method_id, format_did_key, format_jwk, format_multikey
from cairn.verifier import Outcome
from cairn.verifier.signing_key import SigningKey, find_signing_key
from factories import keys

if TYPE_CHECKING:
    from simulators.outside import SimulatedIssuer, SimulatedWeb

ATTACKER = keys.signer("attacker")


def find(issuer: SimulatedIssuer, method_id: str, **changes: Any) -> SigningKey:
    options: dict[str, Any] = {
        "signer_id": issuer.did,
        "purpose": "assertionMethod",
        "loader": issuer.web,
        **changes,
    }
    return find_signing_key(method_id, **options)


def test_published_key_is_bound(issuer: SimulatedIssuer) -> None:
    found = find(issuer, issuer.method)
    assert found.public_key == issuer.signer.public_key
    assert found.binding.outcome is Outcome.PASSED
    assert found.method is not None
    assert found.controller is not None


def test_relative_name_means_the_signers_own_document(issuer: SimulatedIssuer) -> None:
    assert find(issuer, "#" + issuer.method.partition("#")[2]).binding.outcome is Outcome.PASSED


def test_key_in_the_fragment_proves_nothing_about_the_issuer(issuer: SimulatedIssuer) -> None:
    found = find(issuer, f"{issuer.did}#{format_multikey(ATTACKER.public_key)}")
    assert found.public_key == ATTACKER.public_key
    assert (found.binding.outcome, found.binding.reason) == (Outcome.FAILED, "key.not_found")
    assert found.method is None


def test_key_in_a_document_of_somebody_else_proves_nothing(issuer: SimulatedIssuer) -> None:
    found = find(issuer, did_key_method_id(ATTACKER.public_key))
    assert found.public_key == ATTACKER.public_key
    assert found.binding.outcome is Outcome.FAILED


def test_key_for_another_purpose_is_refused(issuer: SimulatedIssuer, web: SimulatedWeb) -> None:
    web.publish(
        issuer.did_url,
        {
            "id": issuer.did,
            "authentication": [
                {
                    "id": issuer.method,
                    "type": "Multikey",
                    "controller": issuer.did,
                    "publicKeyMultibase": format_multikey(issuer.signer.public_key),
                }
            ],
        },
    )
    binding = find(issuer, issuer.method).binding
    assert (binding.outcome, binding.reason) == (Outcome.FAILED, "key.wrong_purpose")
    assert find(issuer, issuer.method, purpose="authentication").binding.outcome is Outcome.PASSED


def test_document_that_says_it_is_another_is_refused(issuer: SimulatedIssuer, web: SimulatedWeb) -> None:
    web.publish(issuer.did_url, {"id": "did:web:other.example"})
    binding = find(issuer, issuer.method).binding
    assert (binding.outcome, binding.reason) == (Outcome.FAILED, "controller.wrong_id")


def test_silent_server_is_not_a_pass(issuer: SimulatedIssuer, web: SimulatedWeb) -> None:
    web.down.add(issuer.did_url)
    found = find(issuer, issuer.method)
    assert (found.binding.outcome, found.binding.reason) == (Outcome.NOT_CHECKED, "fetch.failed")


def test_unknown_did_method_is_not_a_pass(issuer: SimulatedIssuer) -> None:
    binding = find(issuer, "did:example:1#key", signer_id="did:example:1").binding
    assert (binding.outcome, binding.reason) == (Outcome.NOT_CHECKED, "did.unknown_method")


@pytest.mark.parametrize("signer_id", ["", "not an address", "http:", "did:web:", "did:key:zzz"])
def test_signer_without_an_address_vouches_for_nothing(issuer: SimulatedIssuer, signer_id: str) -> None:
    assert find(issuer, issuer.method, signer_id=signer_id).binding.outcome is not Outcome.PASSED


def test_embedded_key_that_the_issuer_publishes_is_bound(issuer: SimulatedIssuer) -> None:
    found = find(issuer, "", embedded=issuer.signer.public_key)
    assert found.binding.outcome is Outcome.PASSED
    assert found.method is not None
    assert found.method.id == issuer.method


def test_embedded_key_alone_proves_nothing(issuer: SimulatedIssuer) -> None:
    found = find(issuer, "", embedded=ATTACKER.public_key)
    assert found.public_key == ATTACKER.public_key
    assert (found.binding.outcome, found.binding.reason) == (Outcome.FAILED, "key.not_found")


def test_embedded_key_under_the_name_of_a_published_one_is_refused(issuer: SimulatedIssuer) -> None:
    found = find(issuer, issuer.method, embedded=ATTACKER.public_key)
    assert (found.binding.outcome, found.binding.reason) == (Outcome.FAILED, "binding.other_key")


def test_key_at_an_address_of_its_own_is_found_and_not_bound(
    issuer: SimulatedIssuer, web: SimulatedWeb
) -> None:
    web.publish("https://keys.example/1", format_jwk(ATTACKER.public_key))
    web.publish("https://keys.example/2", {"publicKeyMultibase": format_multikey(ATTACKER.public_key)})
    web.publish("https://keys.example/3", {"publicKeyJwk": "text"})
    for address in ("https://keys.example/1", "https://keys.example/2"):
        found = find(issuer, address)
        assert found.public_key == ATTACKER.public_key
        assert found.binding.outcome is Outcome.FAILED
    assert find(issuer, "https://keys.example/3").public_key is None


def test_key_that_is_nowhere_is_none(issuer: SimulatedIssuer) -> None:
    assert find(issuer, f"{issuer.did}#nowhere").public_key is None


def test_did_key_is_bound_to_itself(issuer: SimulatedIssuer) -> None:
    did, method = format_did_key(ATTACKER.public_key), did_key_method_id(ATTACKER.public_key)
    assert find(issuer, method, signer_id=did).binding.outcome is Outcome.PASSED


def test_embedded_key_beside_a_published_one_of_a_kind_not_read_here_is_refused(
    issuer: SimulatedIssuer, web: SimulatedWeb
) -> None:
    method = f"{issuer.did}#future"
    web.publish(
        issuer.did_url,
        {
            "id": issuer.did,
            "assertionMethod": [{"id": method, "type": "FutureKey", "controller": issuer.did}],
        },
    )
    assert find(issuer, method).binding.outcome is Outcome.NOT_CHECKED
    found = find(issuer, method, embedded=ATTACKER.public_key)
    assert (found.binding.outcome, found.binding.reason) == (Outcome.FAILED, "binding.other_key")
