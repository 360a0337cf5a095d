"""openbadgeslib with its extra [ldp]: its functions that add and check a Data Integrity proof.

They make and take a proof that is an object; the list of one proof that Open Badges 3.0 asks for is wrapped
and unwrapped here. Runs in an environment of its own; see ``benchmarks/peers.py``.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from openbadgeslib.ob3.ldp import OB3VerificationError, add_data_integrity_proof, verify_data_integrity_proof
from protocol import serve


class OpenbadgeslibProgram:
    """Holds the key as PEM, which is what the functions take."""

    def __init__(self, task: dict[str, Any]) -> None:
        key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(task["secret"]))
        self.private_pem = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        self.public_pem = key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        self.method = task["method"]
        self.created = datetime.fromisoformat(task["created"])

    def issue(self, document: dict[str, Any]) -> dict[str, Any]:
        signed = add_data_integrity_proof(document, self.private_pem, self.method, created=self.created)
        return {**signed, "proof": [signed["proof"]]}

    def verify(self, text: str) -> str:
        document = json.loads(text)
        proof = document["proof"]
        single = proof[0] if isinstance(proof, list) else proof
        try:
            verify_data_integrity_proof({**document, "proof": single}, self.public_pem)
        except OB3VerificationError as error:
            return f"invalid: {error}"
        return "valid"


if __name__ == "__main__":
    serve(OpenbadgeslibProgram)
