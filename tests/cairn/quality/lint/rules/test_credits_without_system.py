"""Credits say what they count."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.credits_without_system import RULE
from factories.lint_samples import ACHIEVEMENT, Sample, drop, failing, judge, passing

SAMPLES = (
    failing("credits of nothing", drop(f"{ACHIEVEMENT}/alignment/3"), f"{ACHIEVEMENT}/creditsAvailable"),
    passing("no credits", drop(f"{ACHIEVEMENT}/alignment/3", f"{ACHIEVEMENT}/creditsAvailable")),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
