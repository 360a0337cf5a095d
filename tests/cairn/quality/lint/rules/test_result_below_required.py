"""Results reach what the Achievement requires."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.result_below_required import RULE
from factories.lint_samples import SUBJECT, Sample, failing, judge, passing, put

SAMPLES = (
    failing("below the pass mark", put(f"{SUBJECT}/result/0/value", "59.5"), f"{SUBJECT}/result/0/value"),
    passing("at the pass mark", put(f"{SUBJECT}/result/0/value", "60")),
    passing("words", put(f"{SUBJECT}/result/0/value", "sufficient")),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
