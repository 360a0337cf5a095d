from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.http import QueryDict

from cairn.credentials.concepts import CreditSystem
from cairn_site.designing.content import Content, LevelChoice, ResultKind
from cairn_site.designing.forms.measuring import AssessmentEditor, ResultsEditor, WorkloadEditor
from factories.designing import make_full_content

if TYPE_CHECKING:
    from cairn_site.designing.forms.editing import Editor


def posted(values: dict[str, Any]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else ["" if value is None else str(value)])
    return data


def rows(prefix: str, *found: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": len(found), f"{prefix}-INITIAL_FORMS": 0}
    for number, row in enumerate(found):
        values |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return values


@pytest.mark.parametrize(
    ("editor_class", "prefix"),
    [(WorkloadEditor, ""), (AssessmentEditor, "assurance"), (ResultsEditor, "results")],
)
def test_each_step_comes_back_as_it_went(editor_class: type[Editor], prefix: str) -> None:
    content = make_full_content()
    begun = editor_class(content)
    values = begun.initial() | (rows(prefix, *begun.initial_rows(prefix)) if prefix else {})
    editor = editor_class(content, data=posted(values))

    assert editor.is_valid(), editor.errors()
    assert editor.apply() == content


def test_levels_of_three_frameworks_stand_side_by_side() -> None:
    editor = WorkloadEditor(
        Content(),
        data=posted(
            {
                "hours": "1.5",
                "credits": "2",
                "credit_system": "ECTS",
                "eqf": "5",
                "ehea": "first-cycle",
                "national": "NFQ",
                "national_level": "6",
                "national_url": "https://nfq.ie/6",
            }
        ),
    )

    assert editor.is_valid()
    content = editor.apply()
    assert (content.hours, content.credits, content.credit_system) == (1.5, 2, CreditSystem.ECTS)
    assert content.levels == (
        LevelChoice(framework="EQF", code="5"),
        LevelChoice(framework="QF-EHEA", code="first-cycle"),
        LevelChoice(framework="NFQ", code="6", url="https://nfq.ie/6"),
    )


def test_hours_that_are_no_number_keep_what_there_was() -> None:
    content = make_full_content()
    editor = WorkloadEditor(content, data=posted({"hours": "many", "eqf": "3"}))

    assert not editor.is_valid()
    assert editor.apply().hours == content.hours
    assert editor.apply().levels == (LevelChoice(framework="EQF", code="3"),)


def test_half_a_national_level_is_an_error() -> None:
    assert not WorkloadEditor(Content(), data=posted({"national": "NFQ"})).is_valid()


def test_quality_assurance_needs_name_and_address() -> None:
    half = AssessmentEditor(Content(), data=posted(rows("assurance", {"kind": "internal", "name": "Senate"})))
    whole = AssessmentEditor(
        Content(),
        data=posted(rows("assurance", {"kind": "internal", "name": "Senate", "url": "https://n.edu/q"})),
    )

    assert not half.is_valid()
    assert whole.is_valid()
    assert whole.apply().quality_assurance[0].name == "Senate"


def test_a_rubric_is_read_from_its_lines() -> None:
    editor = ResultsEditor(
        Content(),
        data=posted(
            rows(
                "results",
                {"kind": "rubric", "name": "Work", "levels": "Low: needs help\nHigh", "required": "2"},
                {"kind": "grade", "name": "Grade", "allowed": "F, C ,A", "required": "C"},
                {"kind": "percent", "name": "Score", "required": "62,5"},
            )
        ),
    )

    assert editor.is_valid()
    rubric, grade, percent = editor.apply().results
    assert [level.name["en"] for level in rubric.levels] == ["Low", "High"]
    assert rubric.levels[0].description == {"en": "needs help"}
    assert [level.points for level in rubric.levels] == ["1", "2"]
    assert grade.allowed == ("F", "C", "A")
    assert percent.required == "62.5"
    assert [one.key for one in (rubric, grade, percent)] == ["result-1", "result-2", "result-3"]


def test_a_known_result_keeps_its_key_and_a_made_up_key_is_not_taken() -> None:
    content = make_full_content()
    known = content.results[0].key
    editor = ResultsEditor(
        content,
        data=posted(
            rows(
                "results",
                {"kind": "percent", "name": "Renamed", "key": known},
                {"kind": "status", "name": "New", "key": "made-up"},
            )
        ),
    )

    assert editor.is_valid()
    assert [one.key for one in editor.apply().results] == [known, "result-1"]
    assert editor.apply().results[0].kind is ResultKind.PERCENT
