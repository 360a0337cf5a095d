from __future__ import annotations

import re
from pathlib import Path

import pytest

from cairn.errors import DocumentError
from cairn.issuer.columns import COLUMNS, Header, declared_delimiter, read_header
from cairn.issuer.result_cells import read_result_rules
from factories.documents import achievement


def header(text: str) -> Header:
    return read_header(text, line=1, rules=read_result_rules(achievement()))


def codes(text: str) -> list[str]:
    return [problem.code for problem in header(text).problems]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_the_delimiter_is_the_one_that_finds_columns(sign: str) -> None:
    assert header(sign.join(["name", "email"])).delimiter == sign


def test_a_line_for_spreadsheets_declares_the_delimiter() -> None:
    assert declared_delimiter("sep=;") == ";"
    assert not declared_delimiter("name;email")


def test_columns_are_named_in_any_case_and_spacing() -> None:
    names = [column.name for column in header("Name, E-Mail ,evidenceURL,valid-from,VALID UNTIL").columns]
    assert names == ["name", "email", "evidence_url", "valid_from", "valid_until"]


def test_a_result_is_named_by_its_name_or_identifier() -> None:
    by_id = achievement()["resultDescription"][0]["id"]  # type: ignore[index,call-overload]
    for title in ("result:Test", "Result: test", f"result:{by_id}"):
        column = header(f"email,{title}").columns[1]
        assert column.rule is not None
        assert column.rule.name == "Test"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("email,nam", "table.unknown_column"),
        ("email,email", "table.repeated_column"),
        ("email,E-Mail,email", "table.repeated_column"),
        ("name", "table.no_identity"),
        ("email,identifier_type", "table.type_without_identifier"),
        ("email,result:Tset", "table.unknown_result"),
        ("email,result_level:Explanation", "table.no_level_column"),
        ("email,result_level:Test", "table.no_level_column"),
    ],
)
def test_a_wrong_header_is_told_with_how_to_mend_it(text: str, code: str) -> None:
    found = [problem for problem in header(text).problems if problem.code == code]
    assert found
    assert all(problem.mend and problem.line == 1 for problem in found)


def test_a_title_misspelt_is_told_with_the_right_one() -> None:
    assert "Call it narrative" in header("email,narative").problems[0].mend


def test_a_line_that_names_no_column_is_no_header() -> None:
    with pytest.raises(DocumentError) as caught:
        header("Ada,ada@example.edu")
    assert caught.value.code == "table.no_header"


def test_columns_without_a_title_are_remembered() -> None:
    assert header("email,,name").nameless == (1,)
    assert codes("email,,name") == []


def test_the_reference_lists_every_column_and_every_code() -> None:
    root = Path(__file__).parents[3]
    listed = set(
        re.findall(r"^\| `([a-z0-9_.]+)", (root / "docs/reference/learner-table.md").read_text("utf-8"), re.M)
    )
    source = "".join(path.read_text("utf-8") for path in (root / "src/cairn/issuer").glob("*.py"))
    codes = set(re.findall(r'"((?:cell|row|table|csv)\.[a-z0-9_]+)"', source))
    assert {name for name in listed if "." in name} == codes
    assert {name for name in listed if "." not in name} == {*COLUMNS, "result", "result_level"}
