"""What is written into the credential itself is small."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.image_oversize import RULE
from factories.lint_samples import ACHIEVEMENT, Sample, failing, judge, passing, put

LARGE = "data:image/png;base64," + "A" * 100_000
SAMPLES = (
    failing("a large picture", put(f"{ACHIEVEMENT}/image/id", LARGE), f"{ACHIEVEMENT}/image/id"),
    failing("large evidence", put("/evidence/0/id", LARGE), "/evidence/0/id"),
    passing("a small picture", put(f"{ACHIEVEMENT}/image/id", LARGE[:90_000])),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
