"""A table of learners (CSV), read as a stream: each row is ready for a credential, or every problem it has.

The columns follow AchievementSubject, Evidence and Result of Open Badges 3.0. Memory does not grow with the
table, except by some 25 bytes a row to find repeated learners. What is put right without asking (spaces
around a cell, accents in two characters) is told in notes; everything else is a problem, and a row with a
problem is never yielded as a row. ``tests/cairn/issuer/test_learner_table.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from cairn.canonical import timestamps
from cairn.errors import DocumentError, UsageError
from cairn.issuer.columns import Header, declared_delimiter, read_header
from cairn.issuer.csv_reader import CsvReader
from cairn.issuer.learner_row import LearnerRow
from cairn.issuer.problems import RowNote, RowProblem, problem_from
from cairn.issuer.repeats import SeenIdentities
from cairn.issuer.result_cells import read_result_rules
from cairn.issuer.row_checker import RowChecker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject
    from cairn.issuer.csv_reader import ByteSource

Finding: TypeAlias = LearnerRow | RowProblem | RowNote


class LearnerTable:
    """A table whose header was read; ``rows`` reads the rest, once.

    ``columns`` are the titles that were understood, ``problems`` those of the header. While there are any no
    row is yielded, only problems.
    """

    def __init__(self, reader: CsvReader, header: Header, checker: RowChecker) -> None:
        self.columns: Final = tuple(column.title for column in header.columns)
        self.delimiter: Final = header.delimiter
        self.problems: Final = header.problems
        self._reader = reader
        self._header = header
        self._checker = checker
        self._was_read = False

    def rows(self) -> Iterator[Finding]:
        """Yield the header's problems and then, in the order of the file, rows, their problems and notes.

        The notes of a row come before it. Raises ``UsageError("table.read_twice")`` and, where the rest of
        the file cannot be read, ``DocumentError``: ``csv.not_utf8`` and ``csv.line_too_long``.
        """
        if self._was_read:
            raise UsageError("table.read_twice", "The table was read already, and a stream can be read once.")
        self._was_read = True
        return self._findings()

    def _findings(self) -> Iterator[Finding]:
        yield from self.problems
        sound = not self.problems
        reader, checker = self._reader, self._checker
        number = 0
        for cells in reader.rows(delimiter=self.delimiter, width=self._header.width):
            if isinstance(cells, DocumentError):
                yield problem_from(cells, line=reader.line, value=reader.text)
                number += 1
                continue
            row = checker.check(cells, number=number, line=reader.line, text=reader.text)
            if checker.findings:
                yield from checker.findings
            if row is not None and sound:
                yield row
            number += not checker.was_blank


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReport:
    """What a dry run found; ``problems`` and ``notes`` hold the first of as many as the counts say.

    ``row_count`` counts the rows that are ready, ``bad_row_count`` those with a problem. Where the header or
    the file has a problem no row is ready.
    """

    columns: tuple[str, ...]
    row_count: int
    bad_row_count: int
    problem_count: int
    problems: tuple[RowProblem, ...]
    note_count: int
    notes: tuple[RowNote, ...]

    @property
    def is_ready(self) -> bool:
        """Whether every row of the table can be issued, and there is one."""
        return self.problem_count == 0 and self.row_count > 0


def read_learner_table(
    source: ByteSource,
    *,
    achievement: JsonObject,
    valid_from: datetime | None = None,
    allow_repeated_learners: bool = False,
) -> LearnerTable:
    """Return the table that a binary file, or an iterable of bytes in pieces, holds.

    ``achievement`` gives the results that the columns may name, ``valid_from`` the moment that rows without
    one of their own begin at, against which ``valid_until`` is held. Raises ``DocumentError`` where the file
    is no table: ``table.empty``, ``table.no_header`` and ``csv.*``; and ``achievement.*``.
    """
    rules = read_result_rules(achievement)
    reader = CsvReader(source)
    text = reader.next_row()
    declared = declared_delimiter(text or "")
    if declared:
        text = reader.next_row()
    while text is not None and not text.strip(" \t,;\xa0"):
        text = reader.next_row()
    if text is None:
        raise DocumentError(
            "table.empty", "The file holds no table.", mend="Begin with a line that names the columns."
        )
    header = read_header(text, line=reader.line, rules=rules, delimiter=declared)
    available = achievement.get("creditsAvailable")
    checker = RowChecker(
        header,
        valid_from=timestamps.format(valid_from) if valid_from else "",
        credits_available=float(available) if isinstance(available, int | float) else None,
        seen=None if allow_repeated_learners else SeenIdentities(),
    )
    return LearnerTable(reader, header, checker)


def check_learner_table(
    source: ByteSource,
    *,
    achievement: JsonObject,
    valid_from: datetime | None = None,
    allow_repeated_learners: bool = False,
    limit: int = 200,
    watch: Callable[[Finding], None] | None = None,
) -> TableReport:
    """Return what issuing from a table would meet, without issuing: the dry run.

    Up to ``limit`` problems and as many notes are kept, the others counted; ``watch`` is told of all of them
    and of every row as they are met. What :func:`read_learner_table` raises because of the file is a problem
    here. Raises ``DocumentError``: ``achievement.*``.
    """
    read_result_rules(achievement)
    columns: tuple[str, ...] = ()
    problems: list[RowProblem] = []
    notes: list[RowNote] = []
    row_count = problem_count = note_count = bad_row_count = bad_line = 0
    is_broken = False
    try:
        table = read_learner_table(
            source,
            achievement=achievement,
            valid_from=valid_from,
            allow_repeated_learners=allow_repeated_learners,
        )
        columns = table.columns
        header_line = table.problems[0].line if table.problems else 0
        for finding in table.rows():
            if watch is not None:
                watch(finding)
            if isinstance(finding, LearnerRow):
                row_count += 1
            elif isinstance(finding, RowProblem):
                problem_count += 1
                if finding.line not in (bad_line, header_line):
                    bad_line = finding.line
                    bad_row_count += 1
                if len(problems) < limit:
                    problems.append(finding)
            else:
                note_count += 1
                if len(notes) < limit:
                    notes.append(finding)
    except DocumentError as error:
        is_broken = True
        problem_count += 1
        place = error.where.removeprefix("line ")
        # This problem ends the reading, so it is told even where the limit is reached.
        problems.append(problem_from(error, line=int(place) if place.isdigit() else 1))
        if watch is not None:
            watch(problems[-1])
    return TableReport(
        columns=columns,
        row_count=0 if is_broken else row_count,
        bad_row_count=bad_row_count,
        problem_count=problem_count,
        problems=tuple(problems),
        note_count=note_count,
        notes=tuple(notes),
    )
