"""Texts hold no characters that cannot be seen."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.text_invisible import RULE
from factories.lint_samples import ACHIEVEMENT, Sample, failing, judge, passing, put

SAMPLES = (
    failing(
        "a direction turned around", put(f"{ACHIEVEMENT}/name", "Food \u202elabels"), f"{ACHIEVEMENT}/name"
    ),
    failing("a space of no width", put("/name", "Food\u200b labels"), "/name"),
    passing("joiners of Persian and emoji", put(f"{ACHIEVEMENT}/name", "می\u200cخواهم 👩\u200d🍳")),
    passing("lines", put(f"{ACHIEVEMENT}/criteria/narrative", "Pass the test.\n\nThen explain two labels.")),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
