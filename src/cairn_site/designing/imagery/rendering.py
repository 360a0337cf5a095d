"""A drawing as SVG and as PNG.

What lies on a colour is white or ink, whichever has the higher contrast, or black, so text and icon always
have at least 4.5 to 1 (WCAG 2.2, 1.4.3). ``tests/cairn_site/designing/imagery/test_rendering.py`` proves it.
"""

from __future__ import annotations

import math
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Final

import resvg_py

from cairn_site.designing.imagery import letters
from cairn_site.designing.imagery.drawing import Drawing, Ring, Shape
from cairn_site.designing.imagery.icons import ICONS

if TYPE_CHECKING:
    from collections.abc import Callable

SIDE: Final = 512
LIGHT: Final = "#ffffff"
DARK: Final = "#15191b"
BLACK: Final = "#000000"
_LEAST_CONTRAST: Final = 4.5
_MIDDLE: Final = SIDE / 2


def render_svg(drawing: Drawing, *, title: str = "") -> str:
    """Return a drawing as SVG with a view box of 512 by 512."""
    front = colour_on(drawing.colour)
    outline = _OUTLINES[drawing.shape]
    parts = [
        _ground(drawing, outline),
        _ring(drawing, outline),
        _icon(drawing, front),
        _words(drawing, front),
    ]
    name = f"<title>{escape(title)}</title>" if title else ""
    label = 'role="img"' if title else 'aria-hidden="true"'
    box = f'viewBox="0 0 {SIDE} {SIDE}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} {label}>{name}{"".join(parts)}</svg>'


def render_png(svg: str) -> bytes:
    """Return an SVG as a PNG of 512 by 512 pixels; no font and no file of the machine is read."""
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=SIDE, height=SIDE, skip_system_fonts=True))


