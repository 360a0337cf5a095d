"""A credential is valid for more than a day."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.expiry_too_soon import RULE
from factories.lint_samples import Sample, both, drop, failing, judge, passing, put

SAMPLES = (
    failing("before it begins", put("/validUntil", "2026-01-29T09:00:00Z"), "/validUntil"),
    failing("within a day", put("/validUntil", "2026-01-31T09:00:00Z"), "/validUntil"),
    failing(
        "version 1.1",
        both(drop("/validUntil"), put("/expirationDate", "2026-01-30T10:00:00Z")),
        "/expirationDate",
    ),
    passing("a day and a second", put("/validUntil", "2026-01-31T09:00:01Z")),
    passing("no end", drop("/validUntil")),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
