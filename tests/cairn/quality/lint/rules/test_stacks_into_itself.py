"""An Achievement is neither its own prerequisite nor counts towards itself."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.stacks_into_itself import RULE
from factories.credentials import ACHIEVEMENT_ID
from factories.lint_samples import ACHIEVEMENT, Sample, failing, judge, passing, put

SAMPLES = (
    failing(
        "its own prerequisite",
        put(f"{ACHIEVEMENT}/alignment/10/targetUrl", ACHIEVEMENT_ID),
        f"{ACHIEVEMENT}/alignment/10/targetUrl",
    ),
    failing(
        "counts towards itself",
        put(f"{ACHIEVEMENT}/alignment/11/targetUrl", ACHIEVEMENT_ID),
        f"{ACHIEVEMENT}/alignment/11/targetUrl",
    ),
    passing("an outcome at its own address", put(f"{ACHIEVEMENT}/alignment/1/targetUrl", ACHIEVEMENT_ID)),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
