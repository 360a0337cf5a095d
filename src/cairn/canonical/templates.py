"""Canonical N-Quads and JSON text of many documents of one shape, by filling in what differs.

A :class:`CanonicalTemplate` is compiled from one document and the places in it that vary. What does not vary
is expanded, escaped, sorted and hashed once. Filling it gives exactly the bytes that RDFC-1.0 (with SHA-256)
gives for the whole document, or ``None`` where that cannot be known cheaply (two blank nodes with equal
first-degree hashes, a value that is no absolute IRI, quads that fall together): then the caller takes the
long way. ``tests/cairn/canonical/test_templates.py`` holds both ways against each other on random documents.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from hashlib import sha256
from json.encoder import encode_basestring
from operator import eq, itemgetter
from typing import TYPE_CHECKING, TypeAlias

from cairn.canonical import strict_json
from cairn.canonical.rdf import Quad, escape_literal, is_iri
from cairn.errors import DocumentError, UsageError

if TYPE_CHECKING:
    from cairn.canonical.jsonld import Processor
    from cairn.canonical.strict_json import JsonObject, JsonValue

Path: TypeAlias = tuple[str | int, ...]
"""The way from the root of a document to one of its members: keys and positions."""


class CanonicalTemplate:
    """The canonical form of a family of documents that differ in the text at some places.

    ``frozen`` are the places (positions in the ``paths`` given) whose text turned out to shape the meaning,
    such as terms of a vocabulary: the template holds only for documents that agree in them.
    """

    __slots__ = (
        "_blank_hashes", "_constant", "_iri_slots", "_line_picks", "_lines", "_prefixes", "_text_slots",
        "frozen", "slot_count",
    )  # fmt: skip

    def __init__(self, source: _Traced, *, slot_count: int, frozen: tuple[int, ...]) -> None:
        self.frozen = frozen
        self.slot_count = slot_count
        self._prefixes = source.prefixes
        self._constant = sorted({line[:-1] for line in source.ground if source.mark not in line})
        places = _Places(source.mark)
        blanks = sorted({term for quad in source.linked for term in quad if term[:2] == "_:"})
        lines = _Format(places)
        for line in source.ground:
            if source.mark in line:
                lines.add_line([line[:-1]])
        for quad in source.linked:
            lines.add_line(_line_of(quad))
        seen = []
        for label in blanks:
            about = _Format(places)
            for quad in source.linked:
                if label in quad:
                    about.add_line(_line_of(_seen_from(quad, label)))
            seen.append(about)
        self._text_slots = tuple(places.texts)
        self._iri_slots = tuple(places.iris)
        fields: list[_Field] = [*places.texts.values(), *places.iris.values(), *blanks]
        position = {field: index for index, field in enumerate(fields)}
        self._lines = lines.text()
        self._line_picks = _picker([position[field] for field in lines.fields])
        self._blank_hashes: tuple[str | tuple[str, _Picker], ...] = tuple(
            (about.text(), _picker([position[field] for field in about.fields]))
            if about.fields
            else _hash_lines(about.text() % ())
            for about in seen
        )

    def fill(self, values: Sequence[str]) -> bytes | None:
        """Return the canonical N-Quads with ``values`` (one per path, as in the JSON) in their places."""
        try:
            return self._fill(values)
        except UnicodeEncodeError:
            # UTF-8 cannot write half of a surrogate pair; the long way says where it stands.
            return None

    def _fill(self, values: Sequence[str]) -> bytes | None:
        filled = [escape_literal(values[slot]) for slot in self._text_slots]
        prefixes = self._prefixes
        for slot in self._iri_slots:
            iri = values[slot]
            colon = iri.find(":", 1)
            if not is_iri(iri) or (iri[:colon] in prefixes and not iri.startswith("//", colon + 1)):
                return None
            filled.append(iri)
        hashes = [
            known if isinstance(known, str) else _hash_lines(known[0] % known[1](filled))
            for known in self._blank_hashes
        ]
        if hashes:
            ranks = {digest: f"_:c14n{rank}" for rank, digest in enumerate(sorted(hashes))}
            if len(ranks) != len(hashes):
                return None
            filled += [ranks[digest] for digest in hashes]
        lines = self._constant.copy()
        if self._lines:
            lines += (self._lines % self._line_picks(filled)).split("\n")
            lines.sort()
        if any(map(eq, lines, lines[1:])):
            repeated = [line for line, following in itertools.pairwise(lines) if line == following]
            if any("_:c14n" in line for line in repeated):
                return None
            lines = sorted(set(lines))
        lines.append("")
        return "\n".join(lines).encode()


class JsonTemplate:
    """The compact JSON text of the same family of documents."""

    __slots__ = ("_picks", "_text")

    def __init__(self, document: JsonObject, *, mark: str) -> None:
        text = strict_json.format(document).decode()
        pattern = re.compile(f'"{re.escape(mark)}([0-9]+)\\."')
        self._text = pattern.sub("%s", text.replace("%", "%%"))
        self._picks = _picker([int(slot) for slot in pattern.findall(text)])

    def fill(self, values: Sequence[str]) -> bytes:
        """Return the JSON with ``values`` in their places."""
        return (self._text % self._picks([encode_basestring(value) for value in values])).encode()


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


_Field: TypeAlias = tuple[str, int] | str
_Picker: TypeAlias = Callable[[Sequence[str]], tuple[str, ...]]


class _Places:
    """The open places met so far, by kind: literal text is escaped when filled in, an IRI is checked."""

    def __init__(self, mark: str) -> None:
        self.pattern = re.compile(f'(["<]){re.escape(mark)}([0-9]+)\\.')
        self.texts: dict[int, tuple[str, int]] = {}
        self.iris: dict[int, tuple[str, int]] = {}

    def note(self, opening: str, slot: int) -> tuple[str, int]:
        """Remember the place and return its field."""
        kind = self.texts if opening == '"' else self.iris
        return kind.setdefault(slot, (opening, slot))


class _Format:
    """Lines of N-Quads with ``%s`` in every open place, and the fields that go there in order."""

    def __init__(self, places: _Places) -> None:
        self._places = places
        self._lines: list[str] = []
        self.fields: list[_Field] = []

    def add_line(self, parts: Sequence[str]) -> None:
        """Add one line given as terms, or as one piece of text in which no blank node stands."""
        self._lines.append(" ".join([self._part(part) for part in parts]))

    def text(self) -> str:
        """Return the format of all lines."""
        return "\n".join(self._lines)

    def _part(self, part: str) -> str:
        if part[:2] == "_:" and part not in ("_:a", "_:z"):
            self.fields.append(part)
            return "%s"

        def note(match: re.Match[str]) -> str:
            self.fields.append(self._places.note(match[1], int(match[2])))
            return f"{match[1]}%s"

        return self._places.pattern.sub(note, part.replace("%", "%%"))


def _line_of(quad: Quad) -> list[str]:
    return [*(term for term in quad if term), "."]


def _seen_from(quad: Quad, label: str) -> Quad:
    """Return the quad as RDFC-1.0 hashes it for the blank node ``label`` (section 4.6.3)."""
    subject, predicate, term, graph = (
        ("_:a" if part == label else "_:z") if part[:2] == "_:" else part for part in quad
    )
    return (subject, predicate, term, graph)


def _picker(positions: Sequence[int]) -> _Picker:
    if len(positions) == 1:
        only = positions[0]
        return lambda values: (values[only],)
    if not positions:
        return lambda values: ()  # noqa: ARG005
    return itemgetter(*positions)


def _hash_lines(text: str) -> str:
    lines = text.split("\n")
    lines.sort()
    lines.append("")
    return sha256("\n".join(lines).encode()).hexdigest()


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
