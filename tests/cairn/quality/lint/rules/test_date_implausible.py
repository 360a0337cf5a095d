"""Dates lie neither in a far past nor in the future."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.date_implausible import RULE
from factories.lint_samples import Sample, both, failing, judge, passing, put

SAMPLES = (
    failing("two years ahead", both(put("/validFrom", "2028-01-30T09:00:00Z")), "/validFrom"),
    failing("a year of two digits", put("/validFrom", "0026-01-30T09:00:00Z"), "/validFrom"),
    failing("awarded next week", put("/awardedDate", "2026-02-08T09:00:00Z"), "/awardedDate"),
    passing("awarded long ago", put("/awardedDate", "1985-06-30T09:00:00Z")),
    passing("valid from next term", put("/validFrom", "2026-09-01T09:00:00Z")),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
