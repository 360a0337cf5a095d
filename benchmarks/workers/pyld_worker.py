"""PyLD and cryptography: what a Python program of today puts together to sign and verify eddsa-rdfc-2022.

Runs in an environment of its own; see ``benchmarks/peers.py``.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import base58
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from protocol import serve
from pyld import jsonld


class PyldProgram:
    """Keeps one set of options, so that PyLD keeps what it derives from the contexts."""

    def __init__(self, task: dict[str, Any]) -> None:
        self.task = task
        self.contexts = {
            url: json.loads(Path(path).read_text(encoding="utf-8")) for url, path in task["contexts"].items()
        }
        self.key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(task["secret"]))
        self.public_key = self.key.public_key()
        self.options = {
            "algorithm": "URDNA2015",
            "format": "application/n-quads",
            "documentLoader": self.load,
        }

    def load(self, url: str, _options: object = None) -> dict[str, Any]:
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": self.contexts[url],
        }

    def digest(self, document: dict[str, Any]) -> bytes:
        return hashlib.sha256(jsonld.normalize(document, self.options).encode()).digest()

    def message(self, document: dict[str, Any], proof: dict[str, Any]) -> bytes:
        return self.digest({**proof, "@context": document["@context"]}) + self.digest(document)

    def issue(self, document: dict[str, Any]) -> dict[str, Any]:
        proof = {
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-rdfc-2022",
            "created": self.task["created"],
            "verificationMethod": self.task["method"],
            "proofPurpose": "assertionMethod",
        }
        signature = self.key.sign(self.message(document, proof))
        proof["proofValue"] = "z" + base58.b58encode(signature).decode()
        return {**document, "proof": [proof]}

    def verify(self, text: str) -> str:
        document = json.loads(text)
        proof = document.pop("proof")[0]
        signature = base58.b58decode(proof.pop("proofValue")[1:])
        try:
            self.public_key.verify(signature, self.message(document, proof))
        except InvalidSignature:
            return "invalid"
        return "valid"


if __name__ == "__main__":
    serve(PyldProgram)
