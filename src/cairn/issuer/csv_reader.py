"""RFC 4180, read strictly and as a stream: bytes in pieces of any size become rows of cells.

Text is UTF-8, with or without a byte order mark; other encodings are recognised and refused with what to do.
Section 2 of RFC 4180 gives the grammar: a cell that holds the delimiter, a line end or a quotation mark
stands in quotation marks, and a quotation mark within it is doubled. Lines may end with CR LF, LF or CR. A
row that breaks the grammar costs that row only: reading goes on at the next line, in time linear in the size
of the file. ``tests/cairn/issuer/test_csv_reader.py`` proves it.
"""

from __future__ import annotations

import codecs
import re
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final, NoReturn, Protocol, TypeAlias, cast

from cairn.errors import DocumentError

MAX_LINE: Final = 200_000
MAX_LINES_OF_ROW: Final = 500
_PIECE: Final = 1 << 16
_HEAD: Final = 512
_QUOTED: Final = re.compile('"((?:[^"]++|"")*+)"')


class ByteReader(Protocol):
    """A binary file or whatever else gives its bytes piece by piece."""

    def read(self, size: int, /) -> bytes:
        """Return up to ``size`` bytes, and none at the end."""
        ...


ByteSource: TypeAlias = ByteReader | Iterable[bytes]


class CsvReader:
    """Reads rows from ``source`` once; ``line`` is the number of the line where the last one began."""

    def __init__(self, source: ByteSource) -> None:
        self.line = 0
        self.text = ""
        self._next_line = 1
        self._lines = _lines(_pieces(source))
        self._put_back: deque[str] = deque()

    def next_row(self) -> str | None:
        """Return the text of the next row, over as many lines as its quotation marks span.

        ``None`` is the end. Raises ``DocumentError``: ``csv.unclosed_quote``, after which the next line can
        be read, and for the file as a whole ``csv.not_utf8``, ``csv.utf16``, ``csv.spreadsheet``,
        ``csv.archive`` and ``csv.line_too_long``.
        """
        text = self._take()
        if text is None:
            return None
        self.line = self._next_line
        self._next_line += 1
        if '"' in text and text.count('"') % 2:
            text = self._join(text)
        self.text = text
        return text

    def rows(self, *, delimiter: str, width: int) -> Iterator[list[str] | DocumentError]:
        """Yield the cells of each row that is left, or the error that names why a row cannot be read.

        A row has ``width`` cells; more are left out where they are empty, since spreadsheets add them. Blank
        lines are yielded as no cells. The errors are ``csv.unclosed_quote``, ``csv.stray_quote``,
        ``csv.text_after_quote`` and ``csv.wrong_cell_count``; those of the file as a whole are raised.
        """
        while True:
            try:
                text = self.next_row()
                if text is None:
                    return
                cells = split_row(text, delimiter) if '"' in text else text.split(delimiter)
                if len(cells) != width:
                    cells = _fit(cells, width, delimiter)
            except DocumentError as error:
                if error.code in _OF_THE_FILE:
                    raise
                self._return_to_second_line()
                yield error
            else:
                yield cells

    def _take(self) -> str | None:
        return self._put_back.popleft() if self._put_back else next(self._lines, None)

    def _join(self, text: str) -> str:
        self.text = text
        first = text
        lines = [text]
        size = len(text)
        while size <= MAX_LINE and len(lines) < MAX_LINES_OF_ROW:
            line = self._take()
            if line is None:
                break
            lines.append(line)
            size += len(line) + 1
            if line.count('"') % 2:
                self._next_line += len(lines) - 1
                return "\n".join(lines)
        self._put_back.extendleft(reversed(lines[1:]))
        begins = first.rfind('"')
        raise _unclosed(first[begins + 1 :])

    def _return_to_second_line(self) -> None:
        """Give up the first line only of a row that spans many, for a mark may have swallowed good rows."""
        if "\n" in self.text:
            self.text, *others = self.text.split("\n")
            self._put_back.extendleft(reversed(others))
            self._next_line = self.line + 1


def split_row(text: str, delimiter: str) -> list[str]:
    """Return the cells of one row.

    Raises ``DocumentError``: ``csv.stray_quote``, ``csv.text_after_quote`` and ``csv.unclosed_quote``.
    """
    if text[:1] == text[-1:] == '"' and len(text) > 1:
        # Where every cell is quoted and none holds a quotation mark, cutting at the seams is enough.
        cells = text[1:-1].split(f'"{delimiter}"')
        if text.count('"') == 2 * len(cells):
            return cells
    cells = []
    position = 0
    while True:
        if text.startswith('"', position):
            match = _QUOTED.match(text, position)
            if match is None:
                raise _unclosed(text[position + 1 :])
            cells.append(match[1].replace('""', '"'))
            position = match.end()
            if position < len(text) and text[position] != delimiter:
                raise DocumentError(
                    "csv.text_after_quote",
                    f"After the closing quotation mark stands {text[position : position + 20]!r}.",
                    mend='Write "" for a quotation mark that belongs to the text, and nothing between the '
                    "closing one and the delimiter.",
                )
        else:
            end = text.find(delimiter, position)
            end = len(text) if end < 0 else end
            cell = text[position:end]
            if '"' in cell:
                raise DocumentError(
                    "csv.stray_quote",
                    f"A quotation mark stands in a cell that does not begin with one: {cell[:40]!r}.",
                    mend='Put the whole cell in quotation marks and write "" for the one within.',
                )
            cells.append(cell)
            position = end
        if position == len(text):
            return cells
        position += 1


