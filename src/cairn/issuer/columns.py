"""The columns of a table of learners and the header that names them.

A column is named as in ``COLUMNS``, in small or capital letters, with spaces, hyphens, underscores or
none. The
columns of results name the ResultDescription they belong to: ``result:Final mark``. What a column becomes in
the credential is said in ``docs/reference/learner-table.md``.
``tests/cairn/issuer/test_columns.py`` proves it.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cairn.errors import DocumentError
from cairn.issuer.cells import trim
from cairn.issuer.csv_reader import split_row
from cairn.issuer.problems import RowProblem, problem_from

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cairn.issuer.result_cells import ResultRule

IDENTITIES: Final = ("email", "id", "identifier")
MANY_LINES: Final = frozenset({"narrative", "evidence_narrative"})
COLUMNS: Final = (
    "name",
    "email",
    "id",
    "identifier",
    "identifier_type",
    "valid_from",
    "valid_until",
    "evidence_url",
    "evidence_name",
    "evidence_narrative",
    "narrative",
    "credits_earned",
    "term",
    "activity_start",
    "activity_end",
    "license_number",
    "role",
)
RESULT: Final = "result"
RESULT_LEVEL: Final = "result_level"
_BY_LETTERS: Final = {name.replace("_", ""): name for name in (*COLUMNS, RESULT, RESULT_LEVEL)}
_DELIMITERS: Final = (",", ";", "\t")
_BETWEEN_WORDS: Final = re.compile(r"[\s_\-]+")
_SEPARATOR_LINE: Final = re.compile(r'"?sep=([,;\t])"?')


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its place, its title as written, its name and, in a column of results, their rule."""

    index: int
    title: str
    name: str
    rule: ResultRule | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The columns of a table; ``nameless`` are the places of those without a title, which must be empty."""

    delimiter: str
    width: int
    columns: tuple[Column, ...]
    nameless: tuple[int, ...]
    problems: tuple[RowProblem, ...]


def declared_delimiter(text: str) -> str:
    """Return the delimiter that a line such as ``sep=;`` declares to spreadsheet programs, or nothing."""
    match = _SEPARATOR_LINE.fullmatch(text)
    return match[1] if match else ""


def read_header(text: str, *, line: int, rules: Sequence[ResultRule], delimiter: str = "") -> Header:
    """Return the header of a table, with every problem it has.

    The delimiter, where none is given, is the one that finds the most known columns. Raises
    ``DocumentError("table.no_header")`` where none finds any, and ``csv.*`` for wrong quotation marks.
    """
    delimiter = delimiter or max(_DELIMITERS, key=lambda sign: _known_columns(text, sign))
    if not _known_columns(text, delimiter):
        raise DocumentError(
            "table.no_header",
            "The first line names no column of a table of learners.",
            where=f"line {line}",
            mend=f"Begin the table with a line such as: name{delimiter}email",
        )
    titles = [trim(title) for title in split_row(text, delimiter)]
    columns: list[Column] = []
    problems: list[RowProblem] = []
    for index, title in enumerate(titles):
        if not title:
            continue
        try:
            column = _read_column(index, title, rules)
            _refuse_repeated(column, columns)
        except DocumentError as error:
            problems.append(problem_from(error, line=line, column=title))
        else:
            columns.append(column)
    try:
        _require_columns(columns)
    except DocumentError as error:
        problems.append(problem_from(error, line=line))
    return Header(
        delimiter=delimiter,
        width=len(titles),
        columns=tuple(columns),
        nameless=tuple(index for index, title in enumerate(titles) if not title),
        problems=tuple(problems),
    )


def title_of(rule: ResultRule, rules: Sequence[ResultRule], *, kind: str = RESULT) -> str:
    """Return the title of a result's column, by its name or, where others share that, its identifier."""
    shared = sum([_fold(rule.name) == _fold(other.name) for other in rules]) > 1
    return f"{kind}:{rule.id if shared else rule.name}"


def _known_columns(text: str, delimiter: str) -> int:
    try:
        titles = split_row(text, delimiter)
    except DocumentError:
        return 0
    return sum([_name(title) in COLUMNS or _kind(title) in (RESULT, RESULT_LEVEL) for title in titles])


def _read_column(index: int, title: str, rules: Sequence[ResultRule]) -> Column:
    kind = _kind(title)
    if kind in (RESULT, RESULT_LEVEL):
        rule = _find_rule(trim(title.partition(":")[2]), rules, kind=kind)
        if kind == RESULT_LEVEL and (rule.is_level or not rule.levels):
            raise DocumentError(
                "table.no_level_column",
                "This result has no levels besides its value.",
                mend=f"Call the column {title_of(rule, rules)}" if rule.is_level else "Leave the column out.",
            )
        return Column(index=index, title=title, name=kind, rule=rule)
    name = _name(title)
    if name not in COLUMNS:
        known = [*COLUMNS, *(title_of(rule, rules) for rule in rules)]
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
        raise DocumentError(
            "table.unknown_column",
            "No column has this name.",
            mend=f"Call it {near[0]}, or leave the column out." if near else "Leave the column out.",
        )
    return Column(index=index, title=title, name=name)


def _find_rule(wanted: str, rules: Sequence[ResultRule], *, kind: str) -> ResultRule:
    found = [rule for rule in rules if rule.id == wanted] or [
        rule for rule in rules if _fold(rule.name) == _fold(wanted)
    ]
    if len(found) > 1:
        raise DocumentError(
            "table.ambiguous_result",
            "The achievement has more than one result of this name.",
            mend=f"Name it by its identifier: {kind}:{found[0].id}",
        )
    if not found:
        near = difflib.get_close_matches(_fold(wanted), [_fold(rule.name) for rule in rules], n=1, cutoff=0.0)
        named = [title_of(rule, rules, kind=kind) for rule in rules if near and _fold(rule.name) == near[0]]
        raise DocumentError(
            "table.unknown_result",
            "The achievement describes no result of this name.",
            mend=f"Call it {named[0]}, or leave the column out." if named else "Leave the column out.",
        )
    return found[0]


def _refuse_repeated(column: Column, columns: Sequence[Column]) -> None:
    for other in columns:
        if (other.name, other.rule) == (column.name, column.rule):
            raise DocumentError(
                "table.repeated_column",
                f"The table already has this column: {other.title}.",
                mend="Leave one of the two out.",
            )


def _require_columns(columns: Sequence[Column]) -> None:
    names = {column.name for column in columns}
    if names.isdisjoint(IDENTITIES):
        raise DocumentError(
            "table.no_identity",
            "No column says who the learners are.",
            mend="Add the column email; or id for DIDs; or identifier and identifier_type.",
        )
    if "identifier_type" in names and "identifier" not in names:
        raise DocumentError(
            "table.type_without_identifier",
            "The column identifier_type needs the column identifier.",
            mend="Add the column identifier, or leave the other one out.",
        )


def _kind(title: str) -> str:
    kind, colon, _ = title.partition(":")
    return _name(kind) if colon else ""


def _name(title: str) -> str:
    """Return the name of a column; ``E-Mail`` and ``evidenceURL`` are names, too."""
    name = _BETWEEN_WORDS.sub("_", trim(title)).casefold()
    return _BY_LETTERS.get(name.replace("_", ""), name)


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())
