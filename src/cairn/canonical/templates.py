"""Canonical N-Quads and JSON text of many documents of one shape, by filling in what differs.

A :class:`CanonicalTemplate` is compiled from one document and the places in it that vary. What does not vary
is expanded, escaped, sorted and hashed once. Filling it gives exactly the bytes that RDFC-1.0 (with SHA-256)
gives for the whole document, or ``None`` where that cannot be known cheaply (two blank nodes with equal
first-degree hashes, a value that is no absolute IRI, quads that fall together): then the caller takes the
long way. ``tests/cairn/canonical/test_templates.py`` holds both ways against each other on random documents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from itertools import compress
from json.encoder import encode_basestring
from operator import eq, itemgetter
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from cairn.canonical import strict_json
from cairn.canonical.rdf import IRI_PATTERN, Quad, escape_literal
from cairn.errors import DocumentError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cairn.canonical.jsonld import Processor
    from cairn.canonical.strict_json import JsonObject, JsonValue

Path: TypeAlias = tuple[str | int, ...]
"""The way from the root of a document to one of its members: keys and positions."""

# The bytes that stand for themselves in literals and in JSON strings, as long as none belongs to U+FFFE or
# U+FFFF (EF BF BE and EF BF BF).
_PLAIN: Final = bytes(byte for byte in range(256) if byte > 0x1F and byte not in b'"\\\x7f')
_Value = TypeVar("_Value", str, bytes)


class CanonicalTemplate:
    """The canonical form of a family of documents that differ in the text at some places.

    ``frozen`` are the places (positions in the ``paths`` given) whose text turned out to shape the meaning,
    such as terms of a vocabulary: the template holds only for documents that agree in them.
    """

    __slots__ = ("_addresses", "_blank_hashes", "_constant", "_labels", "_lines", "_pick_addresses", "frozen")

    def __init__(self, source: _Traced, *, slot_count: int, frozen: tuple[int, ...]) -> None:
        self.frozen = frozen
        self._constant = sorted({line[:-1].encode() for line in source.ground if source.mark not in line})
        blanks = sorted({term for quad in source.linked for term in quad if term[:2] == "_:"})
        self._labels = [f"_:c14n{rank}".encode() for rank in range(len(blanks))]
        places = _Places(source.mark, {label: slot_count + index for index, label in enumerate(blanks)})
        self._lines = _Format(
            [places.open([line[:-1]]) for line in source.ground if source.mark in line]
            + [places.open(_line_of(quad)) for quad in source.linked]
        )
        seen = [
            _Format(
                [places.open(_line_of(_seen_from(quad, label))) for quad in source.linked if label in quad]
            )
            for label in blanks
        ]
        self._blank_hashes = [about.digest if about.is_open else about.digest(()) for about in seen]
        self._pick_addresses = _picker(sorted(places.addresses))
        self._addresses = _address_pattern(source.prefixes) if places.addresses else re.compile("")

    def fill(self, values: Sequence[str]) -> bytes | None:
        """Return the canonical N-Quads with ``values`` (one per path, as in the JSON) in their places."""
        if self._addresses.fullmatch("\n".join(self._pick_addresses(values))) is None:
            return None
        try:
            filled = _encode(values, escape=escape_literal)
        except UnicodeEncodeError:
            # UTF-8 cannot write half of a surrogate pair; the long way says where it stands.
            return None
        if self._blank_hashes:
            hashes = [known if isinstance(known, bytes) else known(filled) for known in self._blank_hashes]
            ranks = dict(zip(sorted(hashes), self._labels, strict=True))
            if len(ranks) != len(hashes):
                return None
            filled += [ranks[digest] for digest in hashes]
        lines = self._constant + self._lines.fill(filled)
        lines.sort()
        repeated = list(compress(lines, map(eq, lines, lines[1:])))
        if repeated:
            if any([b"_:c14n" in line for line in repeated]):
                return None
            lines = list(dict.fromkeys(lines))
        lines.append(b"")
        return b"\n".join(lines)


class JsonTemplate:
    """The compact JSON text of the same family of documents."""

    __slots__ = ("_pick", "_text")

    def __init__(self, document: JsonObject, *, mark: str) -> None:
        text = strict_json.format(document).decode()
        pattern = re.compile(f'"{re.escape(mark)}([0-9]+)\\."')
        self._text = pattern.sub('"%s"', text.replace("%", "%%")).encode()
        self._pick = _picker([int(slot) for slot in pattern.findall(text)])

    def fill(self, values: Sequence[str]) -> bytes:
        """Return the JSON with ``values`` in their places."""
        return self._text % self._pick(_encode(values, escape=_escape_json))


def compile_canonical(
    document: JsonObject, paths: Sequence[Path], *, processor: Processor
) -> CanonicalTemplate | None:
    """Return the template of ``document`` with the text at ``paths`` left open.

    ``None`` says that documents of this kind cannot be templated: a place holds a language tag, say. Raises
    ``DocumentError`` where the document itself is refused.
    """
    processor.to_rdf(document)
    mark = _unused_mark(document)
    frozen: set[int] = set()
    while True:
        marked = _with_marks(document, paths, mark=mark, skip=frozen)
        try:
            traced = _Traced(marked, processor=processor, mark=mark)
        except DocumentError:
            return None
        shaping = {slot for slot in range(len(paths)) if slot not in frozen and slot in traced.shaping}
        if not shaping:
            return CanonicalTemplate(traced, slot_count=len(paths), frozen=tuple(sorted(frozen)))
        frozen |= shaping


def compile_json(document: JsonObject, paths: Sequence[Path]) -> JsonTemplate:
    """Return the template of the JSON text of ``document`` with the text at ``paths`` left open."""
    mark = _unused_mark(document)
    return JsonTemplate(_with_marks(document, paths, mark=mark, skip=set()), mark=mark)


class _Traced:
    """The quads of a document whose open places hold marks; ``shaping`` are marks that decided more."""

    def __init__(self, document: JsonObject, *, processor: Processor, mark: str) -> None:
        trace = processor.trace(document)
        self.mark = mark
        self.ground = trace.ground
        self.linked = trace.linked
        self.prefixes = trace.prefixes
        found = re.compile(f"{re.escape(mark)}([0-9]+)\\.")
        self.shaping = {int(match[1]) for text in trace.fixed for match in found.finditer(text)}
        whole = re.compile(f'(?<=["<]){re.escape(mark)}([0-9]+)\\.(?=[">])')
        for line in [*self.ground, *(" ".join(quad) for quad in self.linked)]:
            inside = {int(match[1]) for match in found.finditer(line)}
            self.shaping |= inside - {int(match[1]) for match in whole.finditer(line)}


class _Places:
    """Where the open places and the blank nodes stand among the values that a template is filled with."""

    def __init__(self, mark: str, blanks: dict[str, int]) -> None:
        self._pattern = re.compile(f'(["<]){re.escape(mark)}([0-9]+)\\.')
        self._blanks = blanks
        self.addresses: set[int] = set()

    def open(self, parts: Sequence[str]) -> _OpenLine:
        """Return a line given as terms, or as one piece of text in which no blank node stands."""
        positions: list[int] = []

        def note(match: re.Match[str]) -> str:
            positions.append(int(match[2]))
            if match[1] == "<":
                self.addresses.add(positions[-1])
            return f"{match[1]}%s"

        pieces = []
        for part in parts:
            if part in self._blanks:
                positions.append(self._blanks[part])
                pieces.append("%s")
            else:
                pieces.append(self._pattern.sub(note, part.replace("%", "%%")))
        return _OpenLine(" ".join(pieces).encode(), positions)


@dataclass(frozen=True, slots=True)
class _OpenLine:
    """A line of N-Quads with ``%s`` in every open place, and the positions of the values that go there."""

    text: bytes
    positions: list[int]

    def start(self) -> bytes:
        """Return the part before the first open place, with the line end where there is none."""
        return (self.text + b"\n").partition(b"%s")[0]


class _Format:
    """Lines of N-Quads that are filled in together.

    Where no line's start is the start of another, the values cannot change the order of the lines, and they
    are put in order once.
    """

    __slots__ = ("_in_order", "_pick", "_text", "is_open")

    def __init__(self, lines: list[_OpenLine]) -> None:
        lines = sorted(lines, key=_OpenLine.start)
        starts = [line.start() for line in lines]
        self._in_order = not any(map(bytes.startswith, starts[1:], starts))
        self._text = b"\n".join([line.text for line in lines])
        positions = [position for line in lines for position in line.positions]
        self._pick = _picker(positions)
        self.is_open = bool(positions)

    def fill(self, values: Sequence[bytes]) -> list[bytes]:
        """Return the lines with ``values`` in their places."""
        return (self._text % self._pick(values)).split(b"\n") if self._text else []

    def digest(self, values: Sequence[bytes]) -> bytes:
        """Return the SHA-256 of the sorted lines with ``values`` in their places."""
        if self._in_order:
            return sha256(self._text % self._pick(values) + b"\n").digest()
        return sha256(b"\n".join([*sorted(self.fill(values)), b""])).digest()


def _encode(values: Sequence[str], *, escape: Callable[[str], str]) -> list[bytes]:
    """Return what stands between the quotation marks of literals or of JSON strings, in UTF-8.

    Nearly always no value has anything to escape, which is found out for all of them at once.
    """
    together = "\n".join(values).encode()
    if len(together.translate(None, _PLAIN)) == len(values) - 1 and b"\xef\xbf" not in together:
        return together.split(b"\n")
    return [escape(value).encode() for value in values]


def _escape_json(value: str) -> str:
    return encode_basestring(value)[1:-1]


def _address_pattern(prefixes: set[str]) -> re.Pattern[str]:
    """Return what lines of absolute IRIs match, none of them a compact one with one of ``prefixes``."""
    compact = "|".join([re.escape(prefix) for prefix in sorted(prefixes)])
    address = rf"(?!(?:{compact}):(?!//)){IRI_PATTERN}" if prefixes else IRI_PATTERN
    return re.compile(rf"{address}(?:\n{address})*")


def _line_of(quad: Quad) -> list[str]:
    return [*(term for term in quad if term), "."]


def _seen_from(quad: Quad, label: str) -> Quad:
    """Return the quad as RDFC-1.0 hashes it for the blank node ``label`` (section 4.6.3)."""
    subject, predicate, term, graph = (
        ("_:a" if part == label else "_:z") if part[:2] == "_:" else part for part in quad
    )
    return (subject, predicate, term, graph)


def _picker(positions: Sequence[int]) -> Callable[[Sequence[_Value]], tuple[_Value, ...]]:
    """Return a function that picks the values at ``positions``."""
    if len(positions) == 1:
        only = positions[0]
        return lambda values: (values[only],)
    if not positions:
        return lambda values: ()  # noqa: ARG005
    return itemgetter(*positions)


def _unused_mark(document: JsonObject) -> str:
    """Return the scheme of an IRI that occurs nowhere in the document."""
    text = strict_json.format(document).decode()
    number = 0
    while f"x-open-{number}:" in text:
        number += 1
    return f"x-open-{number}:"


def _with_marks(document: JsonObject, paths: Sequence[Path], *, mark: str, skip: set[int]) -> JsonObject:
    marks: dict[Path, str] = {path: f"{mark}{slot}." for slot, path in enumerate(paths) if slot not in skip}

    def copy(value: JsonValue, path: Path) -> JsonValue:
        if path in marks:
            if not isinstance(value, str):
                raise UsageError(
                    "template.not_text", "Only text can be left open.", where=f"/{'/'.join(map(str, path))}"
                )
            return marks[path]
        if isinstance(value, dict):
            return {key: copy(member, (*path, key)) for key, member in value.items()}
        if isinstance(value, list):
            return [copy(member, (*path, index)) for index, member in enumerate(value)]
        return value

    return {key: copy(member, (key,)) for key, member in document.items()}
