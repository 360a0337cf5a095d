"""The vectors of the standard for ``ecdsa-jcs-2019``, on both curves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cairn.proofs.ecdsa_jcs_2019 import SUITE
from factories.w3c_vectors import context_loader, read_vector
from simulators.suite_runs import check_vector

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("curve", ["p256", "p384"])
def test_canonical_forms_hashes_and_signature_of_the_standard(shared_data: Path, curve: str) -> None:
    folder = shared_data / "w3c-data-integrity" / "ecdsa" / f"ecdsa-jcs-2019-{curve}"
    vector = read_vector(folder, ending=f"JCSECDSA{curve.upper()}")
    check_vector(vector, suite=SUITE, loader=context_loader(shared_data))
