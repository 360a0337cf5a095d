"""The issuer has a name that people can read."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.issuer_nameless import RULE
from factories.lint_samples import Sample, drop, failing, judge, passing, put, untouched

SAMPLES = (
    failing("no name", drop("/issuer/name"), "/issuer"),
    failing("only an address", put("/issuer", "https://northside.example.edu"), "/issuer"),
    passing("a name", untouched),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
