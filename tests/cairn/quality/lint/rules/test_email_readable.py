"""The e-mail address of the subject cannot be read."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.email_readable import RULE
from factories.lint_samples import SUBJECT, Sample, failing, judge, passing, put, untouched

PLAIN = {
    "type": "IdentityObject",
    "hashed": False,
    "identityHash": "zoe@example.edu",
    "identityType": "emailAddress",
}
SAMPLES = (
    failing("not hashed", put(f"{SUBJECT}/identifier/0", PLAIN), f"{SUBJECT}/identifier/0/identityHash"),
    failing(
        "an address called a name",
        put(f"{SUBJECT}/identifier/1/identityHash", "zoe@example.edu"),
        f"{SUBJECT}/identifier/1/identityHash",
    ),
    failing("as the id of the subject", put(f"{SUBJECT}/id", "mailto:zoe@example.edu"), f"{SUBJECT}/id"),
    passing("hashed", untouched),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
