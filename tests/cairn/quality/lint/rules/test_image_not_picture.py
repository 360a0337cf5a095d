"""An image is a picture."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.image_not_picture import RULE
from factories.lint_samples import ACHIEVEMENT, SUBJECT, Sample, failing, judge, passing, put

SAMPLES = (
    failing(
        "a document",
        put(f"{ACHIEVEMENT}/image/id", "https://credentials.example.edu/label.pdf"),
        f"{ACHIEVEMENT}/image/id",
    ),
    failing("data of a text", put("/image", {"type": "Image", "id": "data:text/html,hello"}), "/image/id"),
    failing(
        "an image of the subject",
        put(f"{SUBJECT}/image", {"type": "Image", "id": "https://x.example.edu/me.docx"}),
        f"{SUBJECT}/image/id",
    ),
    passing("data of a picture", put(f"{ACHIEVEMENT}/image/id", "data:image/png;base64,iVBORw0KGgo=")),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
