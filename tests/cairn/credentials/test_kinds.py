"""The kinds of value: judged and read alike."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from cairn.credentials import kinds
from cairn.credentials.findings import Severity
from cairn.errors import DocumentError


def code(kind: kinds.Kind[Any], value: object) -> str:
    """Return the code of what is wrong with a value, or nothing."""
    findings = kind.find(value)  # type: ignore[arg-type]
    return findings[0].error.code if findings else ""


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (kinds.TEXT, ""),
        (kinds.URI, "did:example:1"),
        (kinds.URI, "https://example.org/ä?b#c"),
        (kinds.NUMBER, 0),
        (kinds.NUMBER, -1.5),
        (kinds.TRUTH, False),
        (kinds.OBJECT, {}),
        (kinds.JWS, "a-_.b.c"),
        (kinds.JWS, "a..c"),
        (kinds.LANGUAGE, "sr-Latn-RS"),
        (kinds.LANGUAGE, "es-419"),
    ],
)
def test_a_value_of_the_kind_is_read_as_it_is(kind: kinds.Kind[Any], value: Any) -> None:
    assert code(kind, value) == ""
    assert kind.read(value) == value


@pytest.mark.parametrize(
    ("kind", "value", "wanted"),
    [
        (kinds.TEXT, 1, "credential.wrong_type"),
        (kinds.URI, "/relative", "credential.not_absolute_uri"),
        (kinds.URI, "https://a b", "credential.not_absolute_uri"),
        (kinds.URI, "https://a\n", "credential.not_absolute_uri"),
        (kinds.NUMBER, True, "credential.wrong_type"),
        (kinds.NUMBER, "1", "credential.wrong_type"),
        (kinds.TRUTH, 1, "credential.wrong_type"),
        (kinds.OBJECT, [], "credential.wrong_type"),
        (kinds.JWS, "a.b", "credential.malformed"),
        (kinds.JWS, "a.b.c=", "credential.malformed"),
        (kinds.LANGUAGE, "EN", "credential.malformed"),
        (kinds.LANGUAGE, "en\n", "credential.malformed"),
        (kinds.MOMENT, "2026-01-30", "timestamp.malformed"),
        (kinds.DATE, "20260130", "credential.not_a_date"),
        (kinds.DATE, "2026-02-30", "credential.not_a_date"),
    ],
)
def test_another_value_is_refused(kind: kinds.Kind[Any], value: object, wanted: str) -> None:
    assert code(kind, value) == wanted


@pytest.mark.parametrize(
    "kind", [kinds.NUMBER, kinds.TRUTH, kinds.OBJECT, kinds.DATE, kinds.MOMENT, kinds.TEXT]
)
def test_reading_what_is_of_another_kind_raises(kind: kinds.Kind[Any]) -> None:
    with pytest.raises(DocumentError):
        kind.read([])


def test_moments_and_days_are_read_as_such() -> None:
    assert kinds.MOMENT.read("2026-01-30T10:00:00+01:00") == datetime(2026, 1, 30, 9, tzinfo=UTC)
    assert kinds.LOCAL_MOMENT.read("2026-01-30T09:00:00") == datetime(2026, 1, 30, 9, tzinfo=UTC)
    assert kinds.DATE.read("2024-02-29") == date(2024, 2, 29)
    with pytest.raises(DocumentError):
        kinds.DATE.read("2026-W05-5")


def test_a_link_that_is_not_absolute_is_only_warned_of() -> None:
    (finding,) = kinds.LINK.find("northside.example") or ()
    assert finding.severity is Severity.WARNING


def test_words_in_a_language_are_allowed_or_warned_of() -> None:
    value = {"@value": "Etikett", "@language": "de"}
    assert code(kinds.LOCALISED, value) == ""
    assert code(kinds.WORDS, value) == "credential.language_value"
    assert kinds.WORDS.read(value) == "Etikett"


def test_a_vocabulary_takes_its_words_and_extensions_where_there_may_be_some() -> None:
    closed, open_one = kinds.vocabulary("A"), kinds.vocabulary("A", extensible=True)
    assert (code(closed, "A"), code(open_one, "A"), code(open_one, "ext:B")) == ("", "", "")
    assert code(closed, "ext:B") == "credential.not_in_vocabulary"
    assert code(open_one, "B") == "credential.not_in_vocabulary"
    assert code(open_one, "ext:") == "credential.not_in_vocabulary"
    assert code(open_one, "my ext:B") == "credential.extension_misplaced"
