"""An Achievement is described in at least a sentence."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.description_thin import RULE
from factories.lint_samples import ACHIEVEMENT, Sample, drop, failing, judge, passing, put

SAMPLES = (
    failing("two words", put(f"{ACHIEVEMENT}/description", "Food labels."), f"{ACHIEVEMENT}/description"),
    failing("none", drop(f"{ACHIEVEMENT}/description"), ACHIEVEMENT),
    passing("a sentence", put(f"{ACHIEVEMENT}/description", "Reads what stands on a label.")),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
