"""Evidence shows something: it has an address or a narrative."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.evidence_empty import RULE
from factories.lint_samples import Sample, drop, failing, judge, passing, put

SAMPLES = (
    failing("only a name", put("/evidence/-", {"type": ["Evidence"], "name": "Recording"}), "/evidence/1"),
    passing(
        "only a narrative",
        put("/evidence/-", {"type": ["Evidence"], "narrative": "Five minutes, two labels."}),
    ),
    passing("no evidence", drop("/evidence")),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
