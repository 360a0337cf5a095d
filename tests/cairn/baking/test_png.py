from __future__ import annotations

import struct
import zlib

import pytest

from cairn.baking import Standard, bake, png, unbake
from cairn.errors import DocumentError
from factories import images
from factories.images import END, HEADER, PIXELS, SIGNATURE, chunk, international_text

CREDENTIAL = '{"type": ["VerifiableCredential"], "name": "Größe 😀"}'
ASSERTION = '{"type": "Assertion"}'
KEYWORD = "openbadgecredential"


def refused(image: bytes) -> str:
    with pytest.raises(DocumentError) as error:
        unbake(image)
    return error.value.code


def test_the_chunk_is_as_the_standard_says_and_stands_before_the_pixels() -> None:
    colours = chunk(b"PLTE", b"\0\0\0")
    expected = images.png(colours, international_text(KEYWORD, CREDENTIAL))
    assert bake(images.png(colours), CREDENTIAL) == expected


def test_an_assertion_has_the_keyword_of_its_own_standard() -> None:
    assert bake(images.png(), ASSERTION) == images.png(international_text("openbadges", ASSERTION))


def test_the_rest_of_the_image_stays_byte_for_byte() -> None:
    image = images.png(chunk(b"tEXt", b"Title\0openbadges"), after=chunk(b"tIME", b"\0" * 7)) + b"tail"
    baked = bake(image, CREDENTIAL)
    assert baked.replace(international_text(KEYWORD, CREDENTIAL), b"") == image


def test_a_chunk_behind_the_pixels_with_language_and_translation_is_read() -> None:
    data = f"{KEYWORD}\0\0\0de\0Nachweis\0{CREDENTIAL}".encode()
    assert unbake(images.png(after=chunk(b"iTXt", data))).text == CREDENTIAL


@pytest.mark.parametrize("text", ["https://a.example/assertions/1", ASSERTION])
def test_a_legacy_text_chunk_is_read(text: str) -> None:
    baked = unbake(images.png(chunk(b"tEXt", b"openbadges\0" + text.encode())))
    assert (baked.text, baked.standard) == (text, Standard.OPEN_BADGES_2)


def test_a_legacy_text_chunk_is_replaced() -> None:
    image = images.png(chunk(b"tEXt", b"openbadges\0https://a.example/1"))
    assert bake(image, CREDENTIAL, replace=True) == bake(images.png(), CREDENTIAL)


def test_of_one_credential_of_each_standard_the_newer_is_read() -> None:
    chunks = international_text("openbadges", ASSERTION), international_text(KEYWORD, CREDENTIAL)
    assert unbake(images.png(*chunks)).text == CREDENTIAL
    assert unbake(images.png(*reversed(chunks))).standard is Standard.OPEN_BADGES_3


def test_replacing_takes_out_every_credential() -> None:
    chunks = international_text("openbadges", ASSERTION), international_text(KEYWORD, CREDENTIAL)
    image = images.png(*chunks, after=international_text(KEYWORD, CREDENTIAL))
    assert bake(image, ASSERTION, replace=True) == bake(images.png(), ASSERTION)


def test_a_keyword_that_only_begins_alike_is_another_one() -> None:
    assert refused(images.png(international_text("openbadgecredentials", CREDENTIAL))) == "image.not_baked"


def test_a_second_chunk_is_refused() -> None:
    image = images.png(international_text(KEYWORD, CREDENTIAL), after=international_text(KEYWORD, ASSERTION))
    assert refused(image) == "image.second_credential"


def test_a_legacy_chunk_beside_a_new_one_of_the_same_standard_is_refused() -> None:
    legacy = chunk(b"tEXt", b"openbadges\0https://a.example/1")
    assert (
        refused(images.png(legacy, international_text("openbadges", ASSERTION))) == "image.second_credential"
    )


def test_a_compressed_bomb_is_refused_without_being_unpacked() -> None:
    image = images.png(international_text(KEYWORD, " " * 20_000_000, compressed=True))
    assert len(image) < 100_000
    assert refused(image) == "image.compressed"


