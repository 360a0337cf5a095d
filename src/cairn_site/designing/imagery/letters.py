"""Words as outlines of Figtree, so that an image needs no font where it is shown.

``tests/cairn_site/designing/imagery/test_letters.py`` proves it.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Final

_DATA: Final = Path(__file__).parent.parent / "data" / "letters.json"


def can_write(letter: str) -> bool:
    """Return whether there is an outline of a letter."""
    return letter in _glyphs()


def width_of(text: str, *, size: float) -> float:
    """Return how wide ``text`` is at a size in pixels."""
    return sum(_glyphs()[letter][0] for letter in text) * size / _units()


def write(text: str, *, centre: float, baseline: float, size: float, fill: str) -> str:
    """Return ``text`` as SVG, centred at ``centre`` on a baseline."""
    scale = size / _units()
    position = centre - width_of(text, size=size) / 2
    drawn = []
    for letter in text:
        advance, outline = _glyphs()[letter]
        if outline:
            drawn.append(
                f'<path transform="translate({position:.2f} {baseline:.2f}) scale({scale:.5f} {-scale:.5f})" '
                f'd="{outline}"/>'
            )
        position += advance * scale
    return f'<g fill="{fill}">{"".join(drawn)}</g>'


def cap_height(*, size: float) -> float:
    """Return the height of capitals at a size in pixels."""
    height = _read()["cap_height"]
    assert isinstance(height, int)
    return height * size / _units()


@cache
def _read() -> dict[str, object]:
    data: dict[str, object] = json.loads(_DATA.read_text(encoding="utf-8"))
    return data


def _glyphs() -> dict[str, tuple[int, str]]:
    glyphs = _read()["glyphs"]
    assert isinstance(glyphs, dict)
    return glyphs


def _units() -> int:
    units = _read()["units_per_em"]
    assert isinstance(units, int)
    return units
