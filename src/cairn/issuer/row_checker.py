"""The checks of one row: each cell by its column, then what the cells say together.

Open Badges 3.0, appendix B (AchievementSubject, IdentityObject, Result) says what a row may hold.
``tests/cairn/issuer/test_row_checker.py`` proves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from cairn.errors import DocumentError
from cairn.issuer import cells as check
from cairn.issuer.columns import IDENTITIES, MANY_LINES, RESULT, RESULT_LEVEL, Column, Header
from cairn.issuer.learner_row import DEFAULTS, FIELDS, LearnerRow, make_row
from cairn.issuer.problems import RowNote, RowProblem, problem_from, shorten

if TYPE_CHECKING:
    from collections.abc import Callable

    from cairn.issuer.repeats import SeenIdentities
    from cairn.issuer.result_cells import ResultRule, RowResult

IDENTIFIER_TYPES: Final = (
    "identifier", "sourcedId", "systemId", "productId", "userName", "accountId", "nationalIdentityNumber",
    "lisSourcedId", "oneRosterSourcedId", "sisSourcedId", "ltiContextId", "ltiDeploymentId", "ltiToolId",
    "ltiPlatformId", "ltiUserId",
)  # fmt: skip
_MAX_REMEMBERED: Final = 4096
_FORMULA_SIGNS: Final = frozenset("=+-@")
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

_NAME, _EMAIL, _ID, _IDENTIFIER, _IDENTIFIER_TYPE, _VALID_FROM, _VALID_UNTIL = (
    FIELDS.index(name)
    for name in ("name", "email", "id", "identifier", "identifier_type", "valid_from", "valid_until")
)
_ACTIVITY_START, _ACTIVITY_END, _RESULTS = (
    FIELDS.index(name) for name in ("activity_start", "activity_end", "results")
)
_IDENTITY_POSITIONS: Final = ((_EMAIL, "email"), (_ID, "id"), (_IDENTIFIER, "identifier"))


class _Remembered(dict[_Key, _Value], Generic[_Key, _Value]):
    """What a check returned for the cells met so far; dates and results come again and again."""

    def __init__(self, compute: Callable[[_Key], _Value]) -> None:
        super().__init__()
        self._compute = compute

    def __missing__(self, cell: _Key) -> _Value:
        value = self._compute(cell)
        if len(self) < _MAX_REMEMBERED:
            self[cell] = value
        return value


class RowChecker:
    """Turns the cells of one row into a LearnerRow or, in ``findings``, into problems and notes."""

    def __init__(
        self,
        header: Header,
        *,
        valid_from: str,
        credits_available: float | None,
        seen: SeenIdentities | None,
    ) -> None:
        self.findings: list[RowProblem | RowNote] = []
        self.was_blank = False
        self._header = header
        self._valid_from = valid_from[:-1]
        self._credits_available = credits_available
        self._seen = seen
        self._titles = {column.name: column.title for column in header.columns}
        self._by_index = {column.index: column for column in header.columns}
        self._has_identity = not self._titles.keys().isdisjoint(IDENTITIES)
        begins_by_default = bool(valid_from) and "valid_until" in self._titles
        self._dates_matter = (
            begins_by_default
            or {"valid_from", "valid_until"} <= self._titles.keys()
            or {"activity_start", "activity_end"} <= self._titles.keys()
        )
        # Each column costs a look at its cell, those that are only text no more than that.
        self._plan: list[tuple[int, int, Callable[[str], Any] | None]] = [
            (column.index, FIELDS.index(column.name), self._check_of(column))
            for column in header.columns
            if column.rule is None
        ]
        self._results = [
            (column.index, self._level_index(column), _remembered_result(column.rule))
            for column in header.columns
            if column.rule is not None and self._leads(column)
        ]

    def check(self, cells: list[str], *, number: int, line: int, text: str) -> LearnerRow | None:
        """Return the row, or ``None`` where it is blank or has problems; ``findings`` holds what to tell.

        ``text`` is the row as it was written: where it is plain, no cell can hold what has to be looked for.
        """
        self.findings = []
        self.was_blank = not cells
        if self.was_blank:
            self._note_blank(line)
            return None
        stripped = [cell.strip() for cell in cells]
        if (
            stripped != cells
            or not (text.isascii() and text.isprintable())
            or "<" in text
            or "#" in text
            or (("=" in text or "(" in text) and any([cell[:1] in _FORMULA_SIGNS for cell in stripped]))
        ):
            stripped = self._clean(cells, line)
        values = [*DEFAULTS]
        values[0] = number
        values[1] = line
        for index, position, compute in self._plan:
            cell = stripped[index]
            if cell:
                if compute is None:
                    values[position] = cell
                else:
                    try:
                        values[position] = compute(cell)
                    except DocumentError as error:
                        self._tell(error, line, self._by_index[index].title, cell)
        if self._results:
            values[_RESULTS] = self._read_results(stripped, line)
        if not (values[_EMAIL] or values[_ID] or values[_IDENTIFIER]) or not values[_NAME]:
            if not any(stripped):
                self.was_blank = True
                self._note_blank(line)
                return None
            self._require(stripped, line)
        for index in self._header.nameless:
            if stripped[index]:
                self._tell_nameless(line, stripped[index])
        if len(text) > check.MAX_LINE_TEXT:
            self._check_lengths(stripped, line)
        if values[_IDENTIFIER] or values[_IDENTIFIER_TYPE]:
            self._settle_identifier(values, line)
        if self._dates_matter:
            self._compare_dates(values, line)
        if self._seen is not None:
            self._refuse_repeated(values, line)
        if self.findings and any([isinstance(finding, RowProblem) for finding in self.findings]):
            return None
        if check.is_reserved_email(values[_EMAIL]):
            self._note(
                line,
                self._titles["email"],
                values[_EMAIL],
                "row.example_address",
                "The address is in a domain kept for examples, where no mail arrives.",
            )
        return make_row(values)

    def _check_of(self, column: Column) -> Callable[[str], Any] | None:
        match column.name:
            case "email":
                return check.check_email
            case "id":
                return check.check_subject_id
            case "evidence_url":
                return check.check_url
            case "valid_from" | "activity_start":
                return _Remembered(check.check_first_moment).__getitem__
            case "valid_until" | "activity_end":
                return _Remembered(check.check_last_moment).__getitem__
            case "credits_earned":
                return _Remembered(self._read_credits).__getitem__
            case "identifier_type":
                return _check_identifier_type
            case _:
                return None

    def _read_credits(self, cell: str) -> float:
        number = float(check.check_number(cell))
        if number < 0 or (self._credits_available is not None and number > self._credits_available):
            raise DocumentError(
                "cell.credits_out_of_range",
                "The achievement does not give so many credits."
                if number > 0
                else "Credits cannot be less than nothing.",
                mend="Write a number from 0"
                + ("." if self._credits_available is None else f" to {self._credits_available:g}."),
            )
        return number

    def _leads(self, column: Column) -> bool:
        """Tell whether the column stands for its result: a column of levels does if the value has none."""
        return column.name == RESULT or not any(
            [other.name == RESULT and other.rule == column.rule for other in self._header.columns]
        )

    def _level_index(self, column: Column) -> int:
        """Return the place of the level that goes with a result, or -1."""
        for other in self._header.columns:
            if other.name == RESULT_LEVEL and other.rule == column.rule:
                return other.index
        return -1

    def _read_results(self, stripped: list[str], line: int) -> tuple[RowResult, ...]:
        results = []
        for index, level_index, remembered in self._results:
            cell = stripped[index]
            level = stripped[level_index] if level_index >= 0 else ""
            if level_index == index:
                cell = ""
            if cell or level:
                try:
                    results.append(remembered[cell, level])
                except DocumentError as error:
                    about = level_index if error.code == "cell.unknown_level" and level else index
                    self._tell(error, line, self._by_index[about].title, stripped[about])
        return tuple(results)

    def _clean(self, cells: list[str], line: int) -> list[str]:
        """Trim and compose the cells, telling it, and refuse text that was damaged."""
        cleaned = []
        for index, cell in enumerate(cells):
            if cell.isascii() and cell.isprintable() and "<" not in cell and cell[:1] != "#":
                trimmed = cell.strip()
            else:
                trimmed = check.trim(cell)
            column = self._by_index.get(index)
            title = column.title if column else f"column {index + 1}"
            if trimmed != cell and trimmed:
                self._note(line, title, cell, "row.trimmed", "The space around the text was left out.")
            if trimmed and not (trimmed.isascii() and trimmed.isprintable() and "<" not in trimmed):
                composed = check.compose_accents(trimmed)
                if composed != trimmed:
                    self._note(line, title, trimmed, "row.composed", "Letters and their accents were joined.")
                    trimmed = composed
            if trimmed and column is not None and not (trimmed.isalnum() and trimmed.isascii()):
                self._check_text(trimmed, column, line)
            cleaned.append(trimmed)
        return cleaned

    def _check_text(self, cell: str, column: Column, line: int) -> None:
        try:
            check.check_text(cell, many_lines=column.name in MANY_LINES)
        except DocumentError as error:
            self._tell(error, line, column.title, cell)

    def _check_lengths(self, stripped: list[str], line: int) -> None:
        for column in self._header.columns:
            cell = stripped[column.index]
            if len(cell) > check.MAX_LINE_TEXT and cell.isascii() and cell.isprintable():
                self._check_text(cell, column, line)

    def _require(self, stripped: list[str], line: int) -> None:
        if "name" in self._titles and not stripped[self._index_of("name")]:
            self._tell(
                DocumentError(
                    "row.no_name",
                    "The learner's name is missing.",
                    mend="Write it; it is shown on the credential.",
                ),
                line,
                self._titles["name"],
                "",
            )
        given = [name for name in IDENTITIES if name in self._titles]
        if self._has_identity and not any([stripped[self._index_of(name)] for name in given]):
            self._tell(
                DocumentError(
                    "row.no_identity",
                    "Nothing says who the learner is.",
                    mend=f"Fill in {' or '.join([self._titles[name] for name in given])}.",
                ),
                line,
                self._titles[given[0]],
                "",
            )

    def _settle_identifier(self, values: list[Any], line: int) -> None:
        identifier, kind = values[_IDENTIFIER], values[_IDENTIFIER_TYPE]
        if identifier and not kind and "identifier_type" not in self._titles:
            values[_IDENTIFIER_TYPE] = "identifier"
        elif bool(identifier) != bool(kind) and not self.findings:
            missing = "identifier_type" if identifier else "identifier"
            self._tell(
                DocumentError(
                    "row.half_an_identifier",
                    "An identifier and its type go together, and one of them is missing.",
                    mend=f"Fill in {self._titles[missing]}, or empty the other one.",
                ),
                line,
                self._titles[missing],
                "",
            )

    def _compare_dates(self, values: list[Any], line: int) -> None:
        # Without the Z, canonical moments sort as text, with or without a fraction.
        begins = values[_VALID_FROM][:-1] or self._valid_from
        ends = values[_VALID_UNTIL][:-1]
        if ends and begins and ends <= begins:
            self._tell(
                DocumentError(
                    "row.ends_before_it_begins",
                    f"The credential would end before it begins, at {begins}Z.",
                    mend="Write a later date, or none for a credential without an end.",
                ),
                line,
                self._titles["valid_until"],
                values[_VALID_UNTIL],
            )
        started, ended = values[_ACTIVITY_START][:-1], values[_ACTIVITY_END][:-1]
        if started and ended and ended < started:
            self._tell(
                DocumentError(
                    "row.activity_ends_before_it_starts",
                    f"The activity would end before it starts, at {started}Z.",
                    mend="Exchange the two dates, or correct one.",
                ),
                line,
                self._titles["activity_end"],
                values[_ACTIVITY_END],
            )

    def _refuse_repeated(self, values: list[Any], line: int) -> None:
        assert self._seen is not None
        for position, name in _IDENTITY_POSITIONS:
            identity = values[position]
            if identity:
                # The part before the @ could differ by case alone, yet in practice never does.
                key = identity.lower() if name == "email" else f"{name} {values[_IDENTIFIER_TYPE]} {identity}"
                first = self._seen.first_line(key, line=line)
                if first != line:
                    self._tell(
                        DocumentError(
                            "row.repeated_learner",
                            f"Line {first} already names this learner.",
                            mend="Leave one of the two rows out.",
                        ),
                        line,
                        self._titles[name],
                        identity,
                    )

    def _index_of(self, name: str) -> int:
        return next(column.index for column in self._header.columns if column.name == name)

    def _tell(self, error: DocumentError, line: int, column: str, value: str) -> None:
        self.findings.append(problem_from(error, line=line, column=column, value=value))

    def _tell_nameless(self, line: int, value: str) -> None:
        error = DocumentError(
            "row.cell_without_column",
            "The cell stands in a column that has no name.",
            mend="Name the column in the header, or empty the cell.",
        )
        self._tell(error, line, "", value)

    def _note(self, line: int, column: str, value: str, code: str, message: str) -> None:
        self.findings.append(
            RowNote(line=line, column=column, value=shorten(value), code=code, message=message)
        )

    def _note_blank(self, line: int) -> None:
        self.findings = []
        self._note(line, "", "", "row.blank", "The line is blank and was passed over.")


def _remembered_result(rule: ResultRule) -> _Remembered[tuple[str, str], RowResult]:
    return _Remembered(lambda pair: rule.check(pair[0], level_cell=pair[1]))


def _check_identifier_type(cell: str) -> str:
    if cell in IDENTIFIER_TYPES or (cell.startswith("ext:") and cell[4:].replace("-", "").isalnum()):
        return cell
    raise DocumentError(
        "cell.unknown_identifier_type",
        "Open Badges knows no such type of identifier.",
        mend="Write sourcedId, say, or a type of your own such as ext:studentId; an e-mail address goes in "
        "the column email.",
    )
