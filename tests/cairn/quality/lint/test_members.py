from __future__ import annotations

import re
from datetime import UTC, datetime

from cairn.quality.lint.members import images_of, moment_of, name_of, number_of, prose_matching
from cairn.quality.lint.parts import achievement_parts, frame_part, row_part
from factories.lint_samples import NOW, put, sound_credential


def test_images_are_those_of_the_part() -> None:
    document = sound_credential()
    put("/issuer/image", {"id": "https://x.example.edu/1.png"})(document)
    put("/credentialSubject/image", {"id": "https://x.example.edu/2.png"})(document)

    assert [place for place, _ in images_of(frame_part(document))] == ["/issuer/image"]
    assert [place for part in achievement_parts(document) for place, _ in images_of(part)] == ["/image"]
    assert [place for place, _ in images_of(row_part(document, now=NOW))] == ["/credentialSubject/image"]


def test_a_name_in_several_languages_is_none_here() -> None:
    document = sound_credential()
    put("/name", [{"@value": "Labels", "@language": "en"}])(document)

    assert name_of(frame_part(document)) is None


def test_a_pattern_is_looked_for_in_prose_only() -> None:
    part = row_part(sound_credential(), now=NOW)

    assert [hit.where for hit in prose_matching(part, re.compile("labels"))] == [
        "/credentialSubject/narrative",
        "/evidence/0/narrative",
    ]
    assert list(prose_matching(part, re.compile("https"))) == []


def test_the_first_moment_that_is_there_counts() -> None:
    node = {
        "validFrom": "2026-01-30T09:00:00Z",
        "issuanceDate": "2020-01-01T00:00:00Z",
        "awardedDate": "soon",
    }

    assert moment_of(node, "validFrom", "issuanceDate") == datetime(2026, 1, 30, 9, tzinfo=UTC)  # type: ignore[arg-type]
    assert moment_of(node, "awardedDate", "validFrom") is None  # type: ignore[arg-type]
    assert moment_of({}, "validFrom") is None


def test_truth_is_no_number() -> None:
    assert number_of(3) == 3.0
    assert number_of(True) is None
    assert number_of("3") is None
