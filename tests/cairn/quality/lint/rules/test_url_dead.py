"""No address looks as if nobody could ever answer there."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.url_dead import RULE
from factories.lint_samples import ACHIEVEMENT, Sample, failing, judge, passing, put

SAMPLES = (
    failing("a host kept for examples", put("/evidence/0/id", "https://www.example.com/1"), "/evidence/0/id"),
    failing(
        "no domain", put(f"{ACHIEVEMENT}/image/id", "https://northside/label.png"), f"{ACHIEVEMENT}/image/id"
    ),
    failing(
        "no host",
        put(f"{ACHIEVEMENT}/criteria/narrative", "See https:// for what has to be done."),
        f"{ACHIEVEMENT}/criteria/narrative",
    ),
    failing("an issuer nowhere", put("/issuer/id", "did:web:badges.invalid"), "/issuer/id"),
    passing("a domain name", put("/evidence/0/id", "https://evidence.example.edu/2")),
    passing("a name in other letters", put("/evidence/0/id", "https://bücher.example.edu/2")),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
