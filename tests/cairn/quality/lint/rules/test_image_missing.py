"""An Achievement has an image."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.image_missing import RULE
from factories.lint_samples import ACHIEVEMENT, Sample, drop, failing, judge, passing, put, untouched

SAMPLES = (
    failing("no image", drop(f"{ACHIEVEMENT}/image"), ACHIEVEMENT),
    failing("an image without address", put(f"{ACHIEVEMENT}/image", {"type": "Image"}), ACHIEVEMENT),
    passing("an image", untouched),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
