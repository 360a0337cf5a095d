from __future__ import annotations

import gzip
import time
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.canonical import multibase
from cairn.errors import DocumentError
from cairn.status import decode_list, encode_list
from cairn.status.encoding import decode_legacy_list

# The list of zeros that Bitstring Status List 1.0 shows in its examples.
W3C_ZEROS = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"


def _text(data: bytes) -> str:
    return multibase.encode(data, base="u")


@given(st.binary(max_size=3000))
def test_what_was_encoded_is_decoded(bits: bytes) -> None:
    assert decode_list(encode_list(bits)) == bits


def test_the_example_of_the_w3c_is_read() -> None:
    assert decode_list(W3C_ZEROS) == bytes(16384)


def test_the_same_bits_give_the_same_text_without_a_time_in_it() -> None:
    encoded = encode_list(bytes(16384))
    assert encoded == encode_list(bytes(16384))
    assert multibase.decode(encoded, bases="u")[4:8] == bytes(4)


def test_another_implementation_of_gzip_reads_it() -> None:
    assert gzip.decompress(multibase.decode(encode_list(b"\x80" + bytes(16383)), bases="u"))[0] == 0x80


def test_a_bomb_is_refused_before_it_grows() -> None:
    bomb = _text(gzip.compress(bytes(200 * 1024 * 1024), compresslevel=6))
    tracemalloc.start()
    began = time.perf_counter()
    with pytest.raises(DocumentError) as caught:
        decode_list(bomb)
    seconds = time.perf_counter() - began
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert caught.value.code == "status_list.too_large"
    assert seconds < 2
    assert peak < 64 * 1024 * 1024


def test_text_that_is_too_long_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(DocumentError) as caught:
        decode_list("u" + "A" * 10_000, size_limit=100)
    assert caught.value.code == "status_list.too_large"


def test_the_limit_itself_is_allowed() -> None:
    assert decode_list(encode_list(bytes(1000)), size_limit=1000) == bytes(1000)


@pytest.mark.parametrize("cut", [1, 4, 8, 20])
def test_a_truncated_list_is_refused(cut: int) -> None:
    with pytest.raises(DocumentError) as caught:
        decode_list(_text(gzip.compress(bytes(16384), mtime=0)[:-cut]))
    assert caught.value.code == "status_list.truncated"


def test_bytes_behind_the_list_are_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        decode_list(_text(gzip.compress(bytes(16384), mtime=0) + b"x"))
    assert caught.value.code == "status_list.trailing_bytes"


def test_a_second_member_is_refused() -> None:
    member = gzip.compress(bytes(16384), mtime=0)
    with pytest.raises(DocumentError) as caught:
        decode_list(_text(member + member))
    assert caught.value.code == "status_list.trailing_bytes"


def test_a_damaged_checksum_is_refused() -> None:
    damaged = bytearray(gzip.compress(bytes(16384), mtime=0))
    damaged[-6] ^= 1
    with pytest.raises(DocumentError) as caught:
        decode_list(_text(bytes(damaged)))
    assert caught.value.code == "status_list.not_gzip"


@pytest.mark.parametrize("data", [b"", b"plain", zlib.compress(bytes(16384))], ids=["empty", "plain", "zlib"])
def test_what_is_not_gzip_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        decode_list(_text(data))
    assert caught.value.code in {"status_list.not_gzip", "status_list.truncated"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda text: text[1:], "multibase.wrong_base"),
        (lambda text: "z" + text[1:], "multibase.wrong_base"),
        (lambda text: text + "==", "base64url.padding"),
        (lambda text: text[:30] + "+" + text[31:], "base64url.bad_character"),
        (lambda text: text[:30] + "\n" + text[30:], "base64url.bad_character"),
    ],
    ids=["no prefix", "wrong prefix", "padding", "standard alphabet", "line break"],
)
def test_other_forms_of_text_are_refused(change, code: str) -> None:  # noqa: ANN001
    with pytest.raises(DocumentError) as caught:
        decode_list(change(W3C_ZEROS))
    assert caught.value.code == code


@pytest.mark.parametrize("text", [W3C_ZEROS[1:], W3C_ZEROS[1:].replace("-", "+") + "="])
def test_a_legacy_list_is_read_in_either_base64(text: str) -> None:
    assert decode_legacy_list(text) == bytes(16384)
