"""No text was left over from a template or a trial."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.placeholder_text import RULE
from factories.lint_samples import ACHIEVEMENT, SUBJECT, Sample, failing, judge, passing, put

SAMPLES = (
    failing(
        "lorem ipsum",
        put(f"{ACHIEVEMENT}/description", "Lorem ipsum dolor sit amet."),
        f"{ACHIEVEMENT}/description",
    ),
    failing(
        "a note to oneself",
        put(f"{ACHIEVEMENT}/criteria/narrative", "TBD: ask Ada what counts."),
        f"{ACHIEVEMENT}/criteria/narrative",
    ),
    failing("a trial", put(f"{ACHIEVEMENT}/name", "Test badge 2"), f"{ACHIEVEMENT}/name"),
    failing(
        "a field of a template",
        put(f"{SUBJECT}/narrative", "Dear {{first_name}}, well done."),
        f"{SUBJECT}/narrative",
    ),
    failing("evidence of a trial", put("/evidence/0/name", "test"), "/evidence/0/name"),
    passing("a test as a subject", put(f"{ACHIEVEMENT}/name", "Test of English")),
    passing("a result that is called so", put(f"{ACHIEVEMENT}/resultDescription/0/name", "Test")),
    passing(
        "a word of Spanish", put(f"{ACHIEVEMENT}/description", "Comprende todo lo que dice una etiqueta.")
    ),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
