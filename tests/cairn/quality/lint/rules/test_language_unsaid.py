"""An Achievement says in which language it is."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.language_unsaid import RULE
from factories.lint_samples import ACHIEVEMENT, Sample, drop, failing, judge, passing, put

SAMPLES = (
    failing("no inLanguage", drop(f"{ACHIEVEMENT}/inLanguage"), ACHIEVEMENT),
    passing("Swiss German", put(f"{ACHIEVEMENT}/inLanguage", "de-CH")),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
