"""The canonical form of JSON-LD documents, fast for shapes that come again.

The first documents of a shape take the long way (JSON-LD to RDF, RDFC-1.0); when it has come three times a
template is compiled, and from then on only the text is filled in. Shapes are chosen by whoever sends
documents, so what is kept is bounded. Both ways give the same bytes
(``tests/cairn/canonical/test_canonizer.py``).
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from cairn.canonical import rdfc, strict_json
from cairn.canonical.jsonld import ContextLoader, Processor
from cairn.canonical.jsonld.context import KEYWORDS
from cairn.canonical.templates import CanonicalTemplate, Path, compile_canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.canonical.strict_json import JsonObject, JsonValue

MAX_FAMILIES: Final = 128
MAX_SIGHTS: Final = 4096
MAX_AGREEMENTS: Final = 8
# What is kept of one document is a few times its canonical form and the text of its shape.
MAX_KEPT_BYTES: Final = 64 * 1024
_Shape: TypeAlias = tuple[object, ...]
_Kept = TypeVar("_Kept")
_TEXT, _OBJECT, _LIST, _END = range(4)
_SHAPING: Final = KEYWORDS | {"type"}


class Canonizer:
    """Canonicalises documents whose contexts come from ``loader``."""

    def __init__(self, loader: ContextLoader) -> None:
        self.processor: Final = Processor(loader)
        # Keyed by the hash of a shape, or of the keys of its two upper levels; the first entries of both are
        # those not met for longest.
        self._sights: dict[int, None] = {}
        self._families: dict[int, _Family] = {}

    def canonize(self, document: JsonObject, *, hash_name: str = "sha256") -> bytes:
        """Return the canonical N-Quads of ``document`` (UTF-8).

        Raises ``DocumentError`` where the document is refused or its blank nodes are too entangled.
        """
        if hash_name != "sha256":
            return self.canonize_plainly(document, hash_name=hash_name)
        glance = hash(
            tuple([(key, *member) if type(member) is dict else key for key, member in document.items()])
        )
        if glance not in self._sights:
            # Nothing like it was met, so its shape need not be read.
            _keep(self._sights, glance, None, limit=MAX_SIGHTS)
            return self.canonize_plainly(document)
        parts: list[object] = []
        texts: list[str] = []
        _read_object(document, parts, texts)
        shape = tuple(parts)
        name = hash(shape)
        family = self._families.get(name)
        if family is not None and family.shape == shape:
            _keep(self._families, name, family, limit=MAX_FAMILIES)
            filled = family.fill(document, texts, self.processor)
            return self.canonize_plainly(document) if filled is None else filled
        canonical = self.canonize_plainly(document)
        if name not in self._sights:
            _keep(self._sights, name, None, limit=MAX_SIGHTS)
        elif len(canonical) <= MAX_KEPT_BYTES and _weigh(shape) <= MAX_KEPT_BYTES:
            family = _Family(shape, document, self.processor)
            _keep(self._families, name, family, limit=MAX_FAMILIES)
        return canonical

    def canonize_plainly(self, document: JsonObject, *, hash_name: str = "sha256") -> bytes:
        """Return the canonical N-Quads by the long way."""
        return rdfc.canonize(self.processor.to_rdf(document), hash_name=hash_name)


class _Family:
    """The documents of one shape, with a template for each agreement in what shapes their meaning."""

    __slots__ = ("_frozen", "_hopeless", "_paths", "_templates", "shape")

    def __init__(self, shape: _Shape, document: JsonObject, processor: Processor) -> None:
        self.shape = shape
        self._paths = tuple(_open_paths(document, ()))
        self._templates: dict[tuple[str, ...], CanonicalTemplate | None] = {}
        template = compile_canonical(document, self._paths, processor=processor)
        self._hopeless = template is None
        self._frozen = () if template is None else template.frozen

    def fill(self, document: JsonObject, texts: list[str], processor: Processor) -> bytes | None:
        """Return the canonical form, or ``None`` where the long way has to be taken."""
        if self._hopeless:
            return None
        agreed = tuple([texts[slot] for slot in self._frozen])
        if agreed in self._templates:
            template = self._templates[agreed]
        elif len(self._templates) >= MAX_AGREEMENTS or _weigh(agreed) > MAX_KEPT_BYTES:
            return None
        else:
            template = compile_canonical(document, self._paths, processor=processor)
            if template is not None and template.frozen != self._frozen:
                template = None
            self._templates[agreed] = template
        return None if template is None else template.fill(texts)


def _keep(kept: dict[int, _Kept], name: int, what: _Kept, *, limit: int) -> None:
    """Put ``what`` at the end of ``kept``, and drop what stands at its beginning if that is too much."""
    kept.pop(name, None)
    if len(kept) >= limit:
        # An error means that another thread changes it in this very moment, and drops one itself.
        with suppress(RuntimeError, StopIteration):
            kept.pop(next(iter(kept)), None)
    kept[name] = what


def _weigh(parts: _Shape) -> int:
    """Return about how many bytes a shape, or the text that documents agree in, takes."""
    return sum(16 + len(part) if isinstance(part, str | bytes) else 16 for part in parts)


def _read_object(element: JsonObject, parts: list[object], texts: list[str]) -> None:
    """Split a JSON object into its shape, which keywords belong to, and its open text.

    In ``parts`` a key stands alone where its member is open text; otherwise what the member is follows.
    """
    for key, member in element.items():
        parts.append(key)
        if key in _SHAPING:
            _freeze(member, parts)
        elif type(member) is str:
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


def _freeze(member: JsonValue, parts: list[object]) -> None:
    """Add the whole of a member to the shape."""
    if type(member) is str:
        parts.append(member)
    elif type(member) is list and all([type(item) is str for item in member]):
        parts.append(_LIST)
        parts += member
        parts.append(_END)
    else:
        parts.append(strict_json.format(member))


def _open_paths(element: JsonValue, path: Path) -> Iterator[Path]:
    """Yield the paths of the open text of a document, in the order in which it is read."""
    if isinstance(element, dict):
        for key, member in element.items():
            if key not in _SHAPING:
                yield from _open_paths(member, (*path, key))
    elif isinstance(element, list):
        for index, member in enumerate(element):
            yield from _open_paths(member, (*path, index))
    elif isinstance(element, str):
        yield path
