"""What the alignments tell about the Achievement can be read by a program."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.facts_unreadable import RULE
from factories.lint_samples import ACHIEVEMENT, Sample, align, failing, judge, passing, put

WORKLOAD = f"{ACHIEVEMENT}/alignment/4/targetCode"
SAMPLES = (
    failing("a workload in words", put(WORKLOAD, "two days"), WORKLOAD),
    failing(
        "a form of participation that is on no list",
        align(
            targetName="By post", targetType="ext:ModeOfParticipation", targetUrl="urn:x:1", targetCode="post"
        ),
        f"{ACHIEVEMENT}/alignment/12/targetCode",
    ),
    failing(
        "two workloads",
        align(targetName="1 hour", targetType="ext:Workload", targetUrl="urn:x:1", targetCode="PT1H"),
        f"{ACHIEVEMENT}/alignment",
    ),
    passing(
        "a type that is not ours",
        align(targetName="By post", targetType="ext:Postal", targetUrl="urn:x:1", targetCode="post"),
    ),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
