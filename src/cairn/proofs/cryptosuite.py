"""What a way of securing must say of itself, and the two ways of making bytes to sign out of JSON.

Covers the transformation and hashing steps that the EdDSA and ECDSA cryptosuites share (VC DI EdDSA 1.0,
sections 3.2 and 3.3; VC DI ECDSA 1.0, sections 3.2 and 3.3): the hash of the proof options first, then that
of the document.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from cairn.canonical import jcs
from cairn.errors import DocumentError
from cairn.keys import Algorithm

if TYPE_CHECKING:
    from cairn.canonical.canonizer import Canonizer
    from cairn.canonical.strict_json import JsonObject

HASH_NAMES: Final = {Algorithm.ED25519: "sha256", Algorithm.P256: "sha256", Algorithm.P384: "sha384"}
SIGNATURE_LENGTHS: Final = {Algorithm.ED25519: 64, Algorithm.P256: 64, Algorithm.P384: 96}


class Canonicalization(Enum):
    """How a document becomes bytes: by its meaning or by its spelling."""

    RDFC = "rdfc"
    JCS = "jcs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cryptosuite:
    """One way of securing: its ``name`` on the wire, its canonical form and the keys it takes."""

    name: str
    canonicalization: Canonicalization
    algorithms: frozenset[Algorithm]
    signs: bool = True

    def options(self, document: JsonObject, proof: JsonObject) -> JsonObject:
        """Return the proof options that are hashed: the proof without its value, in the same context."""
        options = {key: member for key, member in proof.items() if key != "proofValue"}
        if self.canonicalization is Canonicalization.RDFC:
            if "@context" in options and options["@context"] != document.get("@context"):
                raise DocumentError(
                    "proof.context",
                    "The proof brings a context of its own, which is not signed.",
                    where="/proof/@context",
                )
            options["@context"] = document["@context"]
        return options

    def hash(self, document: JsonObject, *, algorithm: Algorithm, canonizer: Canonizer) -> bytes:
        """Return the digest of the canonical form of ``document`` or of proof options."""
        hash_name = HASH_NAMES[algorithm]
        if self.canonicalization is Canonicalization.JCS:
            return hashlib.new(hash_name, jcs.canonize(document)).digest()
        if hash_name == "sha256":
            return hashlib.sha256(canonizer.canonize(document)).digest()
        return hashlib.new(hash_name, canonizer.canonize(document, hash_name=hash_name)).digest()
