"""Mending one row in place, giving bad rows back, and exports that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from cairn.errors import UsageError
from cairn.issuer import RowProblem
from cairn_site.awarding import achievements, mending
from factories.awarding import make_world

if TYPE_CHECKING:
    from cairn_site.awarding.achievements import AwardableVersion

TABLE = b'name;email\r\nAda;nobody\r\n"Bo;\nBerg";bo@learners.ie\r\nCy;cy@learners.ie\r\n'


@pytest.fixture
def version() -> AwardableVersion:
    world = make_world()
    return achievements.find_version(world.organisation, world.version.id)


def problem(line: int, value: str = "nobody") -> RowProblem:
    return RowProblem(
        line=line,
        column="email",
        value=value,
        code="cell.not_an_email",
        message="No address.",
        mend="Mend it.",
    )


def test_a_row_is_found_by_the_line_it_begins_at(version: AwardableVersion) -> None:
    row = mending.find_row(io.BytesIO(TABLE), version=version, line=3)

    assert row.titles == ("name", "email")
    assert row.cells == ("Bo;\nBerg", "bo@learners.ie")
    assert row.line_count == 2


@pytest.mark.parametrize("line", [0, 1, 4, 99])
def test_a_line_where_no_row_begins_is_refused(version: AwardableVersion, line: int) -> None:
    with pytest.raises(UsageError) as caught:
        mending.find_row(io.BytesIO(TABLE), version=version, line=line)
    assert caught.value.code == "batch.no_such_row"


def test_only_the_mended_row_changes(version: AwardableVersion) -> None:
    row = mending.find_row(io.BytesIO(TABLE), version=version, line=2)
    mended = mending.replace_row(TABLE, row, ["Ada", "ada@learners.ie"])

    assert mended.decode().split("\r\n")[1] == "Ada;ada@learners.ie"
    assert mended.decode().replace("\r\n", "\n") == TABLE.decode().replace("\r\n", "\n").replace(
        "Ada;nobody", "Ada;ada@learners.ie"
    )


def test_a_row_of_several_lines_is_replaced_as_one(version: AwardableVersion) -> None:
    row = mending.find_row(io.BytesIO(TABLE), version=version, line=3)
    mended = mending.replace_row(TABLE, row, ["Bo Berg", "bo@learners.ie"]).decode().split("\r\n")

    assert mended[2:4] == ["Bo Berg;bo@learners.ie", "Cy;cy@learners.ie"]


def test_a_row_without_text_is_taken_out(version: AwardableVersion) -> None:
    row = mending.find_row(io.BytesIO(TABLE), version=version, line=3)

    assert b"Berg" not in mending.replace_row(TABLE, row, ["", ""])


def test_bad_rows_come_back_with_what_is_wrong(version: AwardableVersion) -> None:
    text = b"".join(mending.bad_rows_csv(io.BytesIO(TABLE), [problem(2)], version=version))
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))

    assert rows == [
        ["name", "email", "line", "problem", "mend"],
        ["Ada", "nobody", "2", "email: No address.", "Mend it."],
    ]


def test_a_formula_in_a_bad_row_is_not_given_back_as_one(version: AwardableVersion) -> None:
    table = b'name,email\r\n"=HYPERLINK(""https://evil.example"")",nobody\r\n'
    text = b"".join(mending.bad_rows_csv(io.BytesIO(table), [problem(2)], version=version)).decode()

    assert "'=HYPERLINK" in text


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_cells_that_spreadsheets_would_run_are_neutralised(cell: str) -> None:
    assert mending.neutralise([cell, "plain"]) == [f"'{cell}", "plain"]
    assert mending.format_csv_row([cell]).decode().lstrip('"').startswith("'")
