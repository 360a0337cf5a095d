"""A credential is small enough for every wallet."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.part_large import RULE
from factories.lint_samples import ACHIEVEMENT, SUBJECT, Sample, failing, judge, passing, put

SAMPLES = (
    failing("a very long narrative", put(f"{SUBJECT}/narrative", "word " * 25_000), ""),
    failing("very long criteria", put(f"{ACHIEVEMENT}/criteria/narrative", "word " * 25_000), ACHIEVEMENT),
    passing("a long narrative", put(f"{SUBJECT}/narrative", "word " * 15_000)),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
