"""Texts are plain or Markdown, and hold no HTML."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.html_in_text import RULE
from factories.lint_samples import ACHIEVEMENT, SUBJECT, Sample, failing, judge, passing, put

SAMPLES = (
    failing(
        "a paragraph",
        put(f"{ACHIEVEMENT}/criteria/narrative", "<p>Pass the test.</p>"),
        f"{ACHIEVEMENT}/criteria/narrative",
    ),
    failing(
        "a script", put(f"{SUBJECT}/narrative", "Well done<script>alert(1)</script>"), f"{SUBJECT}/narrative"
    ),
    failing("an entity", put("/name", "Food &amp; labels"), "/name"),
    passing(
        "an address in Markdown",
        put(f"{ACHIEVEMENT}/criteria/narrative", "See <https://northside.example.edu> & pass."),
    ),
    passing("a comparison", put(f"{ACHIEVEMENT}/description", "Tells a < b from b > c, and A & B.")),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
