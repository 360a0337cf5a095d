"""Criteria in words say more than a word or two."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.criteria_thin import RULE
from factories.credentials import HOST
from factories.lint_samples import ACHIEVEMENT, Sample, failing, judge, passing, put

SAMPLES = (
    failing(
        "two words",
        put(f"{ACHIEVEMENT}/criteria/narrative", "Attend it."),
        f"{ACHIEVEMENT}/criteria/narrative",
    ),
    passing(
        "two words and a page",
        put(f"{ACHIEVEMENT}/criteria", {"narrative": "Attend it.", "id": f"{HOST}/criteria"}),
    ),
    passing("a sentence", put(f"{ACHIEVEMENT}/criteria/narrative", "Pass the test at its end.")),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