def test_a_compressed_legacy_chunk_is_refused() -> None:
    data = b"openbadges\0\0" + zlib.compress(ASSERTION.encode())
    assert refused(images.png(chunk(b"zTXt", data))) == "image.compressed"


def test_a_credential_in_a_plain_text_chunk_is_refused() -> None:
    data = KEYWORD.encode() + b"\0" + CREDENTIAL.encode()
    assert refused(images.png(chunk(b"tEXt", data))) == "image.malformed_png"


@pytest.mark.parametrize(
    "rest", [b"", b"\0", b"\0\0", b"\0\0\0", b"\2\0\0\0{}", b"\0\1\0\0{}", b"\0\0\0\0a\0b"]
)
def test_a_chunk_without_its_parts_is_refused(rest: bytes) -> None:
    data = KEYWORD.encode() + b"\0" + rest
    assert refused(images.png(chunk(b"iTXt", data))) == "image.malformed_png"


def test_text_that_is_not_utf_8_is_refused() -> None:
    data = KEYWORD.encode() + b"\0\0\0\0\0" + CREDENTIAL.encode("latin-1", "replace")
    assert refused(images.png(chunk(b"iTXt", data))) == "image.not_utf8"


def test_a_changed_credential_is_refused_by_its_check_value() -> None:
    image = bake(images.png(), CREDENTIAL)
    assert refused(image.replace(b"VerifiableCredential", b"verifiableCredential")) == "image.bad_check_value"


def test_a_changed_header_is_refused_by_its_check_value() -> None:
    image = bytearray(bake(images.png(), CREDENTIAL))
    image[20] ^= 1
    assert refused(bytes(image)) == "image.bad_check_value"


def test_damaged_pixels_are_left_to_those_who_paint_them() -> None:
    image = bytearray(bake(images.png(), CREDENTIAL))
    image[-len(END) - 5] ^= 1
    assert unbake(bytes(image)).text == CREDENTIAL


@pytest.mark.parametrize(
    "image",
    [
        SIGNATURE,
        SIGNATURE + PIXELS + END,
        SIGNATURE + HEADER,
        SIGNATURE + HEADER + PIXELS,
        SIGNATURE + HEADER + END,
        SIGNATURE + HEADER + HEADER + PIXELS + END,
        SIGNATURE + HEADER + PIXELS + chunk(b"IEND", b"x"),
        SIGNATURE + HEADER + PIXELS + END[:-1],
        SIGNATURE + HEADER + PIXELS + END[:-1] + b"\0",
        SIGNATURE + HEADER + chunk(b"ID T") + PIXELS + END,
        SIGNATURE + chunk(b"IHDR", b"\0" * 12) + PIXELS + END,
    ],
    ids=[
        "nothing",
        "no header",
        "no pixels",
        "no end",
        "end without pixels",
        "two headers",
        "full end",
        "cut end",
        "wrong check value of end",
        "no name",
        "short header",
    ],
)
def test_an_image_without_its_chunks_is_refused(image: bytes) -> None:
    assert refused(image) == "image.malformed_png"
    with pytest.raises(DocumentError):
        bake(image, CREDENTIAL)


@pytest.mark.parametrize("length", [2**32 - 1, 2**31, 10_000])
def test_a_chunk_longer_than_the_image_is_refused(length: int) -> None:
    image = SIGNATURE + HEADER + struct.pack(">I", length) + PIXELS[4:] + END
    assert refused(image) == "image.malformed_png"


def test_an_image_of_countless_empty_chunks_is_refused() -> None:
    assert refused(images.png(chunk(b"IDAT") * (png.MAX_CHUNKS + 1))) == "image.too_many_chunks"


def test_half_of_a_character_is_refused() -> None:
    with pytest.raises(DocumentError) as error:
        bake(images.png(), '{"type": ["VerifiableCredential"], "name": "\ud800"}')
    assert error.value.code == "baking.unwritable_character"
