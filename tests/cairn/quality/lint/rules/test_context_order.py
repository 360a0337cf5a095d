"""The contexts are those of VC 2.0 and of Open Badges 3.0, in this order."""

from __future__ import annotations

import pytest

from cairn.credentials.contexts import CREDENTIALS_V1, CREDENTIALS_V2, OPEN_BADGES_EXTENSIONS, OPEN_BADGES_V3
from cairn.quality.lint.rules.context_order import RULE
from factories.lint_samples import Sample, drop, failing, judge, passing, put

SAMPLES = (
    failing("Open Badges first", put("/@context", [OPEN_BADGES_V3, CREDENTIALS_V2]), "/@context/0"),
    failing("version 1.1", put("/@context/0", CREDENTIALS_V1), "/@context/0"),
    failing("no Open Badges", put("/@context", [CREDENTIALS_V2]), "/@context"),
    failing("none", drop("/@context"), ""),
    passing("an extension behind them", put("/@context/-", OPEN_BADGES_EXTENSIONS)),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
