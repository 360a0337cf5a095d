"""Proofs for many documents of a few shapes, made at little more than the cost of the signature.

What all documents of a batch share is done once: the proof options are hashed, and for each shape the
canonical form and the JSON text become templates in which only the text that differs is filled in. Where a
template cannot vouch for the result the document takes the long way. Both ways give the same bytes
(``tests/cairn/proofs/test_batch.py``).
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final

from cairn.canonical import multibase, strict_json
from cairn.canonical.templates import CanonicalTemplate, JsonTemplate, Path, compile_canonical, compile_json
from cairn.proofs.cryptosuite import HASH_NAMES, Canonicalization
from cairn.proofs.data_integrity import proof_options, signing_suite

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject
    from cairn.keys import Signer
    from cairn.proofs.data_integrity import DataIntegrity

_PROOF_VALUE: Final[Path] = ("proof", 0, "proofValue")


class BatchSigner:
    """Adds one proof each to documents that have none yet; all proofs have the same options."""

    def __init__(
        self,
        integrity: DataIntegrity,
        *,
        cryptosuite: str,
        signer: Signer,
        verification_method: str,
        created: datetime,
        purpose: str = "assertionMethod",
    ) -> None:
        self._suite = signing_suite(cryptosuite, signer.public_key.algorithm)
        self._integrity = integrity
        self._signer = signer
        self._verification_method = verification_method
        self._created = created
        self._purpose = purpose

    def secure(self, document: JsonObject) -> bytes:
        """Return the JSON text of ``document`` with its proof, by the long way.

        Raises ``DocumentError`` where the document is refused.
        """
        secured = self._integrity.add_proof(
            document,
            cryptosuite=self._suite.name,
            signer=self._signer,
            verification_method=self._verification_method,
            created=self._created,
            purpose=self._purpose,
        )
        return strict_json.format(secured)

    def prepare(self, document: JsonObject, paths: Sequence[Path]) -> PreparedShape | None:
        """Return what secures documents like ``document`` that differ in the text at ``paths`` only.

        ``None`` says that each of them has to take the long way: the suite or the places do not allow a
        template. Raises ``DocumentError`` where the document itself is refused.
        """
        algorithm = self._signer.public_key.algorithm
        if self._suite.canonicalization is not Canonicalization.RDFC or HASH_NAMES[algorithm] != "sha256":
            return None
        canonizer = self._integrity.canonizer
        canonical = compile_canonical(document, paths, processor=canonizer.processor)
        if canonical is None or canonical.frozen:
            return None
        proof = proof_options(
            self._suite,
            verification_method=self._verification_method,
            created=self._created,
            purpose=self._purpose,
        )
        options = self._suite.options(document, proof)
        secured: JsonObject = {**document, "proof": [{**proof, "proofValue": "z"}]}
        return PreparedShape(
            canonical=canonical,
            text=compile_json(secured, [*paths, _PROOF_VALUE]),
            hashed_options=self._suite.hash(options, algorithm=algorithm, canonizer=canonizer),
            signer=self._signer,
        )


class PreparedShape:
    """One shape of documents, ready to be filled in and signed."""

    __slots__ = ("_canonical", "_hashed_options", "_sign", "_text")

    def __init__(
        self, *, canonical: CanonicalTemplate, text: JsonTemplate, hashed_options: bytes, signer: Signer
    ) -> None:
        self._canonical = canonical
        self._text = text
        self._hashed_options = hashed_options
        self._sign = signer.sign

    def secure(self, values: Sequence[str]) -> bytes | None:
        """Return the JSON with ``values``, one per path, and its proof; ``None`` asks for the long way."""
        canonical = self._canonical.fill(values)
        if canonical is None:
            return None
        signature = self._sign(self._hashed_options + sha256(canonical).digest())
        return self._text.fill([*values, multibase.encode(signature, base="z")])
