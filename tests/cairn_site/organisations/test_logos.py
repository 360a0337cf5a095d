"""Logos that people upload."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from cairn.errors import DocumentError
from cairn_site.organisations.logos import MAX_BYTES, read_logo


def picture(kind: str = "PNG", size: tuple[int, int] = (800, 400), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#1c5d5a").save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_becomes_a_png_of_bounded_size(kind: str) -> None:
    drawn = Image.open(io.BytesIO(read_logo(picture(kind))))

    assert (drawn.format, drawn.size) == ("PNG", (512, 256))


def test_nothing_but_the_picture_is_kept() -> None:
    notes = PngInfo()
    notes.add_text("Comment", "taken at home")

    assert b"taken at home" not in read_logo(picture(pnginfo=notes) + b"taken at home")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
        b"<!doctype html><script>alert(1)</script>",
        b"%!PS-Adobe-3.0 EPSF-3.0",
        picture()[:60],
        picture("GIF"),
        picture("TIFF"),
    ],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError) as refused:
        read_logo(data)

    assert refused.value.code == "logo.unreadable"


def test_too_many_bytes_are_refused_unread() -> None:
    with pytest.raises(DocumentError) as refused:
        read_logo(b"\x89PNG" + b"\0" * MAX_BYTES)

    assert refused.value.code == "logo.too_large"


def test_a_small_file_of_very_many_pixels_is_refused() -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )

    with pytest.raises(DocumentError) as refused:
        read_logo(bomb)

    assert refused.value.code == "logo.too_large"
