from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cairn.errors import DocumentError
from cairn.issuer.result_cells import ResultRule, RowResult, read_result_rules

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject

ID = "urn:uuid:1"


def description(**members: object) -> JsonObject:
    base = {"id": ID, "type": ["ResultDescription"], "name": "Mark", "resultType": "Result"}
    return {"resultDescription": [base | members]}  # type: ignore[dict-item]


def rule(**members: object) -> ResultRule:
    return read_result_rules(description(**members))[0]


LEVELS = [
    {"id": "urn:l:1", "type": ["RubricCriterionLevel"], "name": "Partly"},
    {"id": "urn:l:2", "type": ["RubricCriterionLevel"], "name": "Clear"},
]


def test_a_number_within_the_bounds_is_a_value() -> None:
    percent = rule(resultType="Percent", valueMin="0", valueMax="100")
    assert percent.check("87.5") == RowResult(result_description=ID, value="87.5")


@pytest.mark.parametrize(
    ("members", "cell", "code"),
    [
        ({"resultType": "Percent", "valueMin": "0", "valueMax": "100"}, "101", "cell.value_out_of_range"),
        ({"resultType": "Percent"}, "passed", "cell.not_a_number"),
        (
            {"resultType": "Percent", "valueMin": "0", "requiredValue": "60"},
            "59",
            "cell.below_required_value",
        ),
        ({"resultType": "LetterGrade", "allowedValue": ["C", "B", "A"]}, "a+", "cell.value_not_allowed"),
        (
            {"resultType": "LetterGrade", "allowedValue": ["C", "B", "A"], "requiredValue": "B"},
            "C",
            "cell.below_required_value",
        ),
        ({"resultType": "Status"}, "complete", "cell.unknown_status"),
        (
            {"resultType": "RubricCriterionLevel", "rubricCriterionLevel": LEVELS},
            "Clar",
            "cell.unknown_level",
        ),
    ],
)
def test_what_the_achievement_does_not_allow_is_refused(
    members: dict[str, object], cell: str, code: str
) -> None:
    with pytest.raises(DocumentError) as caught:
        rule(**members).check(cell)
    assert caught.value.code == code
    assert caught.value.mend


def test_a_level_is_found_by_its_name_or_identifier() -> None:
    levels = rule(resultType="RubricCriterionLevel", rubricCriterionLevel=LEVELS)
    expected = RowResult(result_description=ID, achieved_level="urn:l:2")
    assert levels.check("Clear") == levels.check("urn:l:2") == expected


def test_a_status_is_one_of_the_standard() -> None:
    assert rule(resultType="Status").check("Completed").status == "Completed"


def test_a_value_and_a_level_may_stand_together() -> None:
    both = rule(resultType="RubricScore", rubricCriterionLevel=LEVELS)
    result = both.check("3", level_cell="Clear")
    assert (result.value, result.achieved_level) == ("3", "urn:l:2")


@pytest.mark.parametrize(
    "members",
    [
        {},
        {"resultType": "Percent", "valueMin": "0", "valueMax": "100", "requiredValue": "60"},
        {"resultType": "LetterGrade", "allowedValue": ["C", "B", "A"], "requiredValue": "B"},
        {"resultType": "Status"},
        {"resultType": "RubricCriterionLevel", "rubricCriterionLevel": LEVELS},
    ],
)
def test_the_example_reads_without_problems(members: dict[str, object]) -> None:
    checked = rule(**members)
    assert checked.check(checked.example()).result_description == ID


@pytest.mark.parametrize(
    ("members", "where"),
    [
        ({"name": ""}, "/resultDescription/0/name"),
        ({"valueMin": 3}, "/resultDescription/0/valueMin"),
        ({"allowedValue": [3]}, "/resultDescription/0/allowedValue"),
        ({"rubricCriterionLevel": ["x"]}, "/resultDescription/0/rubricCriterionLevel"),
        ({"allowedValue": ["A"], "requiredValue": "B"}, "/resultDescription/0/requiredValue"),
    ],
)
def test_a_wrong_description_is_refused_with_its_place(members: dict[str, object], where: str) -> None:
    with pytest.raises(DocumentError) as caught:
        rule(**members)
    assert caught.value.code == "achievement.bad_result_description"
    assert caught.value.where == where


def test_two_descriptions_with_one_identifier_are_refused() -> None:
    described = description()["resultDescription"]
    with pytest.raises(DocumentError) as caught:
        read_result_rules({"resultDescription": [*described, *described]})  # type: ignore[misc]
    assert caught.value.code == "achievement.repeated_result_description"
