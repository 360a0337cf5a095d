"""The credential that is measured is the one that is spoken of."""

from __future__ import annotations

import re
from random import Random
from typing import Any

from benchmarks import documents
from cairn.canonical.canonizer import Canonizer
from cairn.credentials import contexts
from cairn.credentials.validation import check

ISSUER = "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"


def test_the_credential_has_the_size_that_is_told() -> None:
    canonical = Canonizer(contexts.load).canonize(documents.credential(7, issuer=ISSUER))
    assert canonical.count(b"\n") == 74
    assert len(set(re.findall(rb"_:c14n[0-9]+", canonical))) == 6
    assert 9_300 < len(canonical) < 10_300


def test_the_credential_is_one_of_open_badges_3() -> None:
    check(documents.credential(7, issuer=ISSUER), expected="AchievementCredential")


def test_a_row_fills_the_open_places() -> None:
    document: Any = documents.credential(3, issuer=ISSUER)
    for path, text in zip(documents.OPEN, documents.row(3), strict=True):
        place = document
        for step in path:
            place = place[step]
        assert place == text


def test_a_reshaped_document_means_the_same() -> None:
    document = documents.credential(7, issuer=ISSUER)
    canonizer = Canonizer(contexts.load)
    other = documents.reshaped(document, Random(1))
    assert list(other) != list(document)
    assert canonizer.canonize(other) == canonizer.canonize(document)
