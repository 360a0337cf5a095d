"""Nobody is given more credits than the Achievement is worth."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.credits_exceeded import RULE
from factories.lint_samples import ACHIEVEMENT, SUBJECT, Sample, both, drop, failing, judge, passing, put

SAMPLES = (
    failing("more than there are", put(f"{SUBJECT}/creditsEarned", 2), f"{SUBJECT}/creditsEarned"),
    failing("fewer than none", put(f"{SUBJECT}/creditsEarned", -1), f"{SUBJECT}/creditsEarned"),
    passing("fewer than there are", put(f"{SUBJECT}/creditsEarned", 1)),
    passing(
        "none said to be there",
        both(put(f"{SUBJECT}/creditsEarned", 9), drop(f"{ACHIEVEMENT}/creditsAvailable")),
    ),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
