"""Which shape a row's credential has, and the template prepared for it.

A table of learners has few shapes: the rows with a narrative, those with evidence besides, and so on. A shape
that comes often gets a template of :mod:`cairn.proofs.batch`; rare ones, and whatever a template cannot vouch
for, take the long way. Both give the same bytes (``tests/cairn/issuer/test_shapes.py``).
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Final

from cairn.issuer.composing import build, read_shape, read_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cairn.canonical.strict_json import JsonObject, JsonValue
    from cairn.canonical.templates import Path
    from cairn.issuer.composing import Design, RowIdentity, Shape
    from cairn.issuer.learner_row import LearnerRow
    from cairn.proofs.batch import BatchSigner, PreparedShape

MAX_SHAPES: Final = 256
_PREPARED_AT: Final = 4
"""To prepare a shape takes as long as some twenty credentials by the long way, so rare ones never are."""


class _Slot(str):
    """A text that remembers its place while a credential is built of it."""

    __slots__ = ("place",)
    place: int


class _Template:
    """A prepared shape and the places of the texts that fill it."""

    __slots__ = ("_pick", "_prepared")

    def __init__(self, prepared: PreparedShape, places: Sequence[int]) -> None:
        self._prepared = prepared
        # The address of a credential and the begin of its validity are always open, so there are many.
        self._pick = itemgetter(*places)

    def secure(self, texts: Sequence[str]) -> bytes | None:
        return self._prepared.secure(self._pick(texts))


class ShapedSigner:
    """Composes and secures the credentials of one design, by templates where shapes come again."""

    def __init__(self, signer: BatchSigner, *, design: Design) -> None:
        self._signer = signer
        self._design = design
        self._templates: dict[Shape, _Template | None] = {}
        self._sightings: dict[Shape, int] = {}

    def secure(
        self,
        row: LearnerRow,
        *,
        identity: RowIdentity,
        status: JsonObject | None,
        suspension: JsonObject | None = None,
    ) -> bytes:
        """Return the JSON text of the credential for ``row``, with its proof.

        Raises ``DocumentError`` where the credential is refused: it says what its contexts do not define.
        """
        texts = read_texts(row, identity=identity, status=status, suspension=suspension)
        shape = read_shape(row, texts, status=status)
        template = self._templates.get(shape)
        if template is None:
            template = self._prepare(shape, texts)
        if template is not None:
            secured = template.secure(texts)
            if secured is not None:
                return secured
        return self._signer.secure(build(texts, shape, design=self._design))

    def _prepare(self, shape: Shape, texts: Sequence[str]) -> _Template | None:
        """Return a template for a shape that has become frequent, while there is room for one."""
        if shape in self._templates:
            return None
        seen = self._sightings.get(shape, 0) + 1
        if seen < _PREPARED_AT:
            if len(self._sightings) >= MAX_SHAPES:
                self._sightings.clear()
            self._sightings[shape] = seen
            return None
        self._sightings.pop(shape, None)
        if len(self._templates) >= MAX_SHAPES:
            del self._templates[next(iter(self._templates))]
        template = self._compile(shape, texts)
        self._templates[shape] = template
        return template

    def _compile(self, shape: Shape, texts: Sequence[str]) -> _Template | None:
        slots: list[str] = []
        for place, text in enumerate(texts):
            slot = _Slot(text)
            slot.place = place
            slots.append(slot)
        found = list(_find_slots(build(slots, shape, design=self._design), ()))
        document = build(texts, shape, design=self._design)
        prepared = self._signer.prepare(document, [path for path, _ in found])
        return None if prepared is None else _Template(prepared, [place for _, place in found])


def _find_slots(element: JsonValue, path: Path) -> Iterator[tuple[Path, int]]:
    if isinstance(element, dict):
        for key, member in element.items():
            yield from _find_slots(member, (*path, key))
    elif isinstance(element, list):
        for index, member in enumerate(element):
            yield from _find_slots(member, (*path, index))
    elif isinstance(element, _Slot):
        yield path, element.place
