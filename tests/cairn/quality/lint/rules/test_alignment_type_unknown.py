"""An alignment says with a known word what it points at."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.alignment_type_unknown import RULE
from factories.lint_samples import ACHIEVEMENT, Sample, align, drop, failing, judge, passing

SAMPLES = (
    failing(
        "no type",
        align(targetName="Labels", targetUrl="https://skills.example.edu/1"),
        f"{ACHIEVEMENT}/alignment/12",
    ),
    failing(
        "a word of nobody",
        align(targetName="Labels", targetType="ext:Thing", targetUrl="urn:x:1"),
        f"{ACHIEVEMENT}/alignment/12/targetType",
    ),
    passing(
        "a word of the standard",
        align(targetName="Labels", targetType="ceasn:Competency", targetUrl="urn:x:1"),
    ),
    passing("no alignment at all", drop(f"{ACHIEVEMENT}/alignment")),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