@lru_cache(maxsize=256)
def png_of(drawing: Drawing) -> bytes:
    """Return the PNG of a drawing, kept by its choices."""
    return render_png(render_svg(drawing))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, contrast ratio)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def colour_on(ground: str) -> str:
    """Return white or ink, whichever is easier to see on a colour, or black where neither is enough."""
    best = max((LIGHT, DARK), key=lambda colour: contrast(colour, ground))
    # On every colour either white or black has at least 4.58 to 1, the square root of 21.
    return best if contrast(best, ground) >= _LEAST_CONTRAST else BLACK


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def mix(one: str, other: str, share: float) -> str:
    """Return the colour that lies at ``share`` of the way from one to the other."""
    pairs = [(int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _ground(drawing: Drawing, outline: Callable[[float], str]) -> str:
    # A rim in the second colour, then the ground with a lighter upper half that stays within the contrast.
    ground = drawing.colour
    front = colour_on(ground)
    shade = mix(ground, DARK if front == LIGHT else LIGHT, 0.14)
    identifier = f"g{drawing.digest[:10]}"
    return (
        f'<defs><linearGradient id="{identifier}" x1="0" y1="0" x2="0" y2="1"><stop offset="0" '
        f'stop-color="{ground}"/><stop offset="1" stop-color="{shade}"/></linearGradient></defs>'
        f'<path d="{outline(246)}" fill="{drawing.second}"/>'
        f'<path d="{outline(226)}" fill="url(#{identifier})"/>'
    )


def _ring(drawing: Drawing, outline: Callable[[float], str]) -> str:
    if drawing.shape is Shape.ROSETTE:
        outline = _circle

    def line(radius: float, width: float, more: str = "") -> str:
        return (
            f'<path d="{outline(radius)}" fill="none" stroke="{drawing.second}" stroke-width="{width}" '
            f'stroke-linejoin="round"{more}/>'
        )

    if drawing.ring is Ring.LINE:
        return line(204, 5)
    if drawing.ring is Ring.DOUBLE:
        return line(208, 4) + line(194, 4)
    if drawing.ring is Ring.DOTS:
        return line(204, 10, ' stroke-linecap="round" stroke-dasharray="0.1 24"')
    if drawing.ring is Ring.DASHES:
        return line(204, 6, ' stroke-linecap="round" stroke-dasharray="22 18"')
    return ""


def _icon(drawing: Drawing, front: str) -> str:
    if not drawing.icon:
        return ""
    size, middle = 220.0, _MIDDLE - (14 if drawing.shape is Shape.SHIELD else 0)
    if drawing.text:
        above = _band(drawing.text)[0] - 22
        size = min(172.0, above - 72)
        middle = above - size / 2
    scale = size / 24
    return (
        f'<g transform="translate({_MIDDLE - size / 2:.1f} {middle - size / 2:.1f}) scale({scale:.3f})" '
        f'fill="none" stroke="{front}" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round">'
        f"{ICONS[drawing.icon]}</g>"
    )


def _words(drawing: Drawing, front: str) -> str:
    if not drawing.text:
        return ""
    if not drawing.icon:
        return _stack_of_words(drawing.text, front)
    return _ribbon(drawing)


def _stack_of_words(text: str, front: str) -> str:
    lines = text.split()
    size = min(96.0, *[300 * 100 / letters.width_of(line, size=100) for line in lines])
    pitch = size * 1.12
    top = _MIDDLE - pitch * (len(lines) - 1) / 2 + letters.cap_height(size=size) / 2
    return "".join(
        letters.write(line, centre=_MIDDLE, baseline=top + pitch * number, size=size, fill=front)
        for number, line in enumerate(lines)
    )


def _ribbon(drawing: Drawing) -> str:
    """Draw the words on a band of the second colour across the lower half, with folded ends."""
    front, fold = colour_on(drawing.second), mix(drawing.second, DARK, 0.38)
    top, size, lines = _band(drawing.text)
    pitch, bottom = size * 1.1, 392.0
    height = bottom - top
    tail = mix(drawing.second, DARK, 0.16)
    band = (
        f'<path d="M20 {top + 18:.0f}h64v{height:.0f}H20l22-{height / 2:.0f}z" fill="{tail}"/>'
        f'<path d="M492 {top + 18:.0f}h-64v{height:.0f}h64l-22-{height / 2:.0f}z" '
        f'fill="{tail}"/>'
        f'<path d="M48 {bottom:.0f}h36v18zM464 {bottom:.0f}h-36v18z" fill="{fold}"/>'
        f'<rect x="48" y="{top:.0f}" width="416" height="{height:.0f}" rx="5" fill="{drawing.second}"/>'
    )
    middle = (top + bottom) / 2
    first = middle - pitch * (len(lines) - 1) / 2 + letters.cap_height(size=size) / 2
    return band + "".join(
        letters.write(line, centre=_MIDDLE, baseline=first + pitch * number, size=size, fill=front)
        for number, line in enumerate(lines)
    )


def _band(text: str) -> tuple[float, float, list[str]]:
    """Return the top of the band, the size of its letters, and its lines."""
    lines = _two_lines(text)
    fitting = [372 * 100 / letters.width_of(line, size=100) for line in lines]
    size = min(58.0 if len(lines) == 1 else 44.0, *fitting)
    return 392 - max(78.0, size * 1.1 * len(lines) + 34), size, lines


def _two_lines(text: str) -> list[str]:
    """Return the words on one line, or on two of about the same width where one would be too small."""
    words = text.split()
    if len(words) == 1 or letters.width_of(text, size=40) <= 372:
        return [text]
    splits = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    best = min(splits, key=lambda pair: max(letters.width_of(line, size=40) for line in pair))
    return list(best)


def _polygon(radius: float, corners: int, *, turn: float = 0.0, soften: float = 0.12) -> str:
    """Return a regular polygon with rounded corners as a path."""
    points = [
        (
            _MIDDLE + radius * math.sin(2 * math.pi * n / corners + turn),
            _MIDDLE - radius * math.cos(2 * math.pi * n / corners + turn),
        )
        for n in range(corners)
    ]
    commands = []
    for n, (x, y) in enumerate(points):
        before, after = points[n - 1], points[(n + 1) % corners]
        start = (x + (before[0] - x) * soften, y + (before[1] - y) * soften)
        end = (x + (after[0] - x) * soften, y + (after[1] - y) * soften)
        commands.append(
            f"{'M' if n == 0 else 'L'}{start[0]:.1f} {start[1]:.1f}Q{x:.1f} {y:.1f} {end[0]:.1f} {end[1]:.1f}"
        )
    return "".join(commands) + "Z"


def _circle(radius: float) -> str:
    return (
        f"M{_MIDDLE - radius:.1f} {_MIDDLE}a{radius} {radius} 0 1 1 {2 * radius} 0"
        f"a{radius} {radius} 0 1 1 {-2 * radius} 0Z"
    )


def _rosette(radius: float) -> str:
    count, depth = 24, 0.045
    steps = count * 8
    points = []
    for n in range(steps):
        angle = 2 * math.pi * n / steps
        reach = radius * (1 - depth + depth * math.cos(count * angle))
        points.append(f"{_MIDDLE + reach * math.sin(angle):.1f} {_MIDDLE - reach * math.cos(angle):.1f}")
    return "M" + "L".join(points) + "Z"


def _stone(radius: float) -> str:
    """Return the outline of a river stone: a circle that is a little wider below and never quite even."""
    points = []
    steps = 72
    for n in range(steps):
        angle = 2 * math.pi * n / steps
        reach = radius * (
            0.965 + 0.035 * math.cos(2 * angle + 0.5) * math.sin(angle + 0.9) - 0.02 * math.cos(3 * angle)
        )
        points.append((_MIDDLE + 1.01 * reach * math.sin(angle), _MIDDLE - 0.97 * reach * math.cos(angle)))
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def _shield(radius: float) -> str:
    scale = radius / 246
    outline = (
        (0, -240),
        (70, -196),
        (140, -176),
        (212, -172),
        (220, -60),
        (212, 40),
        (176, 130),
        (110, 196),
        (0, 244),
    )

    def at(x: float, y: float) -> str:
        return f"{_MIDDLE + x * scale:.1f} {_MIDDLE + y * scale:.1f}"

    right = outline
    left = [(-x, y) for x, y in reversed(outline[1:-1])]
    start, *rest = [*right, *left]
    curves = [f"Q{at(*rest[n])} {at(*rest[n + 1])}" for n in range(0, len(rest) - 1, 2)]
    return f"M{at(*start)}{''.join(curves)}Q{at(*rest[-1])} {at(*start)}Z"


def _square(radius: float) -> str:
    side, corner = radius * 0.94, radius * 0.3
    edge = 2 * (side - corner)
    return (
        f"M{_MIDDLE - side + corner:.1f} {_MIDDLE - side:.1f}"
        f"h{edge:.1f}q{corner:.1f} 0 {corner:.1f} {corner:.1f}"
        f"v{edge:.1f}q0 {corner:.1f} {-corner:.1f} {corner:.1f}"
        f"h{-edge:.1f}q{-corner:.1f} 0 {-corner:.1f} {-corner:.1f}"
        f"v{-edge:.1f}q0 {-corner:.1f} {corner:.1f} {-corner:.1f}Z"
    )


_OUTLINES: Final[dict[Shape, Callable[[float], str]]] = {
    Shape.STONE: _stone,
    Shape.CIRCLE: _circle,
    Shape.HEXAGON: lambda radius: _polygon(radius, 6),
    Shape.SHIELD: _shield,
    Shape.ROSETTE: _rosette,
    Shape.SQUARE: _square,
    Shape.OCTAGON: lambda radius: _polygon(radius, 8, turn=math.pi / 8),
    Shape.DIAMOND: lambda radius: _polygon(radius * 1.02, 4, soften=0.16),
}
