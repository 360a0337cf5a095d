from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cairn.issuer import LearnerRow, RowResult
from cairn_cli.clock import now
from cairn_cli.survey import BAD_ROW, Survey, digest_of, show_survey, survey_table
from factories.documents import achievement
from factories.learners import HEADER

if TYPE_CHECKING:
    from pathlib import Path

ROW = LearnerRow(number=3, line=9, name="Zoë", email="zoe@a.edu", credits_earned=1.0)


def survey(path: Path, text: str) -> Survey:
    path.write_text(text, encoding="utf-8")
    return survey_table(
        path, achievement=achievement(), valid_from=now(), allow_repeated_learners=False, watch=None
    )


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Zoe"},
        {"email": "", "id": "zoe@a.edu"},
        {"credits_earned": None},
        {"credits_earned": 2.0},
        {"results": (RowResult(result_description="urn:1", value="1"),)},
        {"results": (RowResult(result_description="urn:1", status="1"),)},
    ],
)
def test_whatever_a_row_says_is_in_its_digest(change: dict[str, object]) -> None:
    assert digest_of(replace(ROW, **change)) != digest_of(ROW)  # type: ignore[arg-type]


def test_where_a_row_stands_is_not_in_its_digest() -> None:
    assert digest_of(replace(ROW, number=4, line=10)) == digest_of(ROW)


def test_every_row_has_a_digest_and_bad_ones_the_same(tmp_path: Path) -> None:
    found = survey(tmp_path / "t.csv", f"{HEADER}\nBob,bob,,,1,\n\nAda,a@a.edu,,,60,\nEve,eve,,,1,\n")
    assert len(found.row_digests) == 2 * len(BAD_ROW)
    assert found.row_digests.startswith(BAD_ROW)
    assert found.first is not None
    assert (found.first.number, found.first.name) == (1, "Ada")


def test_findings_are_shown_with_place_and_mend(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = survey(tmp_path / "t.csv", f"{HEADER}\n Ada ,a@a.edu,,,60,\nBob,bob,,,1,\n")
    show_survey(found.report)
    text = capsys.readouterr().out
    assert "✗ line 3, email: “bob” The text is no e-mail address." in text
    assert "line 2, name: The space around the text was left out." in text
    assert "1 row is ready to be issued." in text
    assert "1 row has something wrong (1 problem in all)." in text


def test_a_problem_of_the_header_is_not_told_of_no_rows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = survey(tmp_path / "t.csv", "name,emial\nAda,a@a.edu\n")
    show_survey(found.report)
    text = capsys.readouterr().out
    assert "0 rows have" not in text
    assert "The table as a whole has " in text


def test_one_cell_is_not_told_as_cells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = survey(tmp_path / "t.csv", f"{HEADER}\nAda\n")
    show_survey(found.report)
    assert "The row has 1 cell, but the header has 6." in capsys.readouterr().out


def test_what_a_stranger_wrote_does_not_steer_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = survey(tmp_path / "t.csv", f"{HEADER}\n\x1b[2JAda,a@a.edu,,,60,\n")
    show_survey(found.report)
    assert "\x1b" not in capsys.readouterr().out
