"""Texts that everybody can read hold no e-mail address and no phone number."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.personal_data import RULE
from factories.lint_samples import ACHIEVEMENT, SUBJECT, Sample, failing, judge, passing, put, untouched

SAMPLES = (
    failing(
        "an e-mail address in criteria",
        put(f"{ACHIEVEMENT}/criteria/narrative", "Send your work to ada@example.edu."),
        f"{ACHIEVEMENT}/criteria/narrative",
    ),
    failing(
        "a phone number", put(f"{SUBJECT}/narrative", "Reached at +44 20 7946 0000."), f"{SUBJECT}/narrative"
    ),
    failing(
        "a phone number without country",
        put("/evidence/0/narrative", "Call 020 7946 0000 first."),
        "/evidence/0/narrative",
    ),
    passing("the address of the organisation", untouched),
    passing(
        "dates and numbers",
        put(f"{ACHIEVEMENT}/criteria/narrative", "From 05.01.2026 on, 1000 words, at least 0.75, room 0815."),
    ),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
