"""A result description can be met by some result."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.result_description_unusable import RULE
from factories.lint_samples import ACHIEVEMENT, Sample, both, drop, failing, judge, passing, put

FIRST = f"{ACHIEVEMENT}/resultDescription/0"
SAMPLES = (
    failing(
        "bounds exchanged",
        both(put(f"{FIRST}/valueMin", "100"), put(f"{FIRST}/valueMax", "0")),
        f"{FIRST}/valueMin",
    ),
    failing("more required than there is", put(f"{FIRST}/requiredValue", "101"), f"{FIRST}/requiredValue"),
    failing(
        "a required value that is not allowed",
        both(put(f"{FIRST}/allowedValue", ["A", "B"]), put(f"{FIRST}/requiredValue", "C")),
        f"{FIRST}/requiredValue",
    ),
    passing("the most is required", put(f"{FIRST}/requiredValue", "100")),
    passing(
        "a list without requirement",
        both(drop(f"{FIRST}/requiredValue"), put(f"{FIRST}/allowedValue", ["A", "B"])),
    ),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
