"""No address carries what is there to follow people."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.url_tracking import RULE
from factories.lint_samples import ACHIEVEMENT, Sample, failing, judge, passing, put

SAMPLES = (
    failing(
        "a campaign",
        put(f"{ACHIEVEMENT}/criteria/id", "https://northside.example.edu/c?utm_source=badge"),
        f"{ACHIEVEMENT}/criteria/id",
    ),
    failing(
        "a click", put("/evidence/0/id", "https://evidence.example.edu/1?a=1&fbclid=abc"), "/evidence/0/id"
    ),
    passing("a page of a list", put("/evidence/0/id", "https://evidence.example.edu/1?page=2")),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
