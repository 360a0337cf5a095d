"""Achievements, built."""

from __future__ import annotations

import pytest

from cairn.credentials import builders
from cairn.credentials.achievements import Achievement
from cairn.credentials.validation import validate
from cairn.errors import DocumentError, UsageError
from factories import credentials as samples


def test_a_full_achievement_has_no_problem_and_reads_back() -> None:
    built = samples.full_achievement()
    assert validate(built) == ()
    view = Achievement(source=built)
    assert view.name == "Reading a food label"
    assert view.credits_available == 1.5
    assert view.related[0].in_language == "de"
    assert view.result_description[-2].allowed_value == ("F", "C", "B", "A")
    assert view.result_description[-3].rubric_criterion_level[1].name == "Clear"


def test_the_texts_are_those_of_its_own_language() -> None:
    german = builders.build_achievement(
        identifier="urn:uuid:1",
        name={"en": "Label", "de": "Etikett"},
        description="-",
        criteria=builders.build_criteria(narrative="-"),
        in_language="de",
    )
    assert german["name"] == "Etikett"


def test_a_text_that_is_missing_in_its_language_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        builders.build_achievement(
            identifier="urn:uuid:1",
            name={"en": "Label"},
            description="-",
            criteria=builders.build_criteria(narrative="-"),
            in_language="de",
        )
    assert caught.value.code == "language.missing"


def test_criteria_that_say_nothing_are_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        builders.build_criteria()
    assert caught.value.code == "credential.criteria_empty"


def test_a_required_value_out_of_range_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        builders.build_result_description(
            identifier="urn:uuid:1",
            name="Test",
            result_type="Percent",
            value_min="0",
            value_max="100",
            required_value="101",
        )
    assert (caught.value.code, caught.value.where) == ("credential.value_out_of_range", "/requiredValue")


def test_two_result_descriptions_of_one_id_are_refused() -> None:
    twice = builders.build_result_description(identifier="urn:uuid:1", name="T", result_type="Percent")
    with pytest.raises(DocumentError) as caught:
        builders.build_achievement(
            identifier="urn:uuid:2",
            name="A",
            description="-",
            criteria=builders.build_criteria(narrative="-"),
            result_description=[twice, twice],
        )
    assert caught.value.code == "credential.duplicate_id"


def test_an_alignment_nobody_can_follow_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        builders.build_alignment(name="Skill", url="esco/1")
    assert caught.value.code == "credential.link_not_absolute"
