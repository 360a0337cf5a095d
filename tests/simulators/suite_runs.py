"""What every cryptosuite has to do with a vector of its standard."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from cairn.canonical import jcs
from cairn.errors import DocumentError
from cairn.keys import parse_multikey
from cairn.proofs.cryptosuite import HASH_NAMES, Canonicalization, Cryptosuite
from cairn.proofs.data_integrity import DataIntegrity
from cairn.proofs.proof import read_proofs

if TYPE_CHECKING:
    from collections.abc import Callable

    from cairn.canonical.strict_json import JsonObject
    from factories.w3c_vectors import Vector


def check_vector(vector: Vector, *, suite: Cryptosuite, loader: Callable[[str], JsonObject]) -> None:
    """Hold a suite against a vector: canonical forms, hashes, the signature, and forgeries of it."""
    integrity = DataIntegrity(loader)
    (proof,) = read_proofs(vector.signed)
    assert proof.suite == suite.name
    public_key = parse_multikey(proof.verification_method.partition("#")[2])
    document: JsonObject = {key: member for key, member in vector.signed.items() if key != "proof"}
    options = suite.options(document, proof.source)
    hash_name = HASH_NAMES[public_key.algorithm]

    def canonical(value: JsonObject) -> bytes:
        if suite.canonicalization is Canonicalization.JCS:
            return jcs.canonize(value)
        return integrity.canonizer.canonize(value, hash_name=hash_name)

    assert canonical(document) == vector.canonical_document
    assert canonical(options) == vector.canonical_options
    run = {"algorithm": public_key.algorithm, "canonizer": integrity.canonizer}
    assert suite.hash(document, **run).hex() == vector.document_hash
    assert suite.hash(options, **run).hex() == vector.options_hash
    integrity.verify_proof(vector.signed, proof, public_key=public_key)
    for forge in (_another_name, _another_time):
        forged: Any = forge(vector.signed)
        with pytest.raises(DocumentError) as caught:
            integrity.verify_proof(forged, read_proofs(forged)[0], public_key=public_key)
        assert caught.value.code == "signature.invalid"


def _another_name(document: JsonObject) -> JsonObject:
    return {**document, "name": "Another name"}


def _another_time(document: JsonObject) -> JsonObject:
    forged: Any = copy.deepcopy(document)
    forged["proof"]["created"] = "2024-02-24T23:36:38Z"
    return dict(forged)
