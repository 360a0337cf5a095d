"""Logos that people upload: bounded, and drawn anew so that nothing but the picture is kept.

``tests/cairn_site/organisations/test_logos.py`` proves it.
"""

from __future__ import annotations

import io
import warnings
from typing import Final

from PIL import Image, ImageOps

from cairn.errors import DocumentError

MAX_BYTES: Final = 2 * 1024 * 1024
MAX_SIDE: Final = 6000
SIDE: Final = 512
_MAX_PIXELS: Final = 16_000_000
_FORMATS: Final = ("PNG", "JPEG", "WEBP")


def read_logo(data: bytes) -> bytes:
    """Return an uploaded picture as a PNG of at most 512 by 512 pixels.

    Raises ``DocumentError``: ``logo.too_large`` for too many bytes or pixels, ``logo.unreadable`` for what is
    no PNG, JPEG or WebP; SVG is refused, because it can hold more than a picture.
    """
    if len(data) > MAX_BYTES:
        raise DocumentError(
            "logo.too_large", f"The picture is larger than {MAX_BYTES // 1024} KiB.", where="logo"
        )
    try:
        with warnings.catch_warnings():
            # What Pillow only warns of, such as a bomb, is refused.
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                width, height = image.size
                if max(width, height) > MAX_SIDE or width * height > _MAX_PIXELS:
                    raise _too_many_pixels()
                picture = ImageOps.exif_transpose(image).convert("RGBA")
        picture.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
        drawn = Image.new("RGBA", picture.size)
        drawn.paste(picture)
        out = io.BytesIO()
        drawn.save(out, "PNG", optimize=True)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except (OSError, ValueError, SyntaxError, EOFError, OverflowError, MemoryError, Warning):
        raise DocumentError(
            "logo.unreadable",
            "The file is no picture that can be read.",
            where="logo",
            mend="Upload a PNG, JPEG or WebP. An SVG can be saved as a PNG by the program that drew it.",
        ) from None
    return out.getvalue()


def _too_many_pixels() -> DocumentError:
    return DocumentError(
        "logo.too_large", f"The picture is larger than {MAX_SIDE} by {MAX_SIDE} pixels.", where="logo"
    )
