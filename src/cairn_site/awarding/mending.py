"""One row of a table mended in place, and the bad rows given back as a table that can be mended.

What is exported is CSV that a spreadsheet program does not take for formulas.
``tests/cairn_site/awarding/test_mending.py`` proves it.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final

from cairn.errors import DocumentError, UsageError
from cairn.issuer.columns import Header, declared_delimiter, read_header
from cairn.issuer.csv_reader import CsvReader, split_row
from cairn.issuer.result_cells import read_result_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cairn.issuer import RowProblem
    from cairn_site.awarding.achievements import AwardableVersion

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row of a table as it stands in the file: its titles and cells, and how many lines it takes."""

    titles: tuple[str, ...]
    cells: tuple[str, ...]
    delimiter: str
    line: int
    line_count: int


def find_row(source: IO[bytes], *, version: AwardableVersion, line: int) -> TableRow:
    """Return the row that begins at ``line``; raises ``UsageError("batch.no_such_row")``."""
    reader, header = _open(source, version=version)
    while (text := _next(reader)) is not None:
        if reader.line == line and text:
            try:
                cells = split_row(text, header.delimiter)
            except DocumentError:
                break
            titles = _titles(header)
            cells += [""] * (len(titles) - len(cells))
            titles += [""] * (len(cells) - len(titles))
            return TableRow(
                titles=tuple(titles),
                cells=tuple(cells),
                delimiter=header.delimiter,
                line=line,
                line_count=text.count("\n") + 1,
            )
        if reader.line > line:
            break
    raise UsageError(
        "batch.no_such_row",
        "This row cannot be mended here.",
        where=f"line {line}",
        mend="Mend the file and upload it anew.",
    )


def replace_row(data: bytes, row: TableRow, cells: Sequence[str]) -> bytes:
    """Return the table with other cells in the place of a row; empty cells throughout take the row out."""
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    written = [] if not any(cells) else [_format(cells, row.delimiter)]
    lines[row.line - 1 : row.line - 1 + row.line_count] = written
    return "\r\n".join(lines).encode()


def bad_rows_csv(
    source: IO[bytes], problems: Iterable[RowProblem], *, version: AwardableVersion
) -> Iterator[bytes]:
    """Yield, as CSV, the rows that have problems, with what is wrong and how to mend it behind each."""
    by_line: dict[int, list[RowProblem]] = {}
    for problem in problems:
        by_line.setdefault(problem.line, []).append(problem)
    try:
        reader, header = _open(source, version=version)
    except DocumentError:
        yield b"\xef\xbb\xbf" + _format(["line", "problem", "mend"], ",").encode() + b"\r\n"
        for line, found in sorted(by_line.items()):
            yield _format(neutralise([str(line), *_told(found)]), ",").encode() + b"\r\n"
        return
    yield b"\xef\xbb\xbf" + _format([*_titles(header), "line", "problem", "mend"], ",").encode() + b"\r\n"
    while (text := _next(reader)) is not None:
        known = by_line.pop(reader.line, None)
        if known is None:
            continue
        try:
            cells = split_row(text, header.delimiter)
        except DocumentError:
            cells = [text]
        cells += [""] * (header.width - len(cells))
        row = neutralise([*cells[: header.width], str(reader.line), *_told(known)])
        yield _format(row, ",").encode() + b"\r\n"


def neutralise(cells: Iterable[str]) -> list[str]:
    """Return cells that a spreadsheet program shows and does not run: OWASP, CSV injection."""
    return [f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells]


def format_csv_row(cells: Iterable[str]) -> bytes:
    """Return one line of an export, formulas neutralised."""
    return _format(neutralise(cells), ",").encode() + b"\r\n"


def _open(source: IO[bytes], *, version: AwardableVersion) -> tuple[CsvReader, Header]:
    reader = CsvReader(source)
    text = reader.next_row()
    declared = declared_delimiter(text or "")
    if declared:
        text = reader.next_row()
    while text is not None and not text.strip(" \t,;\xa0"):
        text = reader.next_row()
    if text is None:
        raise DocumentError("table.empty", "The file holds no table.")
    return reader, read_header(
        text, line=reader.line, rules=read_result_rules(version.document), delimiter=declared
    )


def _titles(header: Header) -> list[str]:
    titles = [""] * header.width
    for column in header.columns:
        titles[column.index] = column.title
    return titles


def _next(reader: CsvReader) -> str | None:
    while True:
        try:
            return reader.next_row()
        except DocumentError as error:
            if error.code != "csv.unclosed_quote":
                return None
            return reader.text


def _told(problems: Sequence[RowProblem]) -> list[str]:
    said = [f"{problem.column}: {problem.message}".removeprefix(": ") for problem in problems]
    return [" ".join(said), " ".join([problem.mend for problem in problems if problem.mend])]


def _format(cells: Sequence[str], delimiter: str) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator="").writerow(cells)
    return buffer.getvalue()
