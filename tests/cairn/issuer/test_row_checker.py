from __future__ import annotations

from datetime import UTC, datetime

import pytest

from factories.learners import notes_of, problems_of, read, rows_of

GOOD = "name,email\nAda,ada@northside.edu\n"


def codes(text: str, **options: object) -> list[str]:
    return [problem.code for problem in problems_of(read(text.encode(), **options))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("name,email\n,ada@a.edu\n", "row.no_name"),
        ("name,email\nAda,\n", "row.no_identity"),
        ("name,email,\nAda,ada@a.edu,left over\n", "row.cell_without_column"),
        ("email\nada@a.edu\nADA@a.edu\n", "row.repeated_learner"),
        ("email,identifier,identifier_type\nada@a.edu,4711,\n", "row.half_an_identifier"),
        ("email,identifier,identifier_type\nada@a.edu,4711,student\n", "cell.unknown_identifier_type"),
        ("email,valid_from,valid_until\nada@a.edu,2026-02-01,2026-01-01\n", "row.ends_before_it_begins"),
        (
            "email,activity_start,activity_end\nada@a.edu,2026-02-01,2026-01-01\n",
            "row.activity_ends_before_it_starts",
        ),
        ("email,credits_earned\nada@a.edu,2\n", "cell.credits_out_of_range"),
        ("email,credits_earned\nada@a.edu,-1\n", "cell.credits_out_of_range"),
        ("name,email\n=HYPERLINK(A1),ada@a.edu\n", "cell.formula"),
        ("name,email\n@SUM(A1),ada@a.edu\n", "cell.formula"),
        ("name,email\nAda\x00,ada@a.edu\n", "cell.control_character"),
        ("name,email\nZoÃ«,ada@a.edu\n", "cell.damaged_accents"),
        ("name,email\n<b>Ada</b>,ada@a.edu\n", "cell.html"),
        ("name,email\n" + "x" * 600 + ",ada@a.edu\n", "cell.too_long"),
    ],
)
def test_a_row_with_something_wrong_is_told_and_not_yielded(text: str, code: str) -> None:
    findings = read(text.encode())
    problems = [problem for problem in problems_of(findings) if problem.code == code]
    assert problems
    assert problems[0].mend or code == "cell.no_such_day"
    assert all(row.line != problems[0].line for row in rows_of(findings))


def test_every_problem_of_a_row_is_told_at_once() -> None:
    text = "name,email,valid_from,result:Test\nAda,ada@,31.1.2026,101\n"
    assert codes(text) == ["cell.not_an_email", "cell.date_not_iso", "cell.value_out_of_range"]


def test_a_problem_names_line_column_and_value() -> None:
    problem = problems_of(read(b"Name,E-Mail\n\nAda,ada@\n"))[0]
    assert (problem.line, problem.column, problem.value) == (3, "E-Mail", "ada@")


def test_a_repeated_learner_is_told_with_the_line_of_the_first() -> None:
    problem = problems_of(read(b"email\na@a.edu\nb@a.edu\na@a.edu\n"))[0]
    assert "Line 2" in problem.message
    assert problem.line == 4


def test_a_learner_may_stand_twice_where_that_is_allowed() -> None:
    findings = read(b"email\na@a.edu\na@a.edu\n", allow_repeated_learners=True)
    assert len(rows_of(findings)) == 2


def test_space_and_accents_are_put_right_and_told() -> None:
    findings = read("name,email\n  Zoe\u0308\u00a0, zoe@a.edu\n".encode())
    row = rows_of(findings)[0]
    assert (row.name, row.email) == ("Zoë", "zoe@a.edu")
    assert [note.code for note in notes_of(findings)] == ["row.trimmed", "row.composed", "row.trimmed"]


def test_an_address_for_examples_is_noted() -> None:
    findings = read(b"email\nada@example.org\n")
    assert len(rows_of(findings)) == 1
    assert [note.code for note in notes_of(findings)] == ["row.example_address"]


def test_a_blank_line_takes_no_number() -> None:
    findings = read(b"name,email\n\nAda,ada@a.edu\n,\nBob,bob@a.edu\n")
    assert [(row.number, row.line) for row in rows_of(findings)] == [(0, 3), (1, 5)]


def test_a_bad_row_takes_its_number_so_that_mending_it_moves_no_other() -> None:
    bad = read(b"name,email\nAda,ada@\nBob,bob@a.edu\n")
    mended = read(b"name,email\nAda,ada@a.edu\nBob,bob@a.edu\n")
    assert rows_of(bad)[0].number == rows_of(mended)[1].number == 1


def test_an_end_before_the_default_begin_is_refused() -> None:
    text = "email,valid_until\nada@a.edu,2026-01-01\n"
    assert codes(text, valid_from=datetime(2026, 2, 1, tzinfo=UTC)) == ["row.ends_before_it_begins"]


def test_an_identifier_without_a_column_of_types_is_an_identifier() -> None:
    row = rows_of(read(b"identifier\n4711\n"))[0]
    assert (row.identifier, row.identifier_type) == ("4711", "identifier")


def test_an_equals_sign_within_an_address_is_no_formula() -> None:
    assert codes("email,evidence_url\na@a.edu,https://a.edu/?q=SUM(1)\n") == []
