"""An Achievement says what has to be done for it."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.criteria_missing import RULE
from factories.credentials import HOST
from factories.lint_samples import ACHIEVEMENT, Sample, drop, failing, judge, passing, put

SAMPLES = (
    failing("no criteria", drop(f"{ACHIEVEMENT}/criteria"), ACHIEVEMENT),
    failing(
        "criteria that say nothing",
        put(f"{ACHIEVEMENT}/criteria", {"narrative": " "}),
        f"{ACHIEVEMENT}/criteria",
    ),
    passing("criteria at an address", put(f"{ACHIEVEMENT}/criteria", {"id": f"{HOST}/criteria"})),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
