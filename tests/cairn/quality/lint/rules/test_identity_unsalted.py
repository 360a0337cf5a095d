"""A hashed identity has a salt and a strong hash."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.identity_unsalted import RULE
from factories.lint_samples import SUBJECT, Sample, drop, failing, judge, passing, put

SAMPLES = (
    failing("no salt", drop(f"{SUBJECT}/identifier/0/salt"), f"{SUBJECT}/identifier/0"),
    failing("MD5", put(f"{SUBJECT}/identifier/0/identityHash", "md5$" + "0" * 32), f"{SUBJECT}/identifier/0"),
    passing(
        "a name, which is not hashed",
        put(f"{SUBJECT}/identifier", [{"hashed": False, "identityHash": "Zoë", "identityType": "name"}]),
    ),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
