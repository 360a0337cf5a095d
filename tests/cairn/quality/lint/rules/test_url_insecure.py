"""Addresses that are followed begin with https."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.url_insecure import RULE
from factories.lint_samples import ACHIEVEMENT, Sample, align, failing, judge, passing, put, untouched

SAMPLES = (
    failing("evidence", put("/evidence/0/id", "http://evidence.example.edu/1"), "/evidence/0/id"),
    failing(
        "a link in criteria",
        put(f"{ACHIEVEMENT}/criteria/narrative", "See [it](http://northside.example.edu/labels)."),
        f"{ACHIEVEMENT}/criteria/narrative",
    ),
    passing("names of concepts of the EU", untouched),
    passing(
        "a framework that is called so",
        align(targetName="L", targetType="CFItem", targetUrl="http://corestandards.example.edu/1"),
    ),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
