"""Small PNG and SVG images, and the chunks that PNG images are made of."""

from __future__ import annotations

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
SVG_NAMESPACE = "http://www.w3.org/2000/svg"
SVG = f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- a badge -->
<svg xmlns="{SVG_NAMESPACE}" viewBox="0 0 9 9"><script>alert(1 &lt; 2)</script><path d="M0 0h9"/></svg>
""".encode()


def chunk(kind: bytes, data: bytes = b"") -> bytes:
    """Return a chunk with its right check value."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


HEADER = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
PIXELS = chunk(b"IDAT", zlib.compress(b"\0\0"))
END = chunk(b"IEND")


def png(*before: bytes, after: bytes = b"") -> bytes:
    """Return an image of one pixel, with the chunks ``before`` and ``after`` the one that holds it."""
    return SIGNATURE + HEADER + b"".join(before) + PIXELS + after + END


def international_text(keyword: str, text: str, *, compressed: bool = False) -> bytes:
    """Return a chunk ``iTXt``."""
    data = zlib.compress(text.encode()) if compressed else text.encode()
    return chunk(b"iTXt", keyword.encode() + bytes([0, compressed, 0, 0, 0]) + data)
