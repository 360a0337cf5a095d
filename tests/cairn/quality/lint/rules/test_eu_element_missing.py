"""The elements that the EU asks of a micro-credential are told."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.eu_element_missing import RULE
from factories.lint_samples import ACHIEVEMENT, SUBJECT, Sample, drop, failing, judge, passing, put

SAMPLES = (
    failing(
        "no workload and no credits",
        drop(f"{ACHIEVEMENT}/alignment/4", f"{ACHIEVEMENT}/creditsAvailable"),
        ACHIEVEMENT,
    ),
    failing("no country", drop("/issuer/address"), ""),
    failing(
        "a country in words",
        put("/issuer/address", {"addressCountry": "Spain"}),
        "/issuer/address/addressCountry",
    ),
    failing("nobody", drop(f"{SUBJECT}/id", f"{SUBJECT}/identifier"), ""),
    passing("an optional one", drop(f"{ACHIEVEMENT}/alignment/11")),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
