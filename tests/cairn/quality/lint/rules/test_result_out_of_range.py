"""A result is one that its description allows."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.result_out_of_range import RULE
from factories.lint_samples import ACHIEVEMENT, SUBJECT, Sample, failing, judge, passing, put

SAMPLES = (
    failing("more than all", put(f"{SUBJECT}/result/0/value", "187.5"), f"{SUBJECT}/result/0/value"),
    failing(
        "none of those allowed",
        put(f"{ACHIEVEMENT}/resultDescription/0/allowedValue", ["60", "80"]),
        f"{SUBJECT}/result/0/value",
    ),
    failing(
        "a level of nobody",
        put(f"{SUBJECT}/result/0/achievedLevel", "urn:x:1"),
        f"{SUBJECT}/result/0/achievedLevel",
    ),
    passing("the most", put(f"{SUBJECT}/result/0/value", "100")),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
