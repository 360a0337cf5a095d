"""The older proof type ``Ed25519Signature2020``, which is verified and never made.

Covers VC Data Integrity EdDSA Cryptosuites 1.0, appendix on Ed25519Signature2020. Proved by
``tests/cairn/proofs/test_ed25519_signature_2020.py`` on the vector of the standard.
"""

from __future__ import annotations

from typing import Final

from cairn.keys import Algorithm
from cairn.proofs.cryptosuite import Canonicalization, Cryptosuite

SUITE: Final = Cryptosuite(
    name="Ed25519Signature2020",
    canonicalization=Canonicalization.RDFC,
    algorithms=frozenset({Algorithm.ED25519}),
    signs=False,
)
