"""A credential that is issued now has not ended already."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.already_expired import RULE
from factories.lint_samples import Sample, drop, failing, judge, passing, put

SAMPLES = (
    failing("at this moment", put("/validUntil", "2026-02-01T12:00:00Z"), "/validUntil"),
    passing("in a second", put("/validUntil", "2026-02-01T12:00:01Z")),
    passing("no end", drop("/validUntil")),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
