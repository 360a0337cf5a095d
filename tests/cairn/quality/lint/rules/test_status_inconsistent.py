"""A status entry names one place in one list."""

from __future__ import annotations

import pytest

from cairn.quality.lint.rules.status_inconsistent import RULE
from factories.credentials import HOST
from factories.lint_samples import Sample, drop, failing, judge, passing, put

ENTRY = {
    "type": "BitstringStatusListEntry",
    "statusPurpose": "revocation",
    "statusListIndex": "7",
    "statusListCredential": f"{HOST}/status/1",
}
SAMPLES = (
    failing("another index in its id", put("/credentialStatus/statusListIndex", "8"), "/credentialStatus/id"),
    failing(
        "the id of the list",
        put("/credentialStatus/id", f"{HOST}/status/northside/revocation/1"),
        "/credentialStatus/id",
    ),
    failing("an index that is a number", put("/credentialStatus/statusListIndex", 7), "/credentialStatus"),
    failing(
        "an index with a zero in front", put("/credentialStatus/statusListIndex", "07"), "/credentialStatus"
    ),
    failing("no list", drop("/credentialStatus/statusListCredential"), "/credentialStatus"),
    failing("one purpose twice", put("/credentialStatus", [ENTRY, ENTRY]), "/credentialStatus/1"),
    passing("two purposes", put("/credentialStatus", [ENTRY, {**ENTRY, "statusPurpose": "suspension"}])),
    passing("an id that names no index", put("/credentialStatus/id", "urn:uuid:1")),
    passing(
        "another type of status", put("/credentialStatus", {"type": "1EdTechRevocationList", "id": "urn:x:1"})
    ),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.title for sample in SAMPLES])
def test_the_sample_is_judged(sample: Sample) -> None:
    judge(RULE, sample)
