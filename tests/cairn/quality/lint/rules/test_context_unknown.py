"""Every context is one that verifiers have at hand."""

from __future__ import annotations

import pytest

from cairn.credentials.contexts import OPEN_BADGES_EXTENSIONS
from cairn.quality.lint.rules.context_unknown import RULE
from factories.lint_samples import Sample, failing, judge, passing, put

SAMPLES = (
    failing(
        "an address of somebody",
        put("/@context/-", "https://northside.example.edu/context.json"),
        "/@context/2",
    ),
    failing(
        "one written into the document",
        put("/@context/-", {"grade": "https://northside.example.edu/grade"}),
        "/@context/2",
    ),
    passing("an extension", put("/@context/-", OPEN_BADGES_EXTENSIONS)),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
