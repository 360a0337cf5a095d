"""Checking a table: every problem with its line, what the lint adds, who holds it already."""

from __future__ import annotations

import io

import pytest

from cairn_site.awarding import achievements, tables
from cairn_site.organisations.issuer_documents import build_issuer
from factories.awarding import World, make_table, make_world
from factories.site import NOW


@pytest.fixture
def world() -> World:
    return make_world()


def check(world: World, data: bytes, *, held: frozenset[str] = frozenset(), step: int = 1000) -> tables.Check:
    checker = tables.TableChecker(
        io.BytesIO(data),
        version=achievements.find_version(world.organisation, world.version.id),
        issuer=build_issuer(world.organisation),
        moment=NOW,
        find_held=lambda addresses: set(addresses) & held,
    )
    while not checker.advance(step):
        pass
    return checker.check


def test_every_bad_row_is_told_with_line_column_value_and_mend(world: World) -> None:
    found = check(world, make_table(6, bad=(1, 4)))

    assert (found.row_count, found.bad_row_count, found.problem_count) == (4, 2, 2)
    assert [(problem.line, problem.column, problem.value) for problem in found.problems] == [
        (3, "email", "nobody"),
        (6, "email", "nobody"),
    ]
    assert all(problem.mend for problem in found.problems)
    assert found.number_count == 6


@pytest.mark.parametrize("step", [1, 2, 3, 7])
def test_how_many_rows_are_looked_at_at_once_changes_nothing(world: World, step: int) -> None:
    data = make_table(9, bad=(0, 5))

    assert check(world, data, step=step).as_json(moment=NOW) == check(world, data).as_json(moment=NOW)


def test_the_lint_refuses_rows_that_the_reader_takes(world: World) -> None:
    data = b"name,email,valid_from,valid_until\r\nAda,ada@learners.ie,2020-01-01,2021-01-01\r\nBo,bo@learners.ie,,\r\n"
    found = check(world, data)

    assert found.row_count == 1
    assert found.refused == [0]
    assert found.problems[0].line == 2
    assert found.problems[0].code.startswith("lint.")


def test_rows_are_taken_as_the_check_left_them(world: World) -> None:
    data = b"name,email,valid_from,valid_until\r\nAda,ada@learners.ie,2020-01-01,2021-01-01\r\nBo,bo@learners.ie,,\r\nCy,no,,\r\n"
    findings = check(world, data).as_json(moment=NOW)
    version = achievements.find_version(world.organisation, world.version.id)

    rows = list(tables.good_rows(io.BytesIO(data), version=version, findings=findings))
    assert [(row.name, row.number) for row in rows] == [("Bo", 1)]


def test_who_holds_it_already_is_told(world: World) -> None:
    found = check(world, make_table(3), held=frozenset({"learner1@learners.ie"}))

    assert found.held_count == 1
    assert found.held == [{"line": 3, "address": "learner1@learners.ie"}]


def test_a_warning_about_all_rows_is_told_once(world: World) -> None:
    found = check(world, make_table(3))

    shared = [warning for warning in found.warnings if warning["line"] == 0]
    assert shared
    assert len({warning["code"] for warning in found.warnings}) == len(found.warnings)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "table.empty"),
        (b"PK\x03\x04rest", "csv.spreadsheet"),
        ("name,email\nJosé,jose@learners.ie".encode("cp1252"), "csv.not_utf8"),
        (b"colour,shape\nred,round", "table.no_header"),
    ],
)
def test_a_file_that_is_no_table_has_no_row(world: World, data: bytes, code: str) -> None:
    found = check(world, data)

    assert found.problems[0].code == code
    assert found.as_json(moment=NOW)["rows"] == 0


def test_only_so_many_problems_are_kept(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_KEPT", 2)
    found = check(world, make_table(5, bad=(0, 1, 2, 3)))

    assert len(found.problems) == 2
    assert found.problem_count == 4
