"""No tag stands twice."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.tag_repeated import RULE
from factories.lint_samples import ACHIEVEMENT, Sample, failing, judge, passing, put

SAMPLES = (
    failing(
        "the same in capitals", put(f"{ACHIEVEMENT}/tag", ["food", "labels", "Food"]), f"{ACHIEVEMENT}/tag/2"
    ),
    passing("two tags", put(f"{ACHIEVEMENT}/tag", ["food", "foods"])),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
