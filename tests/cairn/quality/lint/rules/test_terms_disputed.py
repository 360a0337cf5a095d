"""Terms that only one of two versions of a context defines are not used."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.terms_disputed import RULE
from factories.lint_samples import ACHIEVEMENT, Sample, failing, judge, passing, put

SAMPLES = (
    failing("jti", put("/jti", "urn:uuid:1"), "/jti"),
    failing(
        "an endorsement of the Achievement",
        put(f"{ACHIEVEMENT}/endorsementJwt", ["a.b.c"]),
        f"{ACHIEVEMENT}/endorsementJwt",
    ),
    failing(
        "an endorsement of the issuer", put("/issuer/endorsementJwt", ["a.b.c"]), "/issuer/endorsementJwt"
    ),
    passing("an endorsement as a document", put(f"{ACHIEVEMENT}/endorsement", [])),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
