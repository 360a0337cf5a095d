from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cairn.quality.completeness import REQUIREMENTS, MicrocredentialClass, measure_achievement
from factories.lint_samples import both, drop, put, sound_achievement

if TYPE_CHECKING:
    from cairn.quality.completeness import Classification
    from factories.lint_samples import Edit

RECOGNITION, KNOWLEDGE, APPLICATION = MicrocredentialClass
QUIZ = {
    "type": ["Alignment"],
    "targetName": "Quiz",
    "targetUrl": "http://data.europa.eu/snb/assessment/b1b68f6735",
    "targetType": "ext:AssessmentType",
    "targetCode": "quiz",
}
RUBRIC = put("/resultDescription/0/rubricCriterionLevel", [{"id": "urn:x:1", "name": "Clear"}])
WRITTEN, PRACTICAL, SUPERVISION, ASSURANCE = (f"/alignment/{index}" for index in (6, 7, 8, 9))


def classify(*edits: Edit) -> Classification:
    achievement = sound_achievement()
    both(*edits)(achievement)
    return measure_achievement(achievement).microcredential


def test_a_practical_assessment_with_a_rubric_is_application() -> None:
    assert classify(RUBRIC).kind is APPLICATION
    assert classify(RUBRIC).missing_for(APPLICATION) == ()


def test_without_alignment_of_the_assessment_it_is_knowledge() -> None:
    found = classify()

    assert found.kind is KNOWLEDGE
    assert [row.code for row in found.missing_for(APPLICATION)] == ["trusted.aligned"]


def test_without_something_that_is_done_it_is_knowledge() -> None:
    found = classify(RUBRIC, drop(PRACTICAL))

    assert found.kind is KNOWLEDGE
    assert [row.code for row in found.missing_for(APPLICATION)] == ["trusted.applied"]


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (drop("/name"), "trusted.title"),
        (drop("/description"), "trusted.description"),
        (drop("/criteria"), "trusted.criteria"),
        (drop("/alignment/0", "/alignment/0"), "trusted.outcomes"),
        (both(put(f"{WRITTEN}/targetCode", "attendance"), drop(PRACTICAL)), "trusted.assessed"),
        (both(put(f"{WRITTEN}/targetCode", "self-assessment"), drop(PRACTICAL)), "trusted.assessed"),
        (drop(ASSURANCE, SUPERVISION), "trusted.validated"),
    ],
)
def test_without_one_of_these_it_is_a_recognition(edit: Edit, code: str) -> None:
    found = classify(RUBRIC, edit)

    assert found.kind is RECOGNITION
    assert code in [row.code for row in found.missing_for(KNOWLEDGE)]
    assert all(row.mend for row in found.missing_for(KNOWLEDGE))


@pytest.mark.parametrize(
    "edit",
    [
        drop(ASSURANCE),
        drop(SUPERVISION),
        both(drop(ASSURANCE, SUPERVISION), put("/resultDescription/0/resultType", "ext:Reliability")),
    ],
)
def test_one_thing_that_speaks_for_the_assessment_is_enough(edit: Edit) -> None:
    assert classify(RUBRIC, edit).kind is APPLICATION


def test_an_assessment_that_nobody_watches_is_not_validated_by_saying_so() -> None:
    found = classify(drop(ASSURANCE), put(f"{SUPERVISION}/targetCode", "unsupervised"))

    assert found.kind is RECOGNITION


def test_a_class_that_is_declared_counts_for_nothing() -> None:
    declared = both(
        put("/achievementType", "ext:TrustEdApplication"),
        put("/tag", ["TrustEd Microcredential Application"]),
        drop("/alignment"),
    )

    assert classify(declared).kind is RECOGNITION


def test_the_address_of_a_type_of_assessment_is_read_where_there_is_no_code() -> None:
    quiz = {name: text for name, text in QUIZ.items() if name != "targetCode"}

    assert classify(put("/alignment", [*outcomes(), quiz, assurance()])).kind is KNOWLEDGE


def test_requirements_are_named_once() -> None:
    codes = [row.code for row in REQUIREMENTS]

    assert len(codes) == len(set(codes))


def outcomes() -> list[object]:
    return sound_achievement()["alignment"][:2]  # type: ignore[index]


def assurance() -> object:
    return sound_achievement()["alignment"][9]  # type: ignore[index]
