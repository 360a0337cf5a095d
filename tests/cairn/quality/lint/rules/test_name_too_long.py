"""A name is short enough to be shown on a card, a profile or in a list."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.name_too_long import RULE
from factories.lint_samples import ACHIEVEMENT, Sample, failing, judge, passing, put

SAMPLES = (
    failing("101 letters", put(f"{ACHIEVEMENT}/name", "a" * 101), f"{ACHIEVEMENT}/name"),
    failing("a long name of the credential", put("/name", "long " * 30), "/name"),
    passing("100 letters", put(f"{ACHIEVEMENT}/name", "a" * 100)),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
