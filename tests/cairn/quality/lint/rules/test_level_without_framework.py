"""A level says which framework it is a level of."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.level_without_framework import RULE
from factories.lint_samples import ACHIEVEMENT, Sample, align, failing, judge, passing

SAMPLES = (
    failing(
        "a level of nothing",
        align(targetName="Level 5", targetType="ext:EducationLevel", targetUrl="urn:x:5", targetCode="5"),
        f"{ACHIEVEMENT}/alignment/12",
    ),
    passing(
        "a level of a national framework",
        align(
            targetName="Level 5", targetType="ext:EducationLevel", targetUrl="urn:x:5", targetFramework="RQF"
        ),
    ),
    passing(
        "an address of the EQF",
        align(
            targetName="Level 5", targetType="ext:EducationLevel", targetUrl="http://data.europa.eu/snb/eqf/5"
        ),
    ),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
