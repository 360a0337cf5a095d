"""Uploaded badge images, made safe: a PNG is encoded anew, an SVG is read against a list of what is allowed.

An SVG that could do more than be looked at is refused, not mended: scripts, foreign content, links out,
styles that fetch, document types. ``tests/cairn_site/designing/imagery/test_uploads.py`` proves it, attack by
attack.
"""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NoReturn
from xml.etree import ElementTree as ET
from xml.parsers import expat

from PIL import Image

from cairn.errors import DocumentError
from cairn_site.designing.imagery.rendering import SIDE, render_png

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES: Final = 1_048_576
MAX_SIDE: Final = 4096
_MAX_ELEMENTS: Final = 5000
_MAX_DRAWN: Final = 10_000
_MAX_DEPTH: Final = 64
_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_ELEMENTS: Final = frozenset(
    {
        "svg",
        "g",
        "defs",
        "title",
        "desc",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "use",
        "symbol",
    }
)
_DROPPED: Final = frozenset({"metadata", "namedview"})
_ATTRIBUTES: Final = frozenset(
    {
        "id",
        "viewBox",
        "width",
        "height",
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "fx",
        "fy",
        "d",
        "points",
        "transform",
        "fill",
        "fill-opacity",
        "fill-rule",
        "stroke",
        "stroke-width",
        "stroke-opacity",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-dasharray",
        "stroke-dashoffset",
        "stroke-miterlimit",
        "opacity",
        "clip-path",
        "clip-rule",
        "clipPathUnits",
        "gradientUnits",
        "gradientTransform",
        "spreadMethod",
        "offset",
        "stop-color",
        "stop-opacity",
        "color",
        "display",
        "visibility",
        "preserveAspectRatio",
        "paint-order",
        "vector-effect",
        "version",
        "role",
    }
)
_STYLED: Final = frozenset(
    {
        "fill",
        "fill-opacity",
        "fill-rule",
        "stroke",
        "stroke-width",
        "stroke-opacity",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-dasharray",
        "stroke-dashoffset",
        "stroke-miterlimit",
        "opacity",
        "clip-path",
        "clip-rule",
        "stop-color",
        "stop-opacity",
        "color",
        "display",
        "visibility",
    }
)
_LOCAL_URL: Final = re.compile(r"""url\(\s*(["']?)#[A-Za-z_][\w.-]*\1\s*\)""")
_UNSAFE_VALUE: Final = re.compile(
    r"url\s*\(|expression\s*\(|javascript:|data:|https?:|//|\\|@import", re.IGNORECASE
)
ET.register_namespace("", _SVG)


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeImage:
    """An image that can be shown to anybody; ``svg`` is empty for what was uploaded as PNG."""

    png: bytes
    svg: str = ""


def read_upload(data: bytes) -> SafeImage:
    """Return an uploaded PNG or SVG as it may be kept.

    Raises ``DocumentError``: ``image.too_large`` for too many bytes or pixels, ``image.unreadable`` for what
    is neither PNG nor SVG, ``image.unsafe`` for an SVG with something in it that is no picture, and
    ``image.too_complex`` for one that draws without end.
    """
    if len(data) > MAX_BYTES:
        raise DocumentError(
            "image.too_large", "The image is larger than 1 MB.", where="image", mend="Save it smaller."
        )
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return SafeImage(png=_read_png(data))
    if b"<svg" in data or b":svg" in data:
        svg = _read_svg(data)
        try:
            png = render_png(svg)
        except ValueError:
            raise _unreadable() from None
        return SafeImage(png=png, svg=svg)
    raise _unreadable()


