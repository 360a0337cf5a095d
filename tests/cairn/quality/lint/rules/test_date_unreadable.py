"""Every date can be read, with its time zone."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.date_unreadable import RULE
from factories.lint_samples import SUBJECT, Sample, failing, judge, passing, put

SAMPLES = (
    failing("a day without time", put("/validFrom", "2026-01-30"), "/validFrom"),
    failing(
        "no zone", put(f"{SUBJECT}/activityEndDate", "2026-01-29T09:00:00"), f"{SUBJECT}/activityEndDate"
    ),
    failing("a day that is not there", put("/validUntil", "2031-02-30T09:00:00Z"), "/validUntil"),
    failing("a number", put("/awardedDate", 2026), "/awardedDate"),
    passing("another zone", put("/awardedDate", "2026-01-30T09:00:00+02:00")),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
