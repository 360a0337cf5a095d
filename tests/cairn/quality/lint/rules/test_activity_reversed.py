"""The activity begins before it ends, and before the award."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.activity_reversed import RULE
from factories.lint_samples import SUBJECT, Sample, both, drop, failing, judge, passing, put

SAMPLES = (
    failing(
        "ends before it begins",
        put(f"{SUBJECT}/activityEndDate", "2026-01-04T09:00:00Z"),
        f"{SUBJECT}/activityEndDate",
    ),
    failing(
        "begins after the award",
        both(put(f"{SUBJECT}/activityStartDate", "2026-02-05T09:00:00Z"), drop(f"{SUBJECT}/activityEndDate")),
        f"{SUBJECT}/activityStartDate",
    ),
    passing("ends after the award", put(f"{SUBJECT}/activityEndDate", "2026-03-01T09:00:00Z")),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
