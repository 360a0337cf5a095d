"""What comes out of an image: the text, the standard by which it was baked, and the form of the image.

``tests/cairn/baking/test_baked.py`` proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

WHITE_SPACE: Final = " \t\r\n"
"""What JSON and XML call white space; it is left away around a credential."""


class Standard(StrEnum):
    """The standards of baking; an image is read by the first of them that it follows."""

    OPEN_BADGES_3 = "open-badges-3"
    OPEN_BADGES_2 = "open-badges-2"


class Form(StrEnum):
    """The forms of images that hold credentials."""

    PNG = "png"
    SVG = "svg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Baked:
    """A credential as it stood in an image; nothing of it has been verified.

    ``standard`` says where in the image the text stood. What the text is, its reader decides.
    """

    text: str
    standard: Standard
    form: Form
