"""An alignment names what it points at and its address."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.alignment_unlinked import RULE
from factories.lint_samples import ACHIEVEMENT, Sample, align, failing, judge, passing

SAMPLES = (
    failing("no address", align(targetName="Labels", targetType="CFItem"), f"{ACHIEVEMENT}/alignment/12"),
    failing(
        "a relative address",
        align(targetName="Labels", targetType="CFItem", targetUrl="/labels"),
        f"{ACHIEVEMENT}/alignment/12",
    ),
    failing(
        "no name",
        align(targetType="CFItem", targetUrl="https://skills.example.edu/1"),
        f"{ACHIEVEMENT}/alignment/12",
    ),
    passing(
        "both", align(targetName="Labels", targetType="CFItem", targetUrl="https://skills.example.edu/1")
    ),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
