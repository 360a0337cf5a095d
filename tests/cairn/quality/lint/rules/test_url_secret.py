"""No address carries a password, a key or a signature that opens it."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.url_secret import RULE
from factories.lint_samples import ACHIEVEMENT, Sample, failing, judge, passing, put

SAMPLES = (
    failing(
        "a signed link",
        put("/evidence/0/id", "https://files.example.edu/1?X-Amz-Signature=0123456789abcdef"),
        "/evidence/0/id",
    ),
    failing(
        "a password",
        put(f"{ACHIEVEMENT}/criteria/id", "https://ada:secret@northside.example.edu/c"),
        f"{ACHIEVEMENT}/criteria/id",
    ),
    passing("a page of a list", put("/evidence/0/id", "https://evidence.example.edu/1?tokens=3")),
    passing("an @ in a path", put("/evidence/0/id", "https://social.example.edu/@zoe/1")),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
