from __future__ import annotations

import json

import pytest

from cairn.baking import Standard
from cairn.baking import text as baking_text
from cairn.baking.text import recognise_standard
from cairn.canonical import multibase
from cairn.errors import DocumentError
from factories import documents

CREDENTIAL = {"type": ["VerifiableCredential", "AchievementCredential"]}
ASSERTION = {"type": "Assertion"}


def token(payload: dict[str, object]) -> str:
    parts = [multibase.encode_base64url(json.dumps(part).encode()) for part in ({"alg": "EdDSA"}, payload)]
    return ".".join([*parts, multibase.encode_base64url(b"\0" * 64)])


@pytest.mark.parametrize(
    ("text", "standard"),
    [
        (json.dumps(documents.realistic_credential()), Standard.OPEN_BADGES_3),
        (json.dumps(documents.realistic_credential(), ensure_ascii=False), Standard.OPEN_BADGES_3),
        (token(CREDENTIAL), Standard.OPEN_BADGES_3),
        (token({"vc": CREDENTIAL}), Standard.OPEN_BADGES_3),
        ('{"type": "EnvelopedVerifiableCredential"}', Standard.OPEN_BADGES_3),
        (json.dumps(ASSERTION), Standard.OPEN_BADGES_2),
        (token(ASSERTION), Standard.OPEN_BADGES_2),
        ('{"verify": {"type": "hosted", "url": "https://a.example/1"}}', Standard.OPEN_BADGES_2),
        ("https://a.example/assertions/1", Standard.OPEN_BADGES_2),
    ],
)
def test_the_text_says_by_which_standard_it_is_baked(text: str, standard: Standard) -> None:
    assert recognise_standard(text) is standard


@pytest.mark.parametrize("name", ['"Assertion"', '"\\u0041ssertion"', '"Asserti\\u006Fn"'])
def test_an_assertion_that_mentions_a_credential_is_an_assertion(name: str) -> None:
    assert recognise_standard(f'{{"name": "VerifiableCredential", "type": {name}}}') is Standard.OPEN_BADGES_2


def test_a_credential_that_mentions_an_assertion_is_a_credential() -> None:
    text = json.dumps({**CREDENTIAL, "name": "Assertion"})
    assert recognise_standard(text) is Standard.OPEN_BADGES_3


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "a.b",
        "[1]",
        '{"type": "Achievement"}',
        "{}",
        '{"type": ["Assertio"]}',
        "https://a.example/ b",
    ],
)
def test_text_of_no_standard_is_refused(text: str) -> None:
    with pytest.raises(DocumentError) as error:
        recognise_standard(text)
    assert error.value.code == "baking.unknown_text"


def test_broken_json_of_an_assertion_is_refused() -> None:
    with pytest.raises(DocumentError) as error:
        recognise_standard('{"type": "Assertion", }')
    assert error.value.code == "json.malformed"


def test_a_token_of_no_base64_is_refused() -> None:
    with pytest.raises(DocumentError) as error:
        recognise_standard("e30.e30=.AA")
    assert error.value.code.startswith("base64url.")


def test_a_zero_character_is_refused() -> None:
    with pytest.raises(DocumentError) as error:
        recognise_standard('{"type": "VerifiableCredential\0"}')
    assert error.value.code == "baking.unwritable_character"


def test_a_text_of_many_megabytes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(baking_text, "MAX_CHARACTERS", 20)
    with pytest.raises(DocumentError) as error:
        recognise_standard("https://a.example/assertions/1")
    assert error.value.code == "baking.text_too_large"
