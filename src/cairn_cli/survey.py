"""The dry run: the whole table is read and checked, and nothing is issued.

Beside what is wrong with the table it finds the digest of every row, by which a later run knows that the
table is still the same. ``tests/cairn_cli/test_survey.py`` proves it.
"""

from __future__ import annotations

import csv
from contextlib import contextmanager
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from cairn.issuer import LearnerRow, RowProblem, check_learner_table
from cairn.issuer.learner_row import FIELDS
from cairn_cli.journal import ROW_DIGEST_SIZE, row_digest
from cairn_cli.output import note, say
from cairn_cli.progress import counting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from cairn.canonical.strict_json import JsonObject
    from cairn.issuer import Finding, RowNote, TableReport

BAD_ROW: Final = bytes(ROW_DIGEST_SIZE)
"""Stands for a row that cannot be issued; when it is mended the table is another one."""

_MAX_SHOWN: Final = 500
_MAX_NOTES_SHOWN: Final = 5
_ROWS_PER_STEP: Final = 250
_COLUMNS: Final = ("line", "column", "value", "code", "problem", "mend")
_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
_members = attrgetter(*[name for name in FIELDS if name not in ("number", "line", "results")])


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What a dry run found.

    ``row_digests`` has one digest for each number of a row, ``first`` is the first row that is ready.
    """

    report: TableReport
    row_digests: bytes
    first: LearnerRow | None


def survey_table(
    table: Path,
    *,
    achievement: JsonObject,
    valid_from: datetime,
    allow_repeated_learners: bool,
    watch: Callable[[Finding], None] | None = None,
) -> Survey:
    """Read and check the whole table; ``watch`` is told of everything that is met."""
    digests = bytearray()
    first: LearnerRow | None = None
    with counting("Checking the table") as advance:

        def see(finding: Finding) -> None:
            nonlocal first
            if watch is not None:
                watch(finding)
            if isinstance(finding, LearnerRow):
                first = first or finding
                missing = finding.number - len(digests) // ROW_DIGEST_SIZE
                digests.extend(BAD_ROW * missing)
                digests.extend(digest_of(finding))
                if finding.number % _ROWS_PER_STEP == 0:
                    advance(_ROWS_PER_STEP)

        with table.open("rb") as file:
            report = check_learner_table(
                file,
                achievement=achievement,
                valid_from=valid_from,
                allow_repeated_learners=allow_repeated_learners,
                limit=_MAX_SHOWN,
                watch=see,
            )
    return Survey(report=report, row_digests=bytes(digests), first=first)


def digest_of(row: LearnerRow) -> bytes:
    """Return the digest of what a row says; where it stands and how it is quoted does not matter."""
    said: tuple[object, ...] = _members(row)
    for result in row.results:
        said += (result.result_description, result.value, result.achieved_level, result.status)
    return row_digest(repr(said).encode(errors="surrogatepass"))


def show_survey(report: TableReport) -> None:
    """Print what is wrong with a table, each problem with its place and how to mend it."""
    for problem in report.problems:
        _show_problem(problem)
    if report.problem_count > len(report.problems):
        note(
            f"… and {report.problem_count - len(report.problems):,} more problems; "
            "--report FILE writes all of them into a table."
        )
    for row_note in report.notes[:_MAX_NOTES_SHOWN]:
        say(f"  line {row_note.line}{_column(row_note)}: {row_note.message}")
    if report.note_count > _MAX_NOTES_SHOWN:
        say(f"  … and {report.note_count - _MAX_NOTES_SHOWN:,} more notes of this kind.")
    say(f"{_count(report.row_count, 'row is', 'rows are')} ready to be issued.")
    problems = _count(report.problem_count, "problem", "problems")
    if report.bad_row_count:
        say(f"{_count(report.bad_row_count, 'row has', 'rows have')} something wrong ({problems} in all).")
    elif report.problem_count:
        say(f"The table as a whole has {problems}.")


def describe_survey(report: TableReport) -> dict[str, object]:
    """Return the findings of a dry run for programs."""
    return {
        "columns": list(report.columns),
        "rowsReady": report.row_count,
        "rowsBad": report.bad_row_count,
        "problemCount": report.problem_count,
        "problems": [
            {
                "line": problem.line,
                "column": problem.column,
                "value": problem.value,
                "code": problem.code,
                "message": problem.message,
                "mend": problem.mend,
            }
            for problem in report.problems
        ],
        "noteCount": report.note_count,
        "notes": [
            {
                "line": row_note.line,
                "column": row_note.column,
                "value": row_note.value,
                "code": row_note.code,
                "message": row_note.message,
            }
            for row_note in report.notes
        ],
    }


@contextmanager
def writing_report(path: Path) -> Iterator[Callable[[Finding], None]]:
    """Yield a function that writes every problem it is told of into the CSV file ``path``."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_COLUMNS)

        def write(finding: Finding) -> None:
            if isinstance(finding, RowProblem):
                cells = (finding.column, finding.value, finding.code, finding.message, finding.mend)
                writer.writerow([finding.line, *map(_defuse, cells)])

        yield write


def _defuse(cell: str) -> str:
    """Keep a spreadsheet program from taking what a stranger wrote for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_SIGNS) else cell


def _show_problem(problem: RowProblem) -> None:
    value = f" “{problem.value}”" if problem.value else ""
    say(f"✗ line {problem.line}{_column(problem)}:{value} {problem.message}")
    if problem.mend:
        say(f"    {problem.mend}")


def _column(finding: RowProblem | RowNote) -> str:
    return f", {finding.column}" if finding.column else ""


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
