"""No address leads to the machine or the network of whoever wrote it."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.url_private import RULE
from factories.lint_samples import ACHIEVEMENT, Sample, failing, judge, passing, put

SAMPLES = (
    failing(
        "this machine",
        put("/credentialStatus/statusListCredential", "http://localhost:8000/status/1"),
        "/credentialStatus/statusListCredential",
    ),
    failing(
        "an address that a machine gives itself",
        put(f"{ACHIEVEMENT}/image/id", "https://169.254.1.8/label.png"),
        f"{ACHIEVEMENT}/image/id",
    ),
    failing("an issuer on this machine", put("/issuer/id", "did:web:localhost%3A8443"), "/issuer/id"),
    failing("IPv6", put("/evidence/0/id", "https://[::1]/1"), "/evidence/0/id"),
    passing("a public number", put("/evidence/0/id", "https://93.184.216.34/1")),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
