"""The hash of proof options."""

from __future__ import annotations

import pytest

from cairn.errors import DocumentError
from cairn.proofs.eddsa_rdfc_2022 import SUITE


def test_options_leave_the_value_out_and_take_the_contexts_of_the_document() -> None:
    options = SUITE.options({"@context": ["urn:c"]}, {"type": "DataIntegrityProof", "proofValue": "z1"})
    assert options == {"type": "DataIntegrityProof", "@context": ["urn:c"]}


def test_context_swapped_inside_the_proof_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        SUITE.options({"@context": ["urn:c"]}, {"type": "DataIntegrityProof", "@context": ["urn:other"]})
    assert caught.value.code == "proof.context"
