from __future__ import annotations

import csv
import io
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.errors import DocumentError
from cairn.issuer.csv_reader import MAX_LINE, CsvReader, split_row


def read(data: bytes, *, width: int = 2, step: int = 0) -> list[list[str] | str]:
    """Return the cells of each row, or the code of why it cannot be read."""
    pieces = [data] if not step else [data[at : at + step] for at in range(0, len(data), step)]
    reader = CsvReader(pieces)
    return [
        row.code if isinstance(row, DocumentError) else row for row in reader.rows(delimiter=",", width=width)
    ]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("step", [0, 1, 3])
def test_lines_may_end_in_three_ways_wherever_the_pieces_are_cut(end: bytes, step: int) -> None:
    data = end.join([b"a,b", b'"c', b'd",e', b"", b"f,g"])
    assert read(data, step=step) == [["a", "b"], ["c\nd", "e"], [], ["f", "g"]]


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert read(b"\xef\xbb\xbfa,b\n") == [["a", "b"]]


def test_quotation_marks_are_doubled_within_a_cell() -> None:
    assert read(b'"say ""hi""",b\n') == [['say "hi"', "b"]]


def test_empty_cells_that_spreadsheets_add_are_left_out() -> None:
    assert read(b"a,b,,,\n") == [["a", "b"]]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"a,b,c", "csv.wrong_cell_count"),
        (b"a", "csv.wrong_cell_count"),
        (b'a"b",c', "csv.stray_quote"),
        (b'"a"b,c"', "csv.unclosed_quote"),
        (b'"a"b,c', "csv.text_after_quote"),
        (b'"a,b', "csv.unclosed_quote"),
    ],
)
def test_a_row_that_breaks_the_grammar_costs_that_row_only(line: bytes, code: str) -> None:
    found = read(line + b"\nx,y\n")
    assert found[0] == code
    assert found[-1] == ["x", "y"]


def test_a_quotation_mark_never_closed_does_not_swallow_the_rows_below() -> None:
    found = read(b'"a,b\n' + b"c,d\n" * 1000)
    assert found == ["csv.unclosed_quote", *[["c", "d"]] * 1000]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("name,email\n".encode("utf-16"), "csv.utf16"),
        ("name,email\n".encode("utf-16-le"), "csv.utf16"),
        (b"PK\x03\x04rest", "csv.spreadsheet"),
        (b"\xd0\xcf\x11\xe0rest", "csv.spreadsheet"),
        (b"\x1f\x8brest", "csv.archive"),
        (b"%PDF-1.7", "csv.archive"),
        ("name\nZoë\n".encode("cp1252"), "csv.not_utf8"),
        (b"a" * (MAX_LINE + 100_000), "csv.line_too_long"),
        (b"a,b\n\xc3", "csv.not_utf8"),
    ],
)
def test_other_files_are_refused_with_what_to_do(data: bytes, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read(data, width=1)
    assert caught.value.code == code
    assert caught.value.mend


def test_a_letter_of_windows_is_shown_as_it_was_meant_with_its_line() -> None:
    with pytest.raises(DocumentError) as caught:
        read("a,b\nc,Zoë\n".encode("cp1252"))
    assert caught.value.where == "line 2"
    assert "“Zoë”" in caught.value.message


def test_the_line_of_a_row_is_where_it_begins() -> None:
    reader = CsvReader([b'a,b\n"c\nd",e\nf,g\n'])
    lines = [reader.line for _ in reader.rows(delimiter=",", width=2)]
    assert lines == [1, 2, 4]


def test_quotation_marks_in_every_line_are_read_in_linear_time() -> None:
    data = b'"a\n' * 20_001
    began = time.perf_counter()
    read(data)
    assert time.perf_counter() - began < 5


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\x00")), min_size=2, max_size=2),
        max_size=6,
    ),
    step=st.integers(1, 9),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_what_the_csv_module_writes_is_read_back(rows: list[list[str]], step: int, quoting: int) -> None:
    text = io.StringIO()
    csv.writer(text, quoting=quoting, lineterminator="\r\n").writerows([["head", "er"], *rows])
    data = text.getvalue().encode()
    found = [row for row in read(data, step=step) if any(cell.strip() for cell in row)]
    assert found == [["head", "er"], *[row for row in rows if any(cell.strip() for cell in row)]]


def test_cells_are_split_where_every_one_is_quoted() -> None:
    assert split_row('"a","b,c",""', ",") == ["a", "b,c", ""]
