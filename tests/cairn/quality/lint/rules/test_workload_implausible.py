"""The hours of learning and the ECTS credits fit each other."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.workload_implausible import RULE
from factories.lint_samples import ACHIEVEMENT, Sample, both, drop, failing, judge, passing, put

WORKLOAD = f"{ACHIEVEMENT}/alignment/4/targetCode"
CREDITS = f"{ACHIEVEMENT}/creditsAvailable"
SAMPLES = (
    failing("four hours for a credit and a half", put(WORKLOAD, "PT4H"), CREDITS),
    failing("a hundred hours for a credit and a half", put(WORKLOAD, "PT100H"), CREDITS),
    passing("30 hours a credit", put(WORKLOAD, "PT45H")),
    passing("25 hours a credit, rounded to minutes", both(put(WORKLOAD, "PT8H20M"), put(CREDITS, 0.333))),
    passing(
        "credits of another system",
        both(put(WORKLOAD, "PT4H"), put(f"{ACHIEVEMENT}/alignment/3/targetCode", "ECVET")),
    ),
    passing("no credits", both(put(WORKLOAD, "PT4H"), drop(CREDITS))),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
