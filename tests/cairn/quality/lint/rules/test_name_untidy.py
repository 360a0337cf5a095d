"""A name has no space at its ends and no two in a row."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.name_untidy import RULE
from factories.lint_samples import ACHIEVEMENT, Sample, failing, judge, passing, put

SAMPLES = (
    failing("a space at its end", put(f"{ACHIEVEMENT}/name", "Food labels "), f"{ACHIEVEMENT}/name"),
    failing("two spaces in a row", put("/name", "Food  labels"), "/name"),
    passing("single spaces", put(f"{ACHIEVEMENT}/name", "Food labels")),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
