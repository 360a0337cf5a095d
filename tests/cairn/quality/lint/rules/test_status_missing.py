"""A credential can be revoked."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.status_missing import RULE
from factories.lint_samples import Sample, drop, failing, judge, passing, put

SAMPLES = (
    failing("no status", drop("/credentialStatus"), ""),
    passing("a list of several", put("/credentialStatus", [{"type": "BitstringStatusListEntry"}])),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
