"""An image says in words what it shows."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.image_without_caption import RULE
from factories.lint_samples import ACHIEVEMENT, Sample, drop, failing, judge, passing, put, untouched

SAMPLES = (
    failing("no caption", drop(f"{ACHIEVEMENT}/image/caption"), f"{ACHIEVEMENT}/image"),
    failing(
        "the image of the issuer",
        put("/issuer/image", {"type": "Image", "id": "https://x.example.edu/1.png"}),
        "/issuer/image",
    ),
    passing("a caption", untouched),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
