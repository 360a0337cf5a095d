"""The canonical form of JSON-LD documents, fast for shapes that come again.

The first document of a shape takes the long way (JSON-LD to RDF, RDFC-1.0); when the shape comes again a
template is compiled, and from then on only the text is filled in. Shapes are chosen by whoever sends
documents, so what is kept is bounded. Both ways give the same bytes
(``tests/cairn/canonical/test_canonizer.py``).
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final, TypeAlias

from cairn.canonical import rdfc, strict_json
from cairn.canonical.jsonld import ContextLoader, Processor
from cairn.canonical.templates import CanonicalTemplate, Path, compile_canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.canonical.strict_json import JsonObject, JsonValue

MAX_SHAPES: Final = 256
MAX_SHAPE_PARTS: Final = 4096
MAX_AGREEMENTS: Final = 16
_Shape: TypeAlias = tuple[object, ...]
_TEXT, _OBJECT, _LIST, _END = range(4)


class _Sight(Enum):
    """What is known of a shape before it has a family."""

    UNSEEN = 0
    ONCE = 1


class Canonizer:
    """Canonicalises documents whose contexts come from ``loader``."""

    def __init__(self, loader: ContextLoader) -> None:
        self.processor: Final = Processor(loader)
        self._shapes: dict[_Shape, _Family | _Sight] = {}

    def canonize(self, document: JsonObject, *, hash_name: str = "sha256") -> bytes:
        """Return the canonical N-Quads of ``document`` (UTF-8).

        Raises ``DocumentError`` where the document is refused or its blank nodes are too entangled.
        """
        if hash_name != "sha256":
            return self.canonize_plainly(document, hash_name=hash_name)
        parts: list[object] = []
        texts: list[str] = []
        _read_object(document, parts, texts)
        shape = tuple(parts)
        known = self._shapes.get(shape, _Sight.UNSEEN)
        if isinstance(known, _Family):
            filled = known.fill(document, texts, self.processor)
            if filled is not None:
                return filled
        canonical = self.canonize_plainly(document)
        if known is _Sight.UNSEEN and len(shape) <= MAX_SHAPE_PARTS:
            self._keep(shape, _Sight.ONCE)
        elif known is _Sight.ONCE:
            self._keep(shape, _Family(document, self.processor))
        return canonical

    def canonize_plainly(self, document: JsonObject, *, hash_name: str = "sha256") -> bytes:
        """Return the canonical N-Quads by the long way."""
        return rdfc.canonize(self.processor.to_rdf(document), hash_name=hash_name)

    def _keep(self, shape: _Shape, family: _Family | _Sight) -> None:
        self._shapes.pop(shape, None)
        if len(self._shapes) >= MAX_SHAPES:
            del self._shapes[next(iter(self._shapes))]
        self._shapes[shape] = family


class _Family:
    """The documents of one shape, with a template for each agreement in what shapes their meaning."""

    def __init__(self, document: JsonObject, processor: Processor) -> None:
        self._paths = tuple(_open_paths(document, ()))
        self._frozen: tuple[int, ...] = ()
        self._templates: dict[tuple[str, ...], CanonicalTemplate | None] = {}
        template = compile_canonical(document, self._paths, processor=processor)
        self._hopeless = template is None
        if template is not None:
            self._frozen = template.frozen

    def fill(self, document: JsonObject, texts: list[str], processor: Processor) -> bytes | None:
        """Return the canonical form, or ``None`` where the long way has to be taken."""
        if self._hopeless:
            return None
        agreed = tuple([texts[slot] for slot in self._frozen])
        if agreed in self._templates:
            template = self._templates[agreed]
        elif len(self._templates) >= MAX_AGREEMENTS:
            return None
        else:
            template = compile_canonical(document, self._paths, processor=processor)
            if template is not None and template.frozen != self._frozen:
                template = None
            self._templates[agreed] = template
        return None if template is None else template.fill(texts)


def _read_object(element: JsonObject, parts: list[object], texts: list[str]) -> None:
    """Split a JSON object into its shape, which keywords belong to, and its open text."""
    for key, member in element.items():
        parts.append(key)
        if key == "type" or key[:1] == "@":
            parts.append(_freeze(member))
        elif type(member) is str:
            parts.append(_TEXT)
            texts.append(member)
        else:
            _read_member(member, parts, texts)


def _read_member(member: JsonValue, parts: list[object], texts: list[str]) -> None:
    if isinstance(member, dict):
        parts.append(_OBJECT)
        _read_object(member, parts, texts)
        parts.append(_END)
    elif isinstance(member, list):
        parts.append(_LIST)
        for item in member:
            if type(item) is str:
                parts.append(_TEXT)
                texts.append(item)
            else:
                _read_member(item, parts, texts)
        parts.append(_END)
    else:
        parts.append((type(member), member))


def _freeze(member: JsonValue) -> object:
    """Return a hashable stand-in for a member that belongs to the shape."""
    if type(member) is str:
        return member
    if type(member) is list and all([type(item) is str for item in member]):
        return tuple(member)
    return strict_json.format(member)


def _open_paths(element: JsonValue, path: Path) -> Iterator[Path]:
    """Yield the paths of the open text of a document, in the order in which it is read."""
    if isinstance(element, dict):
        for key, member in element.items():
            if key != "type" and key[:1] != "@":
                yield from _open_paths(member, (*path, key))
    elif isinstance(element, list):
        for index, member in enumerate(element):
            yield from _open_paths(member, (*path, index))
    elif isinstance(element, str):
        yield path
