"""Letters were not spoilt by a wrong encoding."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.text_mojibake import RULE
from factories.lint_samples import ACHIEVEMENT, SUBJECT, Sample, failing, judge, passing, put

SAMPLES = (
    failing("UTF-8 read as Latin-1", put(f"{ACHIEVEMENT}/name", "CafÃ© latte"), f"{ACHIEVEMENT}/name"),
    failing(
        "a quotation mark", put(f"{SUBJECT}/narrative", "The learnerâ€™s own words."), f"{SUBJECT}/narrative"
    ),
    failing("a lost letter", put("/evidence/0/name", "Caf\ufffd"), "/evidence/0/name"),
    passing("letters of many languages", put(f"{ACHIEVEMENT}/name", "São Tomé, Ångström, Ãgua e “aspas”")),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
