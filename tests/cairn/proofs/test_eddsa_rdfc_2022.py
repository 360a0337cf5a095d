"""The vectors of the standard for ``eddsa-rdfc-2022``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cairn.proofs.eddsa_rdfc_2022 import SUITE
from factories.w3c_vectors import context_loader, read_vector
from simulators.suite_runs import check_vector

if TYPE_CHECKING:
    from pathlib import Path


def test_canonical_forms_hashes_and_signature_of_the_standard(shared_data: Path) -> None:
    vector = read_vector(shared_data / "w3c-data-integrity" / "eddsa" / "eddsa-rdfc-2022", ending="DataInt")
    check_vector(vector, suite=SUITE, loader=context_loader(shared_data))
