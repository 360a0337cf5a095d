from __future__ import annotations

import pytest

from cairn.errors import DocumentError
from cairn.issuer import cells


def refusal(check: object, text: str, **options: object) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        check(text, **options)  # type: ignore[operator]
    return caught.value


@pytest.mark.parametrize("text", ["  Ada  ", "\u00a0Ada\u00a0", "\u200bAda", "\ufeffAda", "\tAda\r\n"])
def test_space_that_no_eye_sees_is_trimmed(text: str) -> None:
    assert cells.trim(text) == "Ada"


def test_accents_in_two_characters_are_joined() -> None:
    assert cells.compose_accents("Zoe\u0308") == "Zoë"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x" * 501, "cell.too_long"),
        ("one\ntwo", "cell.line_break"),
        ("Ada\x00", "cell.control_character"),
        ("Ada\x1b[31m", "cell.control_character"),
        ("Ada\u202eecalevoL", "cell.hidden_character"),
        ("Zo\ufffd", "cell.lost_character"),
        ("ZoÃ«", "cell.damaged_accents"),
        ("#N/A", "cell.spreadsheet_error"),
        ("=A1&B1", "cell.formula"),
        ("+SUM(A1:A2)", "cell.formula"),
        ("@IMPORTXML(A1)", "cell.formula"),
        ("<script>alert(1)</script>", "cell.html"),
    ],
)
def test_text_that_was_damaged_or_hides_something_is_refused(text: str, code: str) -> None:
    error = refusal(cells.check_text, text, many_lines=False)
    assert error.code == code
    assert error.mend


@pytest.mark.parametrize(
    "text", ["-", "+49 30 1234", "a < b and c > d", "Å", "É ”quoted”", "50 % (or so)", "@ada", "C#"]
)
def test_text_that_only_looks_odd_passes(text: str) -> None:
    cells.check_text(text, many_lines=False)


def test_a_narrative_may_have_many_lines_and_be_long() -> None:
    cells.check_text("one\ntwo\n" * 1000, many_lines=True)
    assert refusal(cells.check_text, "x" * 20_001, many_lines=True).code == "cell.too_long"


def test_damaged_accents_are_told_as_they_were() -> None:
    assert "Write Zoë" in refusal(cells.check_text, "ZoÃ«", many_lines=False).mend


@pytest.mark.parametrize(
    "text", ["ada@example.edu", "a+b@sub.example.museum", "zoë@exämple.de", "o'neil@example.ie"]
)
def test_an_address_is_returned_as_it_is(text: str) -> None:
    assert cells.check_email(text) == text


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("Ada <ada@example.edu>", "Write ada@example.edu alone."),
        ("mailto:ada@example.edu", "Write ada@example.edu"),
        ("ada@example.edu, bob@example.edu", "Write one address"),
        ("ada", "name@example.org"),
        ("ada @example.edu", "Write ada@example.edu"),
        ("ada@example,edu", "Write ada@example.edu"),
        ("ada@example..edu", "Write ada@example.edu"),
        ("a" * 65 + "@example.edu", "at most 254 bytes"),
    ],
)
def test_what_is_no_address_is_refused_with_how_to_mend_it(text: str, mend: str) -> None:
    error = refusal(cells.check_email, text)
    assert error.code == "cell.not_an_email"
    assert mend in error.mend


def test_domains_for_examples_are_recognised() -> None:
    assert cells.is_reserved_email("ada@example.org")
    assert not cells.is_reserved_email("ada@myexample.org")


def test_a_did_or_url_identifies_a_learner() -> None:
    assert cells.check_subject_id("did:key:z6Mk") == "did:key:z6Mk"
    assert refusal(cells.check_subject_id, "4711").code == "cell.not_an_id"
    assert "column email" in refusal(cells.check_subject_id, "ada@example.edu").mend


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("example.edu/ada", "Write https://example.edu/ada"),
        ("https://example.edu/my page", "Write https://example.edu/my%20page"),
        ("javascript:alert(1)", "Write the whole address"),
    ],
)
def test_what_is_no_web_address_is_refused_with_how_to_mend_it(text: str, mend: str) -> None:
    error = refusal(cells.check_url, text)
    assert error.code == "cell.not_a_url"
    assert mend in error.mend


def test_a_day_alone_begins_at_its_first_second_and_ends_at_its_last() -> None:
    assert cells.check_first_moment("2026-01-31") == "2026-01-31T00:00:00Z"
    assert cells.check_last_moment("2026-01-31") == "2026-01-31T23:59:59Z"


def test_a_moment_with_a_zone_is_written_in_utc() -> None:
    assert cells.check_first_moment("2026-01-31T12:00:00+02:00") == "2026-01-31T10:00:00Z"


@pytest.mark.parametrize(
    ("text", "code", "mend"),
    [
        ("31.01.2026", "cell.date_not_iso", "Write 2026-01-31"),
        ("31. 1. 2026", "cell.date_not_iso", "Write"),
        ("03/04/2026", "cell.date_not_iso", "Write 2026-03-04 or 2026-04-03, whichever day is meant."),
        ("2026/1/5", "cell.date_not_iso", "Write 2026-01-05"),
        ("46053", "cell.date_not_iso", "Write 2026-01-31"),
        ("soon", "cell.date_not_iso", "Write it as 2026-01-31"),
        ("2026-02-30", "cell.no_such_day", ""),
        ("2026-01-31T12:00:00", "cell.time_without_zone", "2026-01-31T12:00:00Z"),
    ],
)
def test_wrong_dates_are_refused_with_what_is_meant(text: str, code: str, mend: str) -> None:
    error = refusal(cells.check_first_moment, text)
    assert error.code == code
    assert mend in error.mend


@pytest.mark.parametrize(
    ("text", "mend"), [("87,5", "Write 87.5"), ("87 %", "Write 87"), (".5", "Write 0.5"), ("1e3", "digits")]
)
def test_what_is_no_decimal_number_is_refused_with_how_to_mend_it(text: str, mend: str) -> None:
    error = refusal(cells.check_number, text)
    assert error.code == "cell.not_a_number"
    assert mend in error.mend


def test_a_number_keeps_its_spelling() -> None:
    assert cells.check_number("87.50") == "87.50"
