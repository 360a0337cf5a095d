from __future__ import annotations

import copy

import pytest

from cairn.credentials.concepts import TargetType
from cairn.credentials.facts import parse_facts
from cairn.errors import DocumentError
from cairn.quality.completeness.seen import first_text, see_achievement, see_award, see_credential, text_of
from factories.lint_samples import ACHIEVEMENT, put, sound_achievement, sound_credential


def test_alignments_are_sorted_by_what_they_tell() -> None:
    seen = see_credential(sound_credential())

    assert len(seen.rows[TargetType.ASSESSMENT_TYPE]) == 2
    assert [row.where for row in seen.outcomes] == [f"{ACHIEVEMENT}/alignment/{index}" for index in (0, 1)]
    assert all(row.is_readable for rows in seen.rows.values() for row in rows)
    assert seen.loose == ()


@pytest.mark.parametrize("index", range(2, 12))
@pytest.mark.parametrize("member", ["targetCode", "targetUrl", "targetName"])
def test_an_alignment_is_readable_just_where_it_can_be_parsed(index: int, member: str) -> None:
    alignment = copy.deepcopy(sound_achievement()["alignment"][index])  # type: ignore[index]
    alignment[member] = "" if member != "targetCode" else "nobody-says-so"  # type: ignore[call-overload,index]
    achievement = {"alignment": [alignment]}
    rows = see_achievement(achievement).rows  # type: ignore[arg-type]
    readable = next(iter(rows.values()))[0].is_readable
    try:
        parse_facts(achievement)  # type: ignore[arg-type]
    except DocumentError:
        assert not readable
    else:
        assert readable is bool(alignment["targetName"] and alignment["targetUrl"])  # type: ignore[call-overload,index]


def test_alignments_of_others_are_known_by_their_address() -> None:
    address = "http://data.europa.eu/snb/learning-assessment/920fbb3cbe"
    seen = see_achievement({"alignment": [{"targetName": "Online", "targetUrl": address}]})

    assert seen.rows[TargetType.PARTICIPATION][0].is_readable


def test_an_alignment_of_no_known_kind_is_loose() -> None:
    seen = see_achievement(
        {"alignment": [{"targetName": "X", "targetUrl": "urn:x:1", "targetType": "ext:X"}]}
    )

    assert (seen.rows, seen.loose[0].where) == ({}, "/alignment/0")


def test_the_issuer_that_is_given_comes_before_the_creator() -> None:
    assert see_achievement(sound_achievement()).issuer_at == "/creator"
    assert see_achievement(sound_achievement(), issuer={"id": "x:1"}).issuer == {"id": "x:1"}
    assert see_achievement({}).issuer_at == ""


def test_an_award_is_seen_without_its_achievement() -> None:
    seen = see_award(sound_credential())

    assert (seen.rows, seen.achievement, seen.is_award) == ({}, {}, True)
    assert seen.issuer["name"] == "Northside College"


def test_an_issuer_may_be_only_an_address() -> None:
    document = sound_credential()
    put("/issuer", "https://northside.example.edu")(document)

    assert see_credential(document).issuer == {"id": "https://northside.example.edu"}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a", "a"),
        ({"@value": "a", "@language": "en"}, "a"),
        ([{"@value": " "}, {"@value": "b"}], "b"),
        ({"en": "a", "de": "b"}, "a"),
        (["", "b"], "b"),
        (None, ""),
        (3, ""),
        ({"@value": 3}, ""),
    ],
)
def test_the_first_text_of_a_value(value: object, text: str) -> None:
    assert first_text(value) == text  # type: ignore[arg-type]


def test_a_text_has_no_margin() -> None:
    assert text_of({"name": " a "}, "name") == "a"
