from __future__ import annotations

import time
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from cairn.errors import DocumentError, UsageError
from cairn.issuer import LearnerRow, RowResult, check_learner_table, read_learner_table
from factories.documents import achievement
from factories.learners import problems_of, read, rows_of, table_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.issuer import Finding


def test_every_column_comes_into_the_row() -> None:
    header = (
        "name;email;id;identifier;identifier_type;valid_from;valid_until;evidence_url;evidence_name;"
        "evidence_narrative;narrative;credits_earned;term;activity_start;activity_end;license_number;role;"
        "result:Test;result:Explanation"
    )
    cells = (
        "Zoë;zoe@a.edu;did:key:z6Mk;4711;ext:studentId;2026-01-31;2031-01-31;https://a.edu/1;Portfolio;"
        '"Two\npieces";Alone;1.5;Spring;2025-10-01;2026-01-30;L-1;Student;87;Clear'
    )
    descriptions = achievement()["resultDescription"]
    assert rows_of(read(f"{header}\n{cells}\n".encode())) == [
        LearnerRow(
            number=0,
            line=2,
            name="Zoë",
            email="zoe@a.edu",
            id="did:key:z6Mk",
            identifier="4711",
            identifier_type="ext:studentId",
            valid_from="2026-01-31T00:00:00Z",
            valid_until="2031-01-31T23:59:59Z",
            evidence_url="https://a.edu/1",
            evidence_name="Portfolio",
            evidence_narrative="Two\npieces",
            narrative="Alone",
            credits_earned=1.5,
            term="Spring",
            activity_start="2025-10-01T00:00:00Z",
            activity_end="2026-01-30T23:59:59Z",
            license_number="L-1",
            role="Student",
            results=(
                RowResult(result_description=descriptions[0]["id"], value="87"),  # type: ignore[index,call-overload,arg-type]
                RowResult(
                    result_description=descriptions[1]["id"],  # type: ignore[index,call-overload,arg-type]
                    achieved_level="urn:uuid:1d1",
                ),
            ),
        )
    ]


def test_no_row_is_ready_while_the_header_is_wrong() -> None:
    findings = read(b"name,email,nonsense\nAda,ada@a.edu,x\n")
    assert rows_of(findings) == []
    assert [problem.code for problem in problems_of(findings)] == ["table.unknown_column"]


def test_a_table_is_read_once() -> None:
    table = read_learner_table([b"email\na@a.edu\n"], achievement=achievement())
    list(table.rows())
    with pytest.raises(UsageError) as caught:
        table.rows()
    assert caught.value.code == "table.read_twice"


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_no_table(data: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        read(data)
    assert caught.value.code == "table.empty"


def test_blank_lines_and_a_line_for_spreadsheets_may_stand_above_the_header() -> None:
    assert len(rows_of(read(b"sep=;\n;;\nname;email\nAda;a@a.edu\n"))) == 1


def test_the_dry_run_counts_what_is_ready_and_what_is_not() -> None:
    data = table_of(20) + b"Bob,bob@,,,x,\nEve,eve@a.edu,,,60,\n"
    report = check_learner_table([data], achievement=achievement(), limit=1)
    assert (report.row_count, report.bad_row_count, report.problem_count) == (21, 1, 2)
    assert len(report.problems) == 1
    assert not report.is_ready


def test_the_dry_run_tells_everything_to_whoever_watches() -> None:
    seen: list[Finding] = []
    report = check_learner_table(
        [table_of(5) + b"Bob,bob@,,,x,\n"], achievement=achievement(), limit=0, watch=seen.append
    )
    assert report.problems == ()
    assert (len(rows_of(seen)), len(problems_of(seen))) == (5, 2)


def test_a_file_that_is_no_table_is_a_problem_of_the_dry_run() -> None:
    report = check_learner_table(["name,email\n".encode("utf-16")], achievement=achievement())
    assert [problem.code for problem in report.problems] == ["csv.utf16"]
    assert not report.is_ready


def test_a_file_that_breaks_in_the_middle_leaves_no_row_ready() -> None:
    report = check_learner_table([table_of(3) + b"Zo\xeb,zoe@a.edu,,,60,\n"], achievement=achievement())
    assert report.row_count == 0
    assert [problem.line for problem in report.problems] == [5]


def test_memory_does_not_grow_with_the_table() -> None:
    def endless(count: int) -> Iterator[bytes]:
        yield b"name,email\n"
        for number in range(count):
            yield f"Learner {number},learner.{number}@a.edu\n".encode()

    tracemalloc.start()
    peaks = []
    for count in (2_000, 10_000):
        tracemalloc.reset_peak()
        table = read_learner_table(endless(count), achievement=achievement(), allow_repeated_learners=True)
        assert sum(1 for _ in table.rows()) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
    tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.2 + 100_000


def test_ten_thousand_rows_are_checked_in_less_than_a_second() -> None:
    data = table_of(10_000)
    began = time.perf_counter()
    assert check_learner_table([data], achievement=achievement()).is_ready
    assert time.perf_counter() - began < 3
