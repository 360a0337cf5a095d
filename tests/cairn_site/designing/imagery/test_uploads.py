from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from cairn.errors import DocumentError
from cairn_site.designing.imagery.rendering import SIDE
from cairn_site.designing.imagery.uploads import MAX_BYTES, read_upload

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10">'
)
DOT = '<circle cx="5" cy="5" r="4" fill="#c00"/>'


def svg(body: str, *, head: str = HEAD, before: str = "") -> bytes:
    return f"{before}{head}{body}</svg>".encode()


def png(width: int, height: int, **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (width, height), "#c00").save(out, "PNG", **options)
    return out.getvalue()


def claimed_png(width: int, height: int) -> bytes:
    """A tiny file that claims to be huge."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 1000))
        + chunk(b"IEND", b"")
    )


def test_a_png_is_encoded_anew_square_and_without_what_it_carried() -> None:
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", "SECRET")

    safe = read_upload(png(900, 300, pnginfo=told))

    image = Image.open(io.BytesIO(safe.png))
    assert image.size == (SIDE, SIDE)
    assert b"SECRET" not in safe.png
    assert safe.svg == ""


def test_an_svg_is_kept_plain_and_drawn_as_png() -> None:
    safe = read_upload(
        svg(f'<g style="fill:#0c0;filter:blur(3px)" class="x">{DOT}</g><metadata>m</metadata>')
    )

    assert Image.open(io.BytesIO(safe.png)).size == (SIDE, SIDE)
    assert 'fill="#0c0"' in safe.svg
    for gone in ("style", "class", "metadata", "filter"):
        assert gone not in safe.svg


def test_an_svg_of_an_editor_with_notes_of_its_own_is_welcome() -> None:
    head = HEAD.replace(
        " viewBox", ' xmlns:i="http://www.inkscape.org/namespaces/inkscape" width="20px" height="20" x'
    )
    head = head.replace('x="0 0 10 10"', 'i:version="1"')

    safe = read_upload(svg(f'<i:view/><g i:label="Layer">{DOT}</g>', head=head))

    assert 'viewBox="0 0 20 20"' in safe.svg
    assert "inkscape" not in safe.svg


def test_gradients_clips_and_uses_inside_the_image_stay() -> None:
    body = (
        '<defs><linearGradient id="a"><stop offset="0" stop-color="#fff"/></linearGradient>'
        '<linearGradient id="b" xlink:href="#a"/><clipPath id="c"><rect width="5" height="5"/></clipPath></defs>'
        '<g id="d" clip-path="url(#c)"><rect width="9" height="9" fill="url(#b)"/></g><use href="#d" x="3"/>'
    )

    safe = read_upload(svg(body))

    assert "url(#b)" in safe.svg
    assert "use" in safe.svg


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        '<g><script href="data:,alert(1)"/></g>',
        "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>",
        '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>',
        '<rect width="1" height="1" onclick="alert(1)"/>',
        '<rect width="1" height="1" ONLOAD="alert(1)"/>',
        '<a href="javascript:alert(1)"><rect/></a>',
        '<image href="https://evil.example/pixel.png"/>',
        '<image href="data:image/png;base64,AAAA"/>',
        '<use href="https://evil.example/x.svg#a"/>',
        '<use xlink:href="//evil.example/x.svg#a"/>',
        '<rect fill="url(https://evil.example/#a)"/>',
        "<rect fill=\"url( 'https://evil.example' )\"/>",
        '<rect style="fill:url(//evil.example)"/>',
        '<rect style="fill:u\\72l(//evil.example)"/>',
        "<style>@import 'https://evil.example'</style>",
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        '<set attributeName="onload" to="alert(1)"/>',
        '<filter id="f"><feImage href="https://evil.example"/></filter>',
        "<text>needs a font</text>",
        '<iframe src="x"/>',
    ],
)
def test_an_svg_that_is_more_than_a_picture_is_refused(body: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_upload(svg(body))

    assert caught.value.code == "image.unsafe"


@pytest.mark.parametrize(
    "before",
    [
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "https://evil.example/dtd">',
        '<?xml-stylesheet href="https://evil.example/x.css"?>',
    ],
)
def test_a_document_type_or_style_sheet_from_elsewhere_is_refused(before: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_upload(svg(DOT, before=before))

    assert caught.value.code == "image.unsafe"


def test_uses_that_multiply_are_refused() -> None:
    body = f'<g id="a0">{DOT}</g>' + "".join(
        f'<g id="a{n}">{f"<use href={chr(34)}#a{n - 1}{chr(34)}/>" * 10}</g>' for n in range(1, 9)
    )

    with pytest.raises(DocumentError) as caught:
        read_upload(svg(body))

    assert caught.value.code == "image.too_complex"


def test_uses_that_use_themselves_are_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        read_upload(svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'))

    assert caught.value.code == "image.too_complex"


@pytest.mark.parametrize("body", ["<g/>" * 6000, "<g>" * 200 + "</g>" * 200])
def test_a_flood_or_a_well_of_elements_is_refused(body: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_upload(svg(body))

    assert caught.value.code == "image.too_complex"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"x" * (MAX_BYTES + 1), "image.too_large"),
        (claimed_png(50_000, 50_000), "image.too_large"),
        (claimed_png(4097, 10), "image.too_large"),
        (claimed_png(4000, 4000), "image.unreadable"),
        (png(300, 300)[:60], "image.unreadable"),
        (b"\x89PNG\r\n\x1a\nnonsense", "image.unreadable"),
        (b"GIF89a", "image.unreadable"),
        (b"", "image.unreadable"),
        (b"<html><svg></svg></html>", "image.unreadable"),
        (b"<svg><broken</svg>", "image.unreadable"),
        (b'<svg viewBox="0 0 1 1"></svg>', "image.unreadable"),
        (svg(DOT, head='<svg xmlns="http://www.w3.org/2000/svg">'), "image.unreadable"),
    ],
)
def test_what_is_too_large_or_no_image_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_upload(data)

    assert caught.value.code == code
