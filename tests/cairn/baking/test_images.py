from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn import baking
from cairn.baking import Form, Standard, bake, is_image, unbake
from cairn.errors import CairnError, DocumentError, UsageError
from factories import documents, images

if TYPE_CHECKING:
    from pathlib import Path

CREDENTIAL = json.dumps(documents.realistic_credential())
ASSERTION = '{"@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": "https://a.example/1"}'
ADDRESS = "https://a.example/1?x=1&y=%22"
IMAGES = [images.png(), images.SVG]
TEXTS = [CREDENTIAL, ASSERTION, ADDRESS]
STANDARDS = {
    CREDENTIAL: Standard.OPEN_BADGES_3,
    ASSERTION: Standard.OPEN_BADGES_2,
    ADDRESS: Standard.OPEN_BADGES_2,
}

characters = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(characters, max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(characters, max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize("image", IMAGES, ids=["png", "svg"])
@pytest.mark.parametrize("text", TEXTS, ids=["credential", "assertion", "address"])
def test_what_is_baked_comes_out_again(image: bytes, text: str) -> None:
    baked = unbake(bake(image, text))
    assert (baked.text, baked.standard) == (text, STANDARDS[text])
    assert baked.form is (Form.PNG if image is IMAGES[0] else Form.SVG)


@settings(max_examples=60, deadline=None)
@given(
    value=values,
    layout=st.sampled_from([None, 1, "\t"]),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    is_ascii=st.booleans(),
    encoding=st.sampled_from(["png", "utf-8", "utf-16", "iso-8859-1", "us-ascii"]),
)
def test_any_json_comes_out_as_it_went_in(
    value: object, layout: int | str | None, line_end: str, is_ascii: bool, encoding: str
) -> None:
    document = {"type": ["VerifiableCredential"], "claim": value, "end": "]]>"}
    text = json.dumps(document, ensure_ascii=is_ascii, indent=layout).replace("\n", line_end)
    image = images.png()
    if encoding != "png":
        image = images.SVG.decode().replace("UTF-8", encoding).encode(encoding)
    assert unbake(bake(image, text)).text == text


@pytest.mark.parametrize("image", IMAGES, ids=["png", "svg"])
def test_white_space_around_the_text_is_left_away(image: bytes) -> None:
    assert unbake(bake(image, f"\n {CREDENTIAL}\r\n")).text == CREDENTIAL


@pytest.mark.parametrize("image", IMAGES, ids=["png", "svg"])
@pytest.mark.parametrize("first", TEXTS)
@pytest.mark.parametrize("second", TEXTS)
def test_a_second_credential_takes_the_place_of_the_first_only_if_asked(
    image: bytes, first: str, second: str
) -> None:
    baked = bake(image, first)
    with pytest.raises(UsageError) as error:
        bake(baked, second)
    assert error.value.code == "image.already_baked"
    again = bake(baked, second, replace=True)
    assert unbake(again).text == second
    with pytest.raises(UsageError):
        bake(again, first)


@pytest.mark.parametrize("image", IMAGES, ids=["png", "svg"])
def test_baking_the_same_text_again_gives_the_same_bytes(image: bytes) -> None:
    baked = bake(image, CREDENTIAL)
    assert bake(baked, CREDENTIAL, replace=True) == baked


@pytest.mark.parametrize("image", IMAGES, ids=["png", "svg"])
def test_an_image_without_a_credential_is_told(image: bytes) -> None:
    with pytest.raises(DocumentError) as error:
        unbake(image)
    assert error.value.code == "image.not_baked"


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"hello", b"{}", b"\xff\xd8\xff", b"\0" * 5000])
def test_another_file_is_no_image(data: bytes) -> None:
    assert not is_image(data)
    for attempt in (lambda: unbake(data), lambda: bake(data, CREDENTIAL)):
        with pytest.raises(DocumentError) as error:
            attempt()
        assert error.value.code == "image.unknown_form"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_an_svg_is_recognised_in_any_usual_encoding(encoding: str) -> None:
    assert is_image("\n <svg/>".encode(encoding))


def test_an_image_of_many_megabytes_is_refused() -> None:
    image = images.png() + bytes(baking.MAX_IMAGE_BYTES)
    for attempt in (lambda: unbake(image), lambda: bake(image, CREDENTIAL)):
        with pytest.raises(DocumentError) as error:
            attempt()
        assert error.value.code == "image.too_large"


@settings(max_examples=150, deadline=None)
@given(image=st.sampled_from([bake(image, CREDENTIAL) for image in IMAGES]), data=st.data())
def test_damage_anywhere_ends_in_a_result_or_a_typed_error(image: bytes, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(image) - 1))
    end = data.draw(st.integers(position, min(len(image), position + 40)))
    damaged = image[:position] + data.draw(st.binary(max_size=8)) + image[end:]
    for attempt in (lambda: unbake(damaged), lambda: bake(damaged, ASSERTION, replace=True)):
        with contextlib.suppress(CairnError):
            attempt()


@pytest.mark.parametrize(
    ("name", "text"),
    [("baked.svg", '{"verify":{"url":"http://example.org"}}'), ("no-json.svg", "http://example.org")],
)
def test_baked_images_of_the_real_documents_are_read(shared_data: Path, name: str, text: str) -> None:
    baked = unbake((shared_data / "open-badges-2" / name).read_bytes())
    assert (baked.text, baked.standard, baked.form) == (text, Standard.OPEN_BADGES_2, Form.SVG)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("bad-json.svg", "json.malformed"),
        ("unbaked.svg", "image.not_baked"),
        ("unbaked.png", "image.not_baked"),
    ],
)
def test_bad_images_of_the_real_documents_are_refused(shared_data: Path, name: str, code: str) -> None:
    with pytest.raises(DocumentError) as error:
        unbake((shared_data / "open-badges-2" / name).read_bytes())
    assert error.value.code == code


@pytest.mark.parametrize("text", TEXTS, ids=["credential", "assertion", "address"])
@pytest.mark.parametrize("name", ["unbaked.png", "unbaked.svg", "baked.svg", "bad-json.svg", "no-json.svg"])
def test_images_of_the_real_documents_are_baked(shared_data: Path, name: str, text: str) -> None:
    image = (shared_data / "open-badges-2" / name).read_bytes()
    assert unbake(bake(image, text, replace=True)).text == text
