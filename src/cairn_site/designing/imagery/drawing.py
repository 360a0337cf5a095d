"""The choices that a designed badge image is drawn from.

``tests/cairn_site/designing/imagery/test_drawing.py`` proves it.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeVar

from cairn.errors import DocumentError
from cairn_site.designing.imagery.icons import ICONS
from cairn_site.designing.imagery.letters import can_write

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject

MAX_WORDS: Final = 3
MAX_LETTERS: Final = 36
_COLOUR: Final = re.compile(r"#[0-9a-f]{6}")


class Shape(StrEnum):
    """The outline of the badge."""

    STONE = "stone"
    CIRCLE = "circle"
    HEXAGON = "hexagon"
    SHIELD = "shield"
    ROSETTE = "rosette"
    SQUARE = "square"
    OCTAGON = "octagon"
    DIAMOND = "diamond"


class Ring(StrEnum):
    """What runs along the inside of the outline."""

    NONE = "none"
    LINE = "line"
    DOUBLE = "double"
    DOTS = "dots"
    DASHES = "dashes"


WordT = TypeVar("WordT", Shape, Ring)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """One designed image; ``icon`` is a name of :data:`ICONS` or empty, ``text`` up to three words."""

    shape: Shape = Shape.STONE
    colour: str = "#1c5d5a"
    second: str = "#e2ae6a"
    icon: str = "award"
    text: str = ""
    ring: Ring = Ring.LINE

    @property
    def digest(self) -> str:
        """The SHA-256 of the choices; equal choices are one image."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


def format_drawing(drawing: Drawing) -> JsonObject:
    """Return a drawing as it is kept."""
    return {name: str(value) for name, value in asdict(drawing).items()}


def parse_drawing(value: object) -> Drawing:
    """Return the drawing that a JSON object tells.

    Raises ``DocumentError`` ``drawing.malformed`` with the member that is wrong, and ``drawing.letters`` for
    text that the bundled letters cannot write.
    """
    if not isinstance(value, dict) or not value.keys() <= {
        "shape",
        "colour",
        "second",
        "icon",
        "text",
        "ring",
    }:
        raise _malformed("", "an object of shape, colour, second, icon, text and ring")
    texts = {name: str(text).strip() if isinstance(text, str) else None for name, text in value.items()}
    for name, text in texts.items():
        if text is None:
            raise _malformed(name, "a string")
    known = {name: text for name, text in texts.items() if text is not None}
    drawing = Drawing()
    if "shape" in known:
        drawing = replace(drawing, shape=_parse_word(Shape, known["shape"], name="shape"))
    if "ring" in known:
        drawing = replace(drawing, ring=_parse_word(Ring, known["ring"], name="ring"))
    if "colour" in known:
        drawing = replace(drawing, colour=_parse_colour(known["colour"], name="colour"))
    if "second" in known:
        drawing = replace(drawing, second=_parse_colour(known["second"], name="second"))
    icon, text = known.get("icon", drawing.icon), " ".join(known.get("text", "").split())
    if icon and icon not in ICONS:
        raise _malformed("icon", "the name of an icon, or empty")
    if len(text) > MAX_LETTERS or len(text.split()) > MAX_WORDS:
        raise _malformed("text", f"one to {MAX_WORDS} words of at most {MAX_LETTERS} characters in all")
    unwritable = [letter for letter in text if not can_write(letter)]
    if unwritable:
        raise DocumentError(
            "drawing.letters",
            f"The bundled letters have no {unwritable[0]!r}.",
            where="/text",
            mend="Write the text in Latin letters, leave it out, or upload an image.",
        )
    return replace(drawing, icon=icon, text=text)


def _parse_word(words: type[WordT], value: str, *, name: str) -> WordT:
    try:
        return words(value)
    except ValueError:
        raise _malformed(name, f"one of {', '.join(words)}") from None


def _parse_colour(value: str, *, name: str) -> str:
    if not _COLOUR.fullmatch(value.lower()):
        raise _malformed(name, "a colour such as #1c5d5a")
    return value.lower()


def _malformed(name: str, wanted: str) -> DocumentError:
    return DocumentError(
        "drawing.malformed",
        f"The value is not {wanted}.",
        where=f"/{name}" if name else "",
        mend=f"Write {wanted}.",
    )
