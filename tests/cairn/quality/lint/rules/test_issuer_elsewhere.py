"""The credential has its address at the issuer."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.issuer_elsewhere import RULE
from factories.lint_samples import Sample, failing, judge, passing, put

SAMPLES = (
    failing("another host", put("/id", "https://badges.example.edu/credentials/a1b2"), "/id"),
    failing("a DID of another host", put("/issuer/id", "did:web:southside.example.edu"), "/id"),
    passing(
        "below the host of the issuer", put("/issuer", {"id": "https://example.edu/i", "name": "Northside"})
    ),
    passing(
        "a DID that has no host",
        put("/issuer/id", "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"),
    ),
    passing("an identifier that is no address", put("/id", "urn:uuid:0190d1f2-5c1b-8e3a-9d4f-000000000001")),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
