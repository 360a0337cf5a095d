from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from typer.testing import CliRunner

from cairn.credentials.validation import validate
from cairn_cli.demo_world import achievement, learners_csv
from cairn_cli.main import app
from factories.learners import problems_of, read

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from click.testing import Result


def demo(folder: Path, learners: int = 120) -> Result:
    return CliRunner().invoke(
        app, ["demo", "--library", "--folder", str(folder), "--learners", str(learners)]
    )


def test_the_demo_goes_the_whole_way_and_can_be_given_again(tmp_path: Path) -> None:
    first = demo(tmp_path / "demo")
    assert first.exit_code == 0, first.output
    assert "8 rows have something wrong" in first.output
    assert "Issued 120 credentials now" in first.output
    assert "✓ 118 of a sample of 118: valid" in first.output
    assert len(re.findall(r"✗ revoked, row .*: not valid", first.output)) == 2
    assert "✗ with the issuer's name changed: not valid" in first.output
    again = demo(tmp_path / "demo")
    assert again.exit_code == 0
    assert "Issued 0 credentials now; 120 in all in" in again.output


def test_without_real_documents_the_demo_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAIRN_TEST_DATA", str(tmp_path / "none"))
    assert "Real documents of other issuers are not here" in demo(tmp_path / "demo").output


def test_real_documents_are_verified_where_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shared_data: Path
) -> None:
    monkeypatch.setenv("CAIRN_TEST_DATA", str(shared_data))
    text = demo(tmp_path / "demo").output
    assert re.search(
        r"\? open-badges-3/spec-vector-achievement-credential.json: .*The signature is right", text
    )
    assert re.search(r"✗ open-badges-2/unbaked.png: not valid", text)


def test_the_achievement_is_in_order() -> None:
    assert validate(achievement(), expected="Achievement") == ()


def test_the_table_is_the_same_in_every_run_and_only_the_mistakes_differ() -> None:
    spoilt, mended = (learners_csv(count=100, with_mistakes=mistakes) for mistakes in (True, False))
    assert mended == learners_csv(count=100, with_mistakes=False)
    assert problems_of(read(mended, about=achievement())) == []
    assert len({problem.code for problem in problems_of(read(spoilt, about=achievement()))}) == 8
    differing = [
        one for one, other in zip(spoilt.split(b"\n"), mended.split(b"\n"), strict=True) if one != other
    ]
    assert len(differing) == 8


def test_ten_thousand_learners_take_less_than_fifteen_seconds(tmp_path: Path) -> None:
    began = time.monotonic()
    assert demo(tmp_path / "demo", learners=10_000).exit_code == 0
    assert time.monotonic() - began < 15
