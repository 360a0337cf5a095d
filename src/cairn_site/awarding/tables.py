"""A table of learners on the site: read, checked and linted, some rows at a time.

``cairn.issuer`` reads and checks; here stands what the site adds: what the lint says of each row, and who
holds the award already.
``tests/cairn_site/awarding/test_tables.py`` proves it.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections import Counter
from typing import IO, TYPE_CHECKING, Any, Final

from cairn.canonical import timestamps
from cairn.errors import CairnError, DocumentError
from cairn.issuer import (
    LearnerRow,
    RowIdentity,
    RowProblem,
    compose,
    read_design,
    read_learner_table,
)
from cairn.issuer.problems import problem_from
from cairn.quality.lint import LintSeverity, lint_achievement, lint_frame, lint_row
from cairn.status import StatusPurpose, format_entry
from cairn_site.awarding.statements import (
    REHEARSED,
    Statement,
    credential_url,
    fill_dates,
    ignored_rules,
    rehearse,
    rehearsed_place,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from cairn.canonical.strict_json import JsonObject
    from cairn.issuer import Finding
    from cairn.quality.lint import LintFinding
    from cairn_site.awarding.achievements import AwardableVersion

MAX_KEPT: Final = 1000
MAX_WARNINGS: Final = 20
_ASKED_AT_ONCE: Final = 500
MAX_BYTES: Final = 64 * 1024 * 1024
_SALT: Final = "0" * 32


class Check:
    """What one reading of a table found; ``refused`` are the numbers of rows that only the lint refuses."""

    __slots__ = (
        "bad_row_count", "columns", "held", "held_count", "is_broken", "note_count", "notes", "problem_count",
        "problems", "refused", "row_count", "warnings",
    )  # fmt: skip

    def __init__(self) -> None:
        self.columns: tuple[str, ...] = ()
        self.row_count = self.bad_row_count = self.problem_count = self.note_count = self.held_count = 0
        self.problems: list[RowProblem] = []
        self.notes: list[dict[str, Any]] = []
        self.warnings: list[dict[str, Any]] = []
        self.refused: list[int] = []
        self.held: list[dict[str, Any]] = []
        self.is_broken = False

    @property
    def number_count(self) -> int:
        """How many numbers of rows there are, those with problems counted."""
        return self.row_count + self.bad_row_count

    def as_json(self, *, moment: datetime) -> dict[str, Any]:
        """Return what a batch keeps of it."""
        return {
            "moment": timestamps.format(moment),
            "columns": list(self.columns),
            "rows": 0 if self.is_broken else self.row_count,
            "bad_rows": self.bad_row_count,
            "problems": [dataclasses.asdict(problem) for problem in self.problems],
            "note_count": self.note_count,
            "notes": self.notes,
            "warnings": self.warnings,
            "refused": self.refused,
            "held_count": self.held_count,
            "held": self.held,
        }


class TableChecker:
    """Reads a table and finds all that awarding its rows would meet, some rows at a time.

    ``find_held`` says which of the addresses hold an award of the Achievement already; ``watch`` is told of
    every problem, also of those beyond the ``MAX_KEPT`` that are kept.
    """

    def __init__(
        self,
        source: IO[bytes],
        *,
        version: AwardableVersion,
        issuer: JsonObject,
        moment: datetime,
        find_held: Callable[[Sequence[str]], set[str]],
        watch: Callable[[RowProblem], None] | None = None,
    ) -> None:
        self.check: Final = Check()
        self.moment: Final = moment
        self.seen = 0
        self._source = source
        self._lint = _RowLint(version=version, issuer=issuer, moment=moment)
        self._find_held = find_held
        self._watch = watch
        self._pending: list[tuple[int, str]] = []
        self._bad_line = self._header_line = 0
        self._findings = self._read(version, moment)

    def advance(self, count: int) -> bool:
        """Look at the next ``count`` findings; return whether the table has ended."""
        for finding in itertools.islice(self._findings, count):
            self.seen += 1
            if isinstance(finding, LearnerRow):
                self._look(finding)
            elif isinstance(finding, RowProblem):
                self._tell(finding)
            else:
                self.check.note_count += 1
                if len(self.check.notes) < MAX_WARNINGS:
                    self.check.notes.append(dataclasses.asdict(finding))
            count -= 1
        if count == 0:
            return False
        self._ask_held()
        self.check.warnings = self._lint.warnings()
        self.check.problems.sort(key=lambda problem: problem.line)
        return True

    def close(self) -> None:
        """Let go of the file."""
        self._source.close()

    def _read(self, version: AwardableVersion, moment: datetime) -> Iterator[Finding]:
        try:
            table = read_learner_table(self._source, achievement=version.document, valid_from=moment)
            self.check.columns = table.columns
            self._header_line = table.problems[0].line if table.problems else 0
            yield from table.rows()
        except DocumentError as error:
            # The rest cannot be read, so no row of the table is taken.
            place = error.where.removeprefix("line ")
            self.check.is_broken = True
            yield problem_from(error, line=int(place) if place.isdigit() else 1)

    def _look(self, row: LearnerRow) -> None:
        problems = self._lint.look(row)
        if problems:
            self.check.refused.append(row.number)
            for problem in problems:
                self._tell(problem)
            return
        self.check.row_count += 1
        if row.email:
            self._pending.append((row.line, row.email.lower()))
            if len(self._pending) >= _ASKED_AT_ONCE:
                self._ask_held()

    def _tell(self, problem: RowProblem) -> None:
        check = self.check
        check.problem_count += 1
        if problem.line not in (self._bad_line, self._header_line):
            self._bad_line = problem.line
            check.bad_row_count += 1
        if len(check.problems) < MAX_KEPT:
            check.problems.append(problem)
        if self._watch is not None:
            self._watch(problem)

    def _ask_held(self) -> None:
        held = self._find_held([address for _, address in self._pending]) if self._pending else set()
        for line, address in self._pending:
            if address in held:
                self.check.held_count += 1
                if len(self.check.held) < MAX_WARNINGS:
                    self.check.held.append({"line": line, "address": address})
        self._pending.clear()


class _RowLint:
    """Looks at rows with the lint; what all rows share is looked at once, by the first of them."""

    def __init__(self, *, version: AwardableVersion, issuer: JsonObject, moment: datetime) -> None:
        self._version = version
        self._issuer = issuer
        self._moment = moment
        self._design = read_design(version.document, issuer=issuer)
        self._identity = RowIdentity(
            credential_id=credential_url(REHEARSED),
            email_salt=_SALT,
            identifier_salt=_SALT,
            valid_from=timestamps.format(moment),
        )
        place = rehearsed_place()
        self._status = format_entry(list_url=place.url, index=place.index, purpose=StatusPurpose.REVOCATION)
        self._ignored = ignored_rules()
        self._is_first = True
        self._shared: frozenset[str] = frozenset()
        self._warned: Counter[str] = Counter()
        self._samples: dict[str, tuple[LintFinding, int]] = {}

    def look(self, row: LearnerRow) -> list[RowProblem]:
        """Return the problems of one row."""
        try:
            filled = (
                fill_dates(row, version=self._version, moment=self._moment) if self._must_fill(row) else row
            )
            document = compose(filled, design=self._design, identity=self._identity, status=self._status)
            found = list(lint_row(document, now=self._moment, ignoring=self._ignored))
            if self._is_first:
                self._is_first = False
                rehearse(Statement(row=row), version=self._version, issuer=self._issuer, now=self._moment)
                shared = [
                    *lint_frame(document, ignoring=self._ignored),
                    *lint_achievement(self._version.document, ignoring=self._ignored),
                ]
                found += shared
                self._shared = frozenset([finding.code for finding in shared])
        except CairnError as error:
            return [problem_from(error, line=row.line)]
        problems = []
        for finding in found:
            if finding.severity is LintSeverity.ERROR:
                found_error = DocumentError(finding.code, finding.message, mend=finding.mend)
                problems.append(problem_from(found_error, line=row.line))
            elif finding.severity is LintSeverity.WARNING:
                self._warned[finding.code] += 1
                self._samples.setdefault(finding.code, (finding, row.line))
        return problems

    def warnings(self) -> list[dict[str, Any]]:
        """Return each warning once, with how many rows it is about and the first of them."""
        return [
            {
                "code": code,
                "message": self._samples[code][0].message,
                "mend": self._samples[code][0].mend,
                "line": 0 if code in self._shared else self._samples[code][1],
                "count": count,
            }
            for code, count in self._warned.most_common(MAX_WARNINGS)
        ]

    def _must_fill(self, row: LearnerRow) -> bool:
        return not row.valid_until and self._version.expires


def good_rows(
    source: IO[bytes], *, version: AwardableVersion, findings: dict[str, Any]
) -> Iterator[LearnerRow]:
    """Yield the rows that the last check found good, in the order of the table."""
    refused = frozenset(findings["refused"])
    table = read_learner_table(
        source, achievement=version.document, valid_from=timestamps.parse(findings["moment"])
    )
    for finding in table.rows():
        if isinstance(finding, LearnerRow) and finding.number not in refused:
            yield finding
