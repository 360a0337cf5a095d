"""Results against their result descriptions, where no JSON Schema can judge."""

from __future__ import annotations

from typing import Any

import pytest

from cairn.credentials.results import ResultDescription, check_results, check_unique_ids
from cairn.credentials.view import judge


def codes(description: dict[str, Any], result: dict[str, Any]) -> list[str]:
    """Return what is wrong with one result under one description."""
    subject: Any = {
        "achievement": {"resultDescription": [{"id": "urn:x:1", **description}]},
        "result": [{"type": ["Result"], "resultDescription": "urn:x:1", **result}],
    }
    return [row.error.code for row in check_results(subject)]


@pytest.mark.parametrize(
    ("value", "is_in"),
    [
        ("0", True),
        ("100", True),
        ("100.0", True),
        ("100.01", False),
        ("-0.5", False),
        ("99999999999999999999", False),
    ],
)
def test_numbers_are_compared_as_numbers(value: str, is_in: bool) -> None:
    found = codes({"valueMin": "0", "valueMax": "100"}, {"value": value})
    assert found == ([] if is_in else ["credential.value_out_of_range"])


@pytest.mark.parametrize("value", ["excellent", "1e3", "NaN", ""])
def test_what_is_no_plain_number_is_not_compared(value: str) -> None:
    assert codes({"valueMin": "0", "valueMax": "100"}, {"value": value}) == []


def test_words_are_compared_by_their_place_in_the_list() -> None:
    grades = {"allowedValue": ["F", "C", "B", "A"], "valueMin": "C"}
    assert codes(grades, {"value": "A"}) == []
    assert codes(grades, {"value": "F"}) == ["credential.value_out_of_range"]
    assert codes(grades, {"value": "a"}) == ["credential.value_not_allowed"]


def test_one_allowed_value_may_stand_without_its_array() -> None:
    assert codes({"allowedValue": "Pass"}, {"value": "Pass"}) == []
    assert codes({"allowedValue": "Pass"}, {"value": "Fail"}) == ["credential.value_not_allowed"]


def test_a_level_has_to_be_one_of_the_rubric() -> None:
    rubric = {"rubricCriterionLevel": [{"id": "urn:x:2"}]}
    assert codes(rubric, {"achievedLevel": "urn:x:2"}) == []
    assert codes(rubric, {"achievedLevel": "urn:x:3"}) == ["credential.level_unknown"]


def test_a_status_has_to_be_told_where_the_description_asks_for_one() -> None:
    assert codes({"resultType": "Status"}, {"status": "Completed"}) == []
    assert codes({"resultType": "Status"}, {}) == ["credential.status_missing"]


def test_a_result_that_names_no_description_is_not_compared() -> None:
    assert check_results({"result": [{"value": "1"}]}) == []


def test_a_result_of_an_achievement_elsewhere_is_refused() -> None:
    found = check_results({"achievement": "urn:x:9", "result": [{"resultDescription": "urn:x:1"}]})
    assert [row.error.code for row in found] == ["credential.result_unknown"]


def test_two_levels_with_one_id_are_found_across_descriptions() -> None:
    levels: Any = [{"id": "urn:x:2"}]
    achievement: Any = {
        "resultDescription": [
            {"id": "urn:x:1", "rubricCriterionLevel": levels},
            {"id": "urn:x:3", "rubricCriterionLevel": levels},
        ]
    }
    assert [row.error.where for row in check_unique_ids(achievement)] == [
        "/resultDescription/1/rubricCriterionLevel/0/id"
    ]


def test_what_is_required_has_to_be_possible() -> None:
    description: Any = {
        "id": "urn:x:1",
        "type": ["ResultDescription"],
        "name": "Test",
        "resultType": "Percent",
        "valueMax": "100",
        "requiredValue": "101",
        "requiredLevel": "urn:x:2",
    }
    assert {row.error.code for row in judge(ResultDescription)(description) or ()} == {
        "credential.level_unknown",
        "credential.value_out_of_range",
    }


@pytest.mark.parametrize("nonsense", [None, 1, "x", [1, None], {"id": []}])
def test_nonsense_is_passed_over_and_left_to_the_members(nonsense: Any) -> None:
    assert check_unique_ids({"resultDescription": nonsense}) == []
    assert check_results({"result": nonsense, "achievement": {"resultDescription": nonsense}}) == []
