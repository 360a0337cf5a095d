"""A name is made of words: neither empty nor only emoji or punctuation."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.name_without_words import RULE
from factories.lint_samples import ACHIEVEMENT, Sample, failing, judge, passing, put

SAMPLES = (
    failing("only emoji", put(f"{ACHIEVEMENT}/name", "🏅🏅"), f"{ACHIEVEMENT}/name"),
    failing("empty", put("/name", ""), "/name"),
    passing("an emoji beside words", put(f"{ACHIEVEMENT}/name", "🏅 Food labels")),
    passing("words of another script", put(f"{ACHIEVEMENT}/name", "食品ラベル")),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