def _read_png(data: bytes) -> bytes:
    try:
        with warnings.catch_warnings():
            # What Pillow only warns of, such as a bomb, is refused.
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
                if max(image.size) > MAX_SIDE:
                    raise _too_many_pixels()
                picture = image.convert("RGBA")
        picture.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
        square = Image.new("RGBA", (max(picture.size), max(picture.size)))
        square.paste(picture, ((square.width - picture.width) // 2, (square.height - picture.height) // 2))
        out = io.BytesIO()
        square.save(out, "PNG", optimize=True)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except (OSError, ValueError, SyntaxError, EOFError, OverflowError, MemoryError, Warning):
        raise _unreadable() from None
    return out.getvalue()


def _read_svg(data: bytes) -> str:
    root = _parse(data)
    _check_element(root)
    _count_drawn(root)
    box = root.get("viewBox") or _box_of_sides(root)
    if box is None:
        raise DocumentError(
            "image.unreadable", "The SVG does not say how large it is.", where="image", mend="Add a viewBox."
        )
    root.set("viewBox", box)
    root.attrib.pop("width", None)
    root.attrib.pop("height", None)
    return ET.tostring(root, encoding="unicode")


def _parse(data: bytes) -> ET.Element:
    """Return the tree; a document type is refused as soon as it begins, before any entity could grow."""
    builder = ET.TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    count = depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count, depth
        count += 1
        depth += 1
        if count > _MAX_ELEMENTS or depth > _MAX_DEPTH:
            raise _too_complex()
        builder.start(_qualified(name), {_qualified(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_qualified(name))

    def refuse(*_: object) -> NoReturn:
        raise _unsafe("a document type")

    def refuse_instruction(target: str, _data: str) -> None:
        if target.lower() == "xml-stylesheet":
            raise _unsafe("a style sheet from elsewhere")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    parser.ProcessingInstructionHandler = refuse_instruction
    try:
        parser.Parse(data, True)  # noqa: FBT003
        root = builder.close()
    except (expat.ExpatError, ValueError, LookupError, AssertionError):
        raise _unreadable() from None
    if root.tag != f"{{{_SVG}}}svg":
        raise _unreadable()
    return root


def _qualified(name: str) -> str:
    return f"{{{name}" if "}" in name else name


def _check_element(element: ET.Element) -> None:
    namespace, _, local = element.tag.rpartition("}")
    if namespace != f"{{{_SVG}" or local not in _ELEMENTS:
        raise _unsafe(f"<{local}>")
    if local not in ("title", "desc"):
        element.text = None
    _check_attributes(element, local)
    for child in list(element):
        child.tail = None
        inner_namespace, _, inner = child.tag.rpartition("}")
        if inner in _DROPPED or (inner_namespace != f"{{{_SVG}" and inner not in ("script", "foreignObject")):
            # What editors note for themselves is left out.
            element.remove(child)
        else:
            _check_element(child)


def _check_attributes(element: ET.Element, local: str) -> None:
    for name, value in list(element.attrib.items()):
        if name.rpartition("}")[2].lower().startswith("on"):
            raise _unsafe(f"the attribute {name}")
        if name in ("href", f"{{{_XLINK}}}href"):
            if local not in ("use", "linearGradient", "radialGradient") or not re.fullmatch(
                r"#[\w.-]+", value
            ):
                raise _unsafe("a link")
            continue
        if name == "style":
            element.attrib.pop(name)
            _apply_style(element, value)
            continue
        if name not in _ATTRIBUTES:
            element.attrib.pop(name)
            continue
        _check_value(value)


def _apply_style(element: ET.Element, style: str) -> None:
    """Turn the declarations of a style into attributes, so that no style is left."""
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        name, value = name.strip(), value.strip()
        if value:
            _check_value(value)
        if name in _STYLED and value:
            element.set(name, value)


def _check_value(value: str) -> None:
    if _UNSAFE_VALUE.search(_LOCAL_URL.sub("", value)):
        raise _unsafe("something that would be fetched")


def _count_drawn(root: ET.Element) -> None:
    """Refuse an image whose ``use`` elements, taken one in another, draw too much or themselves."""
    by_id = {identifier: one for one in root.iter() if (identifier := one.get("id"))}
    known: dict[ET.Element, int] = {}
    open_: set[ET.Element] = set()

    def count(element: ET.Element) -> int:
        if element in known:
            return known[element]
        if element in open_:
            raise _too_complex()
        open_.add(element)
        total = 1 + sum(count(child) for child in element)
        for reference in _references(element):
            target = by_id.get(reference)
            if target is not None:
                total += count(target)
        open_.discard(element)
        if total > _MAX_DRAWN:
            raise _too_complex()
        known[element] = total
        return total

    try:
        count(root)
    except RecursionError:
        raise _too_complex() from None


def _references(element: ET.Element) -> Iterator[str]:
    for name in ("href", f"{{{_XLINK}}}href"):
        if (value := element.get(name)) is not None:
            yield value[1:]
    clip = element.get("clip-path", "")
    if "#" in clip:
        yield clip.rpartition("#")[2].rstrip("\"') ")


def _box_of_sides(root: ET.Element) -> str | None:
    sides = [
        re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)(?:px)?", root.get(name, "")) for name in ("width", "height")
    ]
    return f"0 0 {sides[0][1]} {sides[1][1]}" if sides[0] and sides[1] else None


def _too_many_pixels() -> DocumentError:
    return DocumentError(
        "image.too_large",
        f"The image is larger than {MAX_SIDE} by {MAX_SIDE} pixels.",
        where="image",
        mend="Save it smaller.",
    )


def _unreadable() -> DocumentError:
    return DocumentError(
        "image.unreadable",
        "The file is no PNG or SVG that can be read.",
        where="image",
        mend="Upload a PNG or an SVG, or design the image here.",
    )


def _unsafe(what: str) -> DocumentError:
    return DocumentError(
        "image.unsafe",
        f"The SVG holds {what}, which is no part of a plain picture.",
        where="image",
        mend="Save it as plain SVG with text as paths, or as PNG.",
    )


def _too_complex() -> DocumentError:
    return DocumentError(
        "image.too_complex", "The SVG draws too much.", where="image", mend="Save it as PNG instead."
    )
