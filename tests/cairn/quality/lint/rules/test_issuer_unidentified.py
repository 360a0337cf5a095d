"""The issuer is identified by a DID or an https address."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.issuer_unidentified import RULE
from factories.lint_samples import Sample, drop, failing, judge, passing, put

SAMPLES = (
    failing("an http address", put("/issuer/id", "http://northside.example.edu"), "/issuer/id"),
    failing("a name", put("/issuer", "Northside College"), "/issuer"),
    failing("no issuer", drop("/issuer"), ""),
    passing("a DID", put("/issuer/id", "did:web:northside.example.edu")),
    passing("only an address", put("/issuer", "https://northside.example.edu")),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
