"""A description says more than the name."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.description_repeats_name import RULE
from factories.lint_samples import ACHIEVEMENT, Sample, both, failing, judge, passing, put

SAMPLES = (
    failing(
        "the same words in other letters",
        put(f"{ACHIEVEMENT}/description", "READING a food-label!"),
        f"{ACHIEVEMENT}/description",
    ),
    passing(
        "more than the name", put(f"{ACHIEVEMENT}/description", "Reading a food label, and telling others.")
    ),
    passing("neither", both(put(f"{ACHIEVEMENT}/description", ""), put(f"{ACHIEVEMENT}/name", ""))),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
