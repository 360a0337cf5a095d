"""The vectors of the standard for ``Ed25519Signature2020``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cairn.proofs.ed25519_signature_2020 import SUITE
from factories.w3c_vectors import context_loader, read_vector
from simulators.suite_runs import check_vector

if TYPE_CHECKING:
    from pathlib import Path


def test_canonical_forms_hashes_and_signature_of_the_standard(shared_data: Path) -> None:
    vector = read_vector(
        shared_data / "w3c-data-integrity" / "eddsa" / "Ed25519Signature2020", ending="EdSig"
    )
    check_vector(vector, suite=SUITE, loader=context_loader(shared_data))
