"""How wide text is about, and where it breaks: there is no letter to measure before a page is printed.

The widths are those of the letters of the site, rounded up, so that text stays inside its place.
``tests/cairn_site/awarding/certificates/test_measuring.py`` proves it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_NARROW: Final = frozenset("iljtfrI.,;:'|!()[]/ -·’“”")
_WIDE: Final = frozenset("mwMW@%—…")
_BOLD: Final = 1.06
ELLIPSIS: Final = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """Text in lines, and the size in which it fits."""

    lines: tuple[str, ...]
    size: float


def width_of(text: str, *, size: float, is_bold: bool = False) -> float:
    """Return about how wide text is, in the unit of ``size``."""
    width = sum(_width(character) for character in text) * size
    return width * _BOLD if is_bold else width


def wrap(text: str, *, size: float, width: float, max_lines: int, is_bold: bool = False) -> tuple[str, ...]:
    """Return text in at most ``max_lines`` lines; what does not fit ends in an ellipsis."""
    lines = _break(text, size=size, width=width, is_bold=is_bold)
    if len(lines) <= max_lines:
        return tuple(lines)
    last = lines[max_lines - 1]
    while last and width_of(last + ELLIPSIS, size=size, is_bold=is_bold) > width:
        last = last[:-1]
    return (*lines[: max_lines - 1], last.rstrip() + ELLIPSIS)


def fit(text: str, *, sizes: Sequence[float], width: float, max_lines: int, is_bold: bool = False) -> Fitted:
    """Return text in the first of ``sizes`` in which it fits, or cut in the last."""
    for size in sizes:
        lines = _break(text, size=size, width=width, is_bold=is_bold)
        if len(lines) <= max_lines:
            return Fitted(lines=tuple(lines), size=size)
    last = sizes[-1]
    return Fitted(lines=wrap(text, size=last, width=width, max_lines=max_lines, is_bold=is_bold), size=last)


def _break(text: str, *, size: float, width: float, is_bold: bool) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if width_of(longer, size=size, is_bold=is_bold) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while width_of(line, size=size, is_bold=is_bold) > width and len(line) > 1:
            count = len(line) - 1
            while count > 1 and width_of(line[:count], size=size, is_bold=is_bold) > width:
                count -= 1
            lines.append(line[:count])
            line = line[count:]
    return [*lines, line] if line else lines


@lru_cache(maxsize=4096)
def _width(character: str) -> float:
    if character in _NARROW:
        return 0.36
    if character in _WIDE:
        return 0.92
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if unicodedata.combining(character):
        return 0.0
    if character.isupper():
        return 0.7
    return 0.58 if character.isascii() else 0.62
