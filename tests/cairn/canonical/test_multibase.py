from __future__ import annotations

import base64
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.canonical import multibase
from cairn.errors import CairnError, DocumentError, UsageError

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

_texts = st.one_of(
    st.text(max_size=12), st.text(BASE58, max_size=40), st.text(BASE64URL + "=+/ \n", max_size=12)
)


# The draft "The Base58 Encoding Scheme" (draft-msporny-base58-03, section 5), and multibase's own examples.
@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"\0", "1"),
        (b"\0\0\0", "111"),
        (b"Hello World!", "2NEpo7TZRRrLZSi2U"),
        (
            b"The quick brown fox jumps over the lazy dog.",
            "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z",
        ),
        (bytes.fromhex("0000287fb4cd"), "11233QC4"),
        (b"yes mani !", "7paNL19xttacUY"),
    ],
)
def test_base58_vectors(data: bytes, text: str) -> None:
    assert multibase.encode_base58(data) == text
    assert multibase.decode_base58(text) == data


# RFC 4648, section 10, without the padding.
@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"f", "Zg"),
        (b"fo", "Zm8"),
        (b"foo", "Zm9v"),
        (b"foob", "Zm9vYg"),
        (b"fooba", "Zm9vYmE"),
        (b"foobar", "Zm9vYmFy"),
        (b"\xfb\xff\xfe", "-__-"),
    ],
)
def test_base64url_vectors(data: bytes, text: str) -> None:
    assert multibase.encode_base64url(data) == text
    assert multibase.decode_base64url(text) == data


@given(st.binary(max_size=200))
def test_base58_round_trip(data: bytes) -> None:
    assert multibase.decode_base58(multibase.encode_base58(data)) == data


@given(st.integers(0, 12), st.binary(max_size=80))
def test_base58_is_the_number_in_base_58(zeros: int, tail: bytes) -> None:
    number = int.from_bytes(tail, "big")
    digits = ""
    while number:
        number, digit = divmod(number, 58)
        digits = BASE58[digit] + digits
    leading = zeros + len(tail) - len(tail.lstrip(b"\0"))
    assert multibase.encode_base58(bytes(zeros) + tail) == "1" * leading + digits


@given(st.binary(max_size=200))
def test_base64url_agrees_with_the_standard_library(data: bytes) -> None:
    text = multibase.encode_base64url(data)
    assert text == base64.urlsafe_b64encode(data).decode().rstrip("=")
    assert multibase.decode_base64url(text) == data


@given(_texts)
def test_bytes_have_one_text_only(text: str) -> None:
    for decode, encode in (
        (multibase.decode_base58, multibase.encode_base58),
        (multibase.decode_base64url, multibase.encode_base64url),
    ):
        try:
            data = decode(text)
        except DocumentError:
            continue
        assert encode(data) == text


@given(st.binary(max_size=80), st.sampled_from(["z", "u"]))
def test_multibase_round_trip(data: bytes, base: str) -> None:
    text = multibase.encode(data, base=base)  # type: ignore[arg-type]
    assert text[0] == base
    assert multibase.decode(text) == data
    assert multibase.decode(text, bases=base) == data


@given(st.text(max_size=20), st.sampled_from(["zu", "z", "u"]))
def test_any_text_is_read_or_refused_with_a_code(text: str, bases: str) -> None:
    try:
        multibase.decode(text, bases=bases)
        code = ""
    except CairnError as error:
        code = error.code
    assert not code or code.split(".")[0] in {"multibase", "base58", "base64url"}


@pytest.mark.parametrize(
    ("text", "bases"),
    [("", "zu"), ("mZm9v", "zu"), ("uZm9v", "z"), ("z2NE", "u"), ("Zz2N", "zu"), ("zz", "")],
)
def test_a_prefix_that_is_not_asked_for_is_refused(text: str, bases: str) -> None:
    with pytest.raises(DocumentError) as caught:
        multibase.decode(text, bases=bases)
    assert caught.value.code == "multibase.wrong_base"


def test_an_unknown_base_is_not_written() -> None:
    with pytest.raises(UsageError) as caught:
        multibase.encode(b"x", base="f")  # type: ignore[arg-type]
    assert caught.value.code == "multibase.unknown_base"


@pytest.mark.parametrize("text", ["0", "O", "I", "l", "2NE po7", "2NEpo7\n", "é", "\ud800", "٣", "2_"])
def test_base58_refuses_what_its_alphabet_has_not(text: str) -> None:
    with pytest.raises(DocumentError) as caught:
        multibase.decode_base58(text)
    assert caught.value.code == "base58.bad_character"


def test_the_longest_base58_is_read_and_written() -> None:
    data = b"\xff" * multibase.MAX_BASE58_BYTES
    text = multibase.encode_base58(data)
    assert len(text) == multibase.MAX_BASE58_CHARACTERS
    assert multibase.decode_base58(text) == data


@pytest.mark.parametrize(
    "text",
    [
        "z" * multibase.MAX_BASE58_CHARACTERS,
        "1" * (multibase.MAX_BASE58_BYTES + 1),
        "z" * (multibase.MAX_BASE58_CHARACTERS + 1),
    ],
    ids=["the-largest-number", "zeros", "one-character-more"],
)
def test_base58_that_is_too_long_is_refused(text: str) -> None:
    with pytest.raises(DocumentError) as caught:
        multibase.decode_base58(text)
    assert caught.value.code == "base58.too_long"


def test_bytes_too_many_for_base58_are_not_written() -> None:
    with pytest.raises(UsageError) as caught:
        multibase.encode_base58(bytes(multibase.MAX_BASE58_BYTES + 1))
    assert caught.value.code == "base58.too_long"


def test_a_megabyte_of_base58_is_refused_before_any_work() -> None:
    start = time.perf_counter()
    with pytest.raises(DocumentError):
        multibase.decode_base58("2" * 1_000_000)
    assert time.perf_counter() - start < 0.1


@pytest.mark.parametrize("text", ["Zg==", "Zm8=", "=", "Zm9v====", "Zm9v="])
def test_padding_is_refused(text: str) -> None:
    with pytest.raises(DocumentError) as caught:
        multibase.decode_base64url(text)
    assert caught.value.code == "base64url.padding"


@pytest.mark.parametrize(
    "text",
    ["Zm+v", "Zm/v", "Zm 9v", "Zm9v\n", " Zm9v", "Zm=9v", "Z=9v", "Zmé", "\ud800", "Zg!", "Z\0g", "Z!!!!"],
)
def test_base64url_refuses_what_its_alphabet_has_not(text: str) -> None:
    with pytest.raises(DocumentError) as caught:
        multibase.decode_base64url(text)
    assert caught.value.code == "base64url.bad_character"


@pytest.mark.parametrize("text", ["A", "Zm9vY", "-", "Zm9vYmFyA"])
def test_text_cut_off_is_refused(text: str) -> None:
    with pytest.raises(DocumentError) as caught:
        multibase.decode_base64url(text)
    assert caught.value.code == "base64url.bad_length"


@pytest.mark.parametrize(("size", "letters"), [(1, 4), (2, 16), (64, 4)])
def test_a_signature_cannot_be_written_in_a_second_way_by_its_last_bits(size: int, letters: int) -> None:
    text = multibase.encode_base64url(bytes(size))
    codes = [_code_of(text[:-1] + letter) for letter in BASE64URL]
    assert codes.count("") == letters
    assert codes.count("base64url.trailing_bits") == 64 - letters


def _code_of(text: str) -> str:
    try:
        multibase.decode_base64url(text)
    except DocumentError as error:
        return error.code
    return ""
