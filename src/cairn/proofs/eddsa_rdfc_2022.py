"""The cryptosuite ``eddsa-rdfc-2022`` (VC Data Integrity EdDSA Cryptosuites 1.0, section 3.2).

Proved by ``tests/cairn/proofs/test_eddsa_rdfc_2022.py`` on the vectors of the standard.
"""

from __future__ import annotations

from typing import Final

from cairn.keys import Algorithm
from cairn.proofs.cryptosuite import Canonicalization, Cryptosuite

SUITE: Final = Cryptosuite(
    name="eddsa-rdfc-2022",
    canonicalization=Canonicalization.RDFC,
    algorithms=frozenset({Algorithm.ED25519}),
)
