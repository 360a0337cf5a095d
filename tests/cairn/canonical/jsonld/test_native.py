"""Numbers and truth values as literals."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cairn.canonical.jsonld.native import format_native
from cairn.errors import DocumentError

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("value", "datatype", "literal"),
    [
        (True, None, f'"true"^^<{XSD}boolean>'),
        (False, "urn:t", '"false"^^<urn:t>'),
        (3, None, f'"3"^^<{XSD}integer>'),
        (-0.0, None, f'"0"^^<{XSD}integer>'),
        (3.0, None, f'"3"^^<{XSD}integer>'),
        (3, XSD + "double", f'"3.0E0"^^<{XSD}double>'),
        (1.5, None, f'"1.5E0"^^<{XSD}double>'),
        (1e-7, None, f'"1.0E-7"^^<{XSD}double>'),
        (1.5, "urn:t", '"1.5E0"^^<urn:t>'),
        (1e21, None, f'"1.0E21"^^<{XSD}double>'),
        (10**20, None, f'"100000000000000000000"^^<{XSD}integer>'),
    ],
)
def test_literals_of_the_standard(value: float, datatype: str | None, literal: str) -> None:
    assert format_native(value, datatype=datatype) == literal


@pytest.mark.parametrize("value", [0.1 + 0.2, 10**400, 2**70 + 1, 2**53 + 1, -(2**60) - 1])
def test_number_that_rdf_would_round_is_refused(value: float) -> None:
    with pytest.raises(DocumentError) as caught:
        format_native(value, datatype=None)
    assert caught.value.code == "jsonld.number_precision"


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_what_is_written_reads_back_as_the_same_number(value: float) -> None:
    assume(float(f"{value:.15E}") == value)
    assert float(format_native(value, datatype=None).split('"')[1]) == value
