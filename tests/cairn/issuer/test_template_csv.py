from __future__ import annotations

from cairn.issuer import format_template_csv
from factories.documents import achievement
from factories.learners import notes_of, problems_of, read, rows_of


def test_the_template_reads_without_problems() -> None:
    findings = read(format_template_csv(achievement()).encode("utf-8-sig"))
    assert problems_of(findings) == []
    assert [result.value or result.achieved_level for result in rows_of(findings)[0].results] == [
        "100",
        "urn:uuid:1d2",
    ]


def test_the_example_left_in_by_mistake_is_noted() -> None:
    findings = read(format_template_csv(achievement()).encode())
    assert [note.code for note in notes_of(findings)] == ["row.example_address"]


def test_a_value_that_a_spreadsheet_takes_for_a_formula_is_left_empty() -> None:
    about = achievement()
    about["resultDescription"] = [
        {
            "id": "urn:uuid:1",
            "type": ["ResultDescription"],
            "name": "Grade",
            "resultType": "LetterGrade",
            "allowedValue": ["B", "=cmd()"],
        }
    ]
    header, example = format_template_csv(about).splitlines()
    assert header.endswith("result:Grade")
    assert example.endswith(",")
