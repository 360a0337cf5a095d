"""The cryptosuite ``eddsa-jcs-2022`` (VC Data Integrity EdDSA Cryptosuites 1.0, section 3.3).

Proved by ``tests/cairn/proofs/test_eddsa_jcs_2022.py`` on the vectors of the standard.
"""

from __future__ import annotations

from typing import Final

from cairn.keys import Algorithm
from cairn.proofs.cryptosuite import Canonicalization, Cryptosuite

SUITE: Final = Cryptosuite(
    name="eddsa-jcs-2022",
    canonicalization=Canonicalization.JCS,
    algorithms=frozenset({Algorithm.ED25519}),
)
