"""Where things stand in an SVG image, in bytes: the start tag of ``<svg>`` and the elements of credentials.

XML 1.0 and Namespaces in XML 1.0, read by expat. A document type is refused, for it is where entities are
defined, and so is a document too deep or of too many elements to be a picture. Encodings are those that every
XML reader knows, and ISO-8859-1. ``tests/cairn/baking/test_svg_layout.py`` proves it.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from typing import Final, NoReturn
from xml.parsers import expat

from cairn.baking.baked import Standard
from cairn.errors import DocumentError

MAX_DEPTH: Final = 256
MAX_ELEMENTS: Final = 250_000
ELEMENTS: Final = {
    Standard.OPEN_BADGES_3: ("https://purl.imsglobal.org/ob/v3p0", "credential"),
    Standard.OPEN_BADGES_2: ("http://openbadges.org", "assertion"),
}
"""The namespace and the local name of the element that holds a credential."""

_SVG: Final = "http://www.w3.org/2000/svg svg"
_STANDARDS: Final = {f"{namespace} {name}": standard for standard, (namespace, name) in ELEMENTS.items()}
_ENCODINGS: Final = {
    "utf-8": "utf-8",
    "us-ascii": "ascii",
    "ascii": "ascii",
    "iso-8859-1": "iso-8859-1",
    "latin1": "iso-8859-1",
}
_UTF_16: Final = frozenset({"utf-16", "utf-16le", "utf-16be"})


@dataclass(slots=True, kw_only=True)
class Found:
    """An element for a credential: what it says, and from where to where it stands in the image."""

    standard: Standard
    start: int
    verify: str | None
    depth: int
    end: int = -1
    parts: list[str] = field(default_factory=list)

    @property
    def content(self) -> str:
        """The text in the element, CDATA or not."""
        return "".join(self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """An SVG image as far as baking needs it; ``prefixes`` are what the start tag of ``<svg>`` declares."""

    encoding: str
    root_start: int
    content_start: int
    prefixes: dict[str, str]
    found: tuple[Found, ...]

    def outermost(self) -> tuple[Found, ...]:
        """Return the elements for credentials that do not stand inside another one, in their order."""
        end = 0
        outer = []
        for one in self.found:
            if one.start >= end:
                outer.append(one)
                end = one.end
        return tuple(outer)


def read_layout(image: bytes) -> Layout:
    """Return the layout of an SVG image.

    Raises ``DocumentError``: ``image.malformed_svg``, ``image.not_svg``, ``image.document_type``,
    ``image.unknown_encoding``, ``image.too_deep`` and ``image.too_many_elements``.
    """
    return _Reader(image).read()


class _Reader:
    """One run of expat over an image."""

    def __init__(self, image: bytes) -> None:
        self._image = image
        self._encoding = _encoding_of_mark(image)
        self._depth = 0
        self._elements = 0
        self._root_start = -1
        self._content_start = -1
        self._prefixes: dict[str, str] = {}
        self._found: list[Found] = []
        self._open: list[Found] = []
        self._awaiting: list[Found] = []
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.XmlDeclHandler = self._declare
        parser.StartDoctypeDeclHandler = self._refuse_document_type
        parser.StartNamespaceDeclHandler = self._declare_prefix
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        self._parser = parser

    def read(self) -> Layout:
        try:
            self._parser.Parse(self._image, True)  # noqa: FBT003
        except expat.ExpatError as error:
            raise DocumentError(
                "image.malformed_svg",
                f"The image is not well-formed XML: {expat.ErrorString(error.code)}.",
                where=f"line {error.lineno}, column {error.offset + 1}",
            ) from None
        except (ValueError, LookupError):
            # How pyexpat says that Python does not know the encoding, or that it is of several bytes.
            _refuse_encoding("of the image")
        return Layout(
            encoding=self._encoding or "utf-8",
            root_start=self._root_start,
            content_start=self._content_start,
            prefixes=self._prefixes,
            found=tuple(self._found),
        )

    def _declare(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is None or self._encoding.startswith("utf-16"):
            return
        name = encoding.lower()
        if name in _UTF_16 and self._image[:1] == b"\0":
            self._encoding = "utf-16-be"
        elif name in _UTF_16 and self._image[1:2] == b"\0":
            self._encoding = "utf-16-le"
        elif name in _ENCODINGS:
            self._encoding = _ENCODINGS[name]
        else:
            _refuse_encoding(encoding)

    def _refuse_document_type(self, *_parts: object) -> None:
        raise DocumentError(
            "image.document_type",
            "The image has a document type, which could define entities that blow it up.",
            mend="Take the line with <!DOCTYPE out; a picture does not need it.",
        )

    def _declare_prefix(self, prefix: str | None, namespace: str | None) -> None:
        if self._root_start < 0:
            self._prefixes[prefix or ""] = namespace or ""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        position = self._parser.CurrentByteIndex
        self._settle(position)
        self._depth += 1
        self._elements += 1
        if self._depth > MAX_DEPTH:
            raise DocumentError("image.too_deep", f"The image is nested deeper than {MAX_DEPTH} elements.")
        if self._elements > MAX_ELEMENTS:
            raise DocumentError(
                "image.too_many_elements", f"The image has more than {MAX_ELEMENTS} elements."
            )
        if self._root_start < 0:
            if name != _SVG:
                raise DocumentError("image.not_svg", "The XML document is not an SVG image.")
            self._root_start = position
            self._watch()
        elif name in _STANDARDS:
            one = Found(
                standard=_STANDARDS[name],
                start=position,
                verify=attributes.get("verify"),
                depth=self._depth,
            )
            self._found.append(one)
            self._open.append(one)
            self._watch()

    def _end(self, _name: str) -> None:
        self._settle(self._parser.CurrentByteIndex)
        if self._open and self._open[-1].depth == self._depth:
            self._awaiting.append(self._open.pop())
            self._watch()
        self._depth -= 1

    def _watch(self) -> None:
        """Look at every event until all that was awaited has come: it begins where the one before it ends."""
        self._parser.CharacterDataHandler = self._text
        self._parser.DefaultHandler = self._other

    def _text(self, text: str) -> None:
        self._settle(self._parser.CurrentByteIndex)
        for one in self._open:
            one.parts.append(text)

    def _other(self, _text: str) -> None:
        self._settle(self._parser.CurrentByteIndex)

    def _settle(self, position: int) -> None:
        if self._content_start < 0 <= self._root_start:
            self._content_start = position
        for one in self._awaiting:
            one.end = position
        self._awaiting.clear()
        if not self._open:
            self._parser.CharacterDataHandler = None
            self._parser.DefaultHandler = None


def _encoding_of_mark(image: bytes) -> str:
    if image.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    return "utf-16-be" if image.startswith(codecs.BOM_UTF16_BE) else ""


def _refuse_encoding(name: str) -> NoReturn:
    raise DocumentError(
        "image.unknown_encoding",
        f"The image is written in the encoding {name}, which is not read here.",
        mend="Save it in UTF-8.",
    ) from None
