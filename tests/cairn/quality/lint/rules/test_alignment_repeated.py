"""No skill or fact is aligned twice."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.alignment_repeated import RULE
from factories.lint_samples import ACHIEVEMENT, Sample, align, failing, judge, passing

SAMPLES = (
    failing(
        "the same skill again",
        align(
            targetName="Other",
            targetType="ext:ESCOSkill",
            targetUrl="http://data.europa.eu/esco/skill/0b0a3b4e/",
        ),
        f"{ACHIEVEMENT}/alignment/12",
    ),
    failing(
        "the same name in the same framework",
        align(
            targetName="Interpret  Nutritional information",
            targetType="ext:ESCOSkill",
            targetUrl="http://data.europa.eu/esco/skill/9",
            targetFramework="ESCO",
        ),
        f"{ACHIEVEMENT}/alignment/12",
    ),
    passing(
        "two words of one list at the address of the list",
        align(
            targetName="Council",
            targetType="ext:QualityAssurance",
            targetUrl="https://quality.example.edu/northside",
            targetCode="programme",
        ),
    ),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