def _unclosed(text: str) -> DocumentError:
    return DocumentError(
        "csv.unclosed_quote",
        f"A quotation mark opens before {text[:20]!r} and none closes it.",
        mend='Close the cell with a quotation mark, or write "" for one that belongs to the text.',
    )


def _fit(cells: list[str], width: int, delimiter: str) -> list[str]:
    if not any([cell.strip() for cell in cells]):
        return []
    if len(cells) > width and not any([cell.strip() for cell in cells[width:]]):
        return cells[:width]
    sign = "tab" if delimiter == "\t" else delimiter
    raise DocumentError(
        "csv.wrong_cell_count",
        f"The row has {len(cells)} {'cell' if len(cells) == 1 else 'cells'}, but the header has {width}.",
        mend=f'Put a cell that holds "{sign}" or a line break in quotation marks.'
        if len(cells) > width
        else "Give each column a cell, be it an empty one.",
    )


_OF_THE_FILE: Final = frozenset(
    {"csv.not_utf8", "csv.utf16", "csv.spreadsheet", "csv.archive", "csv.line_too_long"}
)


def _pieces(source: ByteSource) -> Iterator[bytes]:
    read = getattr(source, "read", None)
    chunks: Iterable[bytes] = (
        iter(lambda: read(_PIECE), b"") if callable(read) else cast("Iterable[bytes]", source)
    )
    for chunk in chunks:
        for start in range(0, len(chunk), _PIECE):
            yield chunk[start : start + _PIECE]


def _lines(pieces: Iterator[bytes]) -> Iterator[str]:
    """Yield the lines without their ends; a file's last line end begins no line of its own."""
    head = b""
    for piece in pieces:
        head += piece
        if len(head) >= _HEAD:
            break
    _refuse_other_formats(head)
    decoder = codecs.getincrementaldecoder("utf-8")()
    begin, count = "", 0
    body = head[3:] if head.startswith(codecs.BOM_UTF8) else head
    for piece in chain([body], pieces):
        try:
            text = decoder.decode(piece)
        except UnicodeDecodeError as error:
            _raise_not_utf8(error, line=count + 1 + (begin.endswith("\r") and not piece.startswith(b"\n")))
        # A carriage return at the end of a piece waits for the line feed that may follow it.
        text = begin + text
        held = "\r" if text.endswith("\r") else ""
        lines = _split_lines(text[: len(text) - len(held)])
        begin = lines.pop()
        if len(begin) > MAX_LINE:
            raise DocumentError(
                "csv.line_too_long",
                f"The line is longer than {MAX_LINE} characters.",
                where=f"line {count + len(lines) + 1}",
                mend="Save the table as CSV; each row is a line of its own.",
            )
        begin += held
        count += len(lines)
        yield from lines
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        _raise_not_utf8(error, line=count + 1)
    lines = _split_lines(begin)
    yield from lines if lines[-1] else lines[:-1]


def _split_lines(text: str) -> list[str]:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.split("\n")


def _refuse_other_formats(head: bytes) -> None:
    save = "Open it in the spreadsheet program and save it as “CSV UTF-8”."
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise DocumentError("csv.spreadsheet", "The file is a spreadsheet and not CSV.", mend=save)
    if head.startswith((b"\x1f\x8b", b"%PDF", b"7z\xbc\xaf", b"Rar!")):
        raise DocumentError("csv.archive", "The file is packed or a document and not CSV.", mend=save)
    # UTF-16 without a mark shows by a zero byte in every other place of its English letters.
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or head.count(0) * 4 > len(head):
        raise DocumentError("csv.utf16", "The text is encoded as UTF-16 and not as UTF-8.", mend=save)


def _raise_not_utf8(error: UnicodeDecodeError, *, line: int) -> NoReturn:
    data = bytes(error.object)
    before = data[: error.start]
    line += before.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n")
    around = (
        re.split(rb"[\r\n,;\t\"]", before)[-1][-30:] + re.split(rb"[\r\n,;\t\"]", data[error.start :])[0][:30]
    )
    raise DocumentError(
        "csv.not_utf8",
        "The text is not encoded as UTF-8; it looks like Windows-1252, in which it reads "
        f"“{around.decode('cp1252', 'replace')}”.",
        where=f"line {line}",
        mend="Open it in the spreadsheet program and save it as “CSV UTF-8”.",
    ) from None
