"""A name is not written in capital letters throughout."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.name_shouting import RULE
from factories.lint_samples import ACHIEVEMENT, Sample, failing, judge, passing, put

SAMPLES = (
    failing("all in capitals", put(f"{ACHIEVEMENT}/name", "READING A FOOD LABEL"), f"{ACHIEVEMENT}/name"),
    passing("one word that is an abbreviation", put(f"{ACHIEVEMENT}/name", "CERTIFIED")),
    passing("an abbreviation and a number", put(f"{ACHIEVEMENT}/name", "ISO 9001")),
    passing("a script without capitals", put(f"{ACHIEVEMENT}/name", "قراءة ملصقات الطعام")),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
