"""Add Data Integrity proofs to JSON and verify them.

Covers VC Data Integrity 1.0, sections 4.2 to 4.7: add proof, add to a proof set or chain, verify proof,
verify proof sets and chains. What the document says is no concern of this module, and neither is whose key it
was. Proved by the W3C vectors in ``tests/cairn/proofs``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.canonical import multibase, timestamps
from cairn.canonical.canonizer import Canonizer
from cairn.errors import DocumentError, UsageError
from cairn.proofs import (
    ecdsa_jcs_2019,
    ecdsa_rdfc_2019,
    ed25519_signature_2020,
    eddsa_jcs_2022,
    eddsa_rdfc_2022,
)
from cairn.proofs.cryptosuite import SIGNATURE_LENGTHS, Canonicalization, Cryptosuite
from cairn.proofs.proof import Proof, read_proofs

if TYPE_CHECKING:
    from datetime import datetime

    from cairn.canonical.jsonld import ContextLoader
    from cairn.canonical.strict_json import JsonObject, JsonValue
    from cairn.keys import Algorithm, PublicKey, Signer

SUITES: Final[dict[str, Cryptosuite]] = {
    module.SUITE.name: module.SUITE
    for module in (eddsa_rdfc_2022, eddsa_jcs_2022, ecdsa_rdfc_2019, ecdsa_jcs_2019, ed25519_signature_2020)
}
_MAX_PREVIOUS: Final = 16


class DataIntegrity:
    """Secures and checks documents whose contexts come from ``loader``; keep one for many documents."""

    def __init__(self, loader: ContextLoader) -> None:
        self.canonizer: Final = Canonizer(loader)

    def add_proof(
        self,
        document: JsonObject,
        *,
        cryptosuite: str,
        signer: Signer,
        verification_method: str,
        created: datetime | None,
        purpose: str = "assertionMethod",
        expires: datetime | None = None,
        challenge: str | None = None,
        domain: str | None = None,
        proof_id: str | None = None,
        previous: tuple[str, ...] = (),
    ) -> JsonObject:
        """Return a copy of ``document`` with one more proof at the end of its list of proofs.

        ``previous`` names the ids of proofs already there that the new one is to cover (a proof chain).
        Raises ``UsageError`` where suite and key do not go together, ``DocumentError`` where the document is
        refused.
        """
        suite = signing_suite(cryptosuite, signer.public_key.algorithm)
        proof = proof_options(
            suite,
            verification_method=verification_method,
            created=created,
            purpose=purpose,
            expires=expires,
            challenge=challenge,
            domain=domain,
            proof_id=proof_id,
            previous=previous,
        )
        if suite.canonicalization is Canonicalization.JCS and "@context" in document:
            proof["@context"] = document["@context"]
        if "proof" in document:
            read_proofs(document)
        covered = _covered(document, previous)
        message = self._message(covered, proof, suite=suite, algorithm=signer.public_key.algorithm)
        proof["proofValue"] = multibase.encode(signer.sign(message), base="z")
        present = document.get("proof", [])
        return {**document, "proof": [*(present if isinstance(present, list) else [present]), proof]}

    def verify_proof(self, document: JsonObject, proof: Proof, *, public_key: PublicKey) -> None:
        """Return if ``proof``, one of the proofs of ``document``, is the signature of ``public_key`` over it.

        Raises ``DocumentError``: ``proof.unknown_suite``, ``proof.key_type``, ``proof.value``,
        ``proof.context``, ``proof.previous``, ``signature.invalid``, or whatever the canonical form refuses.
        """
        # (0) The suite is known and takes keys of this type.
        suite = SUITES.get(proof.suite)
        if suite is None:
            raise DocumentError(
                "proof.unknown_suite", f"The way of securing {proof.suite!r} is not known here."
            )
        algorithm = public_key.algorithm
        if algorithm not in suite.algorithms:
            raise DocumentError("proof.key_type", f"{suite.name} does not take {algorithm.value} keys.")
        # (1) The proof value is a base58btc signature of the right length (section 3.2.2 of each suite).
        signature = multibase.decode(proof.value, bases="z")
        if len(signature) != SIGNATURE_LENGTHS[algorithm]:
            raise DocumentError(
                "proof.value", "The signature has the wrong length.", where="/proof/proofValue"
            )
        # (2) The document is what the proof covers: without proofs, but with those it builds on (section
        # 4.5).
        covered = _covered(document, proof.previous)
        # (3) A JCS proof may have been made over fewer contexts, which must come first (VC DI EdDSA, 3.3.2).
        if suite.canonicalization is Canonicalization.JCS and "@context" in proof.source:
            covered["@context"] = _leading_context(document, proof.source["@context"])
        # (4) The signature is over the hash of the options and then the hash of the document.
        public_key.verify(signature, self._message(covered, proof.source, suite=suite, algorithm=algorithm))

    def _message(
        self, covered: JsonObject, proof: JsonObject, *, suite: Cryptosuite, algorithm: Algorithm
    ) -> bytes:
        if suite.canonicalization is Canonicalization.RDFC and "@context" not in covered:
            raise DocumentError("proof.no_context", "Without @context the document has no meaning to sign.")
        options = suite.options(covered, proof)
        hashed_options = suite.hash(options, algorithm=algorithm, canonizer=self.canonizer)
        return hashed_options + suite.hash(covered, algorithm=algorithm, canonizer=self.canonizer)


def is_over_meaning(suite_name: str) -> bool:
    """Say whether a suite signs what the terms of a document mean, so that an undefined one is refused."""
    suite = SUITES.get(suite_name)
    return suite is not None and suite.canonicalization is Canonicalization.RDFC


def signing_suite(name: str, algorithm: Algorithm) -> Cryptosuite:
    """Return the suite ``name``; raises ``UsageError`` where it is unknown, retired or not for such keys."""
    suite = SUITES.get(name)
    if suite is None or not suite.signs:
        names = ", ".join(sorted(suite.name for suite in SUITES.values() if suite.signs))
        raise UsageError(
            "proof.unknown_suite", f"{name!r} cannot be used to sign.", mend=f"Use one of {names}."
        )
    if algorithm not in suite.algorithms:
        raise UsageError("proof.key_type", f"{name} does not take {algorithm.value} keys.")
    return suite


def proof_options(
    suite: Cryptosuite,
    *,
    verification_method: str,
    created: datetime | None,
    purpose: str,
    expires: datetime | None = None,
    challenge: str | None = None,
    domain: str | None = None,
    proof_id: str | None = None,
    previous: tuple[str, ...] = (),
) -> JsonObject:
    """Return a proof without its value."""
    proof: JsonObject = {"id": proof_id} if proof_id is not None else {}
    proof["type"] = "DataIntegrityProof"
    proof["cryptosuite"] = suite.name
    if created is not None:
        proof["created"] = timestamps.format(created)
    if expires is not None:
        proof["expires"] = timestamps.format(expires)
    proof["verificationMethod"] = verification_method
    proof["proofPurpose"] = purpose
    if challenge is not None:
        proof["challenge"] = challenge
    if domain is not None:
        proof["domain"] = domain
    if previous:
        proof["previousProof"] = previous[0] if len(previous) == 1 else list(previous)
    return proof


def _covered(document: JsonObject, previous: tuple[str, ...]) -> JsonObject:
    """Return what a proof covers: the document and the earlier proofs that it names."""
    covered = {key: member for key, member in document.items() if key != "proof"}
    if previous:
        proofs = read_proofs(document)
        matching: list[JsonValue] = []
        if len(previous) > _MAX_PREVIOUS:
            raise DocumentError("proof.previous", "The proof builds on too many others.")
        for name in previous:
            found = [proof.source for proof in proofs if proof.id == name]
            if len(found) != 1:
                raise DocumentError(
                    "proof.previous", f"The proof builds on {name!r}, which is not there once."
                )
            matching += found
        covered["proof"] = matching
    return covered


def _leading_context(document: JsonObject, signed: JsonValue) -> JsonValue:
    given = document.get("@context")
    ours = given if isinstance(given, list) else [given]
    theirs = signed if isinstance(signed, list) else [signed]
    if ours[: len(theirs)] != theirs:
        raise DocumentError(
            "proof.context", "The document does not begin with the contexts that were signed."
        )
    return signed
