"""A text in several languages is written as VC Data Model 2.0 asks."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.language_map import RULE
from factories.lint_samples import ACHIEVEMENT, Sample, failing, judge, passing, put

EN = {"@value": "Labels", "@language": "en"}
SAMPLES = (
    failing(
        "a map of languages",
        put(f"{ACHIEVEMENT}/name", {"en": "Labels", "de": "Etiketten"}),
        f"{ACHIEVEMENT}/name",
    ),
    failing("one language twice", put(f"{ACHIEVEMENT}/description", [EN, EN]), f"{ACHIEVEMENT}/description"),
    failing(
        "a language that cannot be",
        put("/name", {"@value": "Labels", "@language": "english language"}),
        "/name",
    ),
    passing(
        "two languages as the standard writes them",
        put("/name", [EN, {"@value": "Etiketten", "@language": "de"}]),
    ),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
