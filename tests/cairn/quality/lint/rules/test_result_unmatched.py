"""Every result belongs to a result description of the Achievement."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.result_unmatched import RULE
from factories.lint_samples import ACHIEVEMENT, SUBJECT, Sample, both, drop, failing, judge, passing, put

ONE = {"type": ["Result"], "resultDescription": "urn:uuid:9", "value": "1"}
SAMPLES = (
    failing(
        "a description of nobody",
        put(f"{SUBJECT}/result/0/resultDescription", "urn:uuid:9"),
        f"{SUBJECT}/result/0/resultDescription",
    ),
    failing("no description", drop(f"{SUBJECT}/result/0/resultDescription"), f"{SUBJECT}/result/0"),
    failing(
        "an Achievement that describes none",
        both(drop(f"{ACHIEVEMENT}/resultDescription"), put(f"{SUBJECT}/result", [ONE])),
        f"{SUBJECT}/result/0/resultDescription",
    ),
    passing("an alignment in its place", put(f"{SUBJECT}/result", [{"value": "1", "alignment": [{}]}])),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
