"""Texts in several languages."""

from __future__ import annotations

import pytest

from cairn.credentials.language import (
    LocalisedText,
    choose_text,
    format_texts,
    is_language_value,
    parse_texts,
    text_in,
)
from cairn.credentials.validation import validate
from cairn.errors import DocumentError, UsageError

BOTH = {"en": "Label", "ar": "ملصق"}


def test_what_is_formatted_reads_back() -> None:
    assert parse_texts(format_texts(BOTH, directions={"ar": "rtl"})) == (
        LocalisedText(text="Label", language="en"),
        LocalisedText(text="ملصق", language="ar", direction="rtl"),
    )


def test_one_text_is_written_without_an_array() -> None:
    assert format_texts({"en": "Label"}) == {"@value": "Label", "@language": "en"}


def test_a_credential_of_vc_2_may_speak_several_languages_without_a_warning() -> None:
    credential = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential"],
        "name": format_texts(BOTH),
        "issuer": {"id": "did:example:1", "name": format_texts({"en": "Northside"})},
        "credentialSubject": {"id": "did:example:2"},
    }
    assert validate(credential) == ()


@pytest.mark.parametrize(
    ("texts", "directions", "code"),
    [
        ({}, {}, "language.missing"),
        ({"not a tag": "x"}, {}, "language.bad_tag"),
        ({"en": "x"}, {"en": "up"}, "language.bad_direction"),
    ],
)
def test_what_no_reader_could_use_is_not_formatted(
    texts: dict[str, str], directions: dict[str, str], code: str
) -> None:
    with pytest.raises(UsageError) as caught:
        format_texts(texts, directions=directions)
    assert caught.value.code == code


def test_a_language_map_is_read() -> None:
    assert parse_texts({"en": "a", "de": ["b", "c"], "@none": "d"}) == (
        LocalisedText(text="a", language="en"),
        LocalisedText(text="b", language="de"),
        LocalisedText(text="c", language="de"),
        LocalisedText(text="d"),
    )


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [(["de-CH"], "b"), (["fr", "de"], "b"), (["zh-Hant-TW"], "z"), (["fr"], "a"), ([], "a"), (["EN"], "a")],
)
def test_the_text_is_looked_up_as_rfc_4647_says(wanted: list[str], chosen: str) -> None:
    assert choose_text({"en": "a", "de": "b", "zh-Hant": "z"}, languages=wanted) == chosen


@pytest.mark.parametrize("value", [1, None, [], {}, {"not a tag": "x"}, {"en": 1}, {"@value": 1}, [None]])
def test_what_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_texts(value)  # type: ignore[arg-type]
    assert caught.value.code == "language.malformed"


@pytest.mark.parametrize(
    "value",
    [
        {"@value": "a", "@language": "en", "extra": 1},
        {"@value": "a", "@language": 1},
        {"@value": "a", "@direction": "up"},
        {"en": "a"},
        [],
        [1],
        "a",
    ],
)
def test_what_vc_2_does_not_allow_is_no_language_value(value: object) -> None:
    assert not is_language_value(value)  # type: ignore[arg-type]


def test_a_text_is_taken_in_one_language_and_no_other() -> None:
    assert text_in(BOTH, language="en") == "Label"
    assert text_in("Label", language="de") == "Label"
    with pytest.raises(UsageError) as caught:
        text_in(BOTH, language="de")
    assert caught.value.code == "language.missing"
