"""The subject is identified."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.subject_unidentified import RULE
from factories.lint_samples import SUBJECT, Sample, drop, failing, judge, passing, put

SAMPLES = (
    failing("neither id nor identifier", drop(f"{SUBJECT}/id", f"{SUBJECT}/identifier"), SUBJECT),
    failing("no subject", put("/credentialSubject", []), ""),
    passing("only an identifier", drop(f"{SUBJECT}/id")),
    passing("only a DID", drop(f"{SUBJECT}/identifier")),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
