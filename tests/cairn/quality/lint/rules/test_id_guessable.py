"""The address of a credential cannot be guessed from that of another."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.id_guessable import RULE
from factories.lint_samples import Sample, failing, judge, passing, put, untouched

SAMPLES = (
    failing("a number", put("/id", "https://credentials.example.edu/credentials/1042"), "/id"),
    failing("a number behind letters", put("/id", "https://credentials.example.edu/award-17"), "/id"),
    passing("a UUID", untouched),
    passing("a URN", put("/id", "urn:uuid:00000000-0000-4000-8000-000000000001")),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
