"""The cryptosuite ``ecdsa-rdfc-2019`` (VC Data Integrity ECDSA Cryptosuites 1.0, section 3.2).

Proved by ``tests/cairn/proofs/test_ecdsa_rdfc_2019.py`` on the vectors of the standard.
"""

from __future__ import annotations

from typing import Final

from cairn.keys import Algorithm
from cairn.proofs.cryptosuite import Canonicalization, Cryptosuite

SUITE: Final = Cryptosuite(
    name="ecdsa-rdfc-2019",
    canonicalization=Canonicalization.RDFC,
    algorithms=frozenset({Algorithm.P256, Algorithm.P384}),
)
