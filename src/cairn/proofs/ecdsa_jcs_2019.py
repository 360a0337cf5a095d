"""The cryptosuite ``ecdsa-jcs-2019`` (VC Data Integrity ECDSA Cryptosuites 1.0, section 3.3).

Proved by ``tests/cairn/proofs/test_ecdsa_jcs_2019.py`` on the vectors of the standard.
"""

from __future__ import annotations

from typing import Final

from cairn.keys import Algorithm
from cairn.proofs.cryptosuite import Canonicalization, Cryptosuite

SUITE: Final = Cryptosuite(
    name="ecdsa-jcs-2019",
    canonicalization=Canonicalization.JCS,
    algorithms=frozenset({Algorithm.P256, Algorithm.P384}),
)
