"""From a JSON-LD document to its RDF dataset.

Proved by ``tests/cairn/canonical/jsonld/test_w3c_to_rdf.py`` on the JSON-LD 1.1 toRdf suite: every test ends
as an exact match or a typed refusal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cairn.canonical.jsonld.compiler import Compiler
from cairn.canonical.jsonld.tracing import TracingWalk
from cairn.canonical.jsonld.walk import Walk
from cairn.canonical.rdf import Dataset
from cairn.errors import DocumentError

if TYPE_CHECKING:
    from cairn.canonical.jsonld.context import ContextLoader
    from cairn.canonical.strict_json import JsonObject


class Processor:
    """Turns documents into datasets and keeps what it compiled of their contexts.

    ``loader`` gives context documents. ``direction`` is how a base direction is kept in RDF: as an
    ``i18n-datatype``, or not at all (``None``), in which case a document that has one is refused.
    """

    def __init__(
        self, loader: ContextLoader, *, direction: Literal["i18n-datatype"] | None = "i18n-datatype"
    ) -> None:
        self._compiler = Compiler(loader, direction=direction is not None)

    def to_rdf(self, document: JsonObject) -> Dataset:
        """Return the RDF dataset of ``document``.

        Raises ``DocumentError`` with a ``jsonld.`` or ``context.`` code and the pointer of what is refused.
        """
        walk = Walk(self._compiler)
        _run(walk, document)
        return Dataset(ground=walk.ground, linked=walk.linked)

    def trace(self, document: JsonObject) -> TracingWalk:
        """Return the finished walk over ``document``, which knows what its text decided."""
        walk = TracingWalk(self._compiler)
        _run(walk, document)
        return walk


def _run(walk: Walk, document: JsonObject) -> None:
    try:
        walk.root(document)
    except RecursionError:
        raise DocumentError("jsonld.too_deep", "The document is nested too deeply.") from None


def to_rdf(document: JsonObject, *, loader: ContextLoader) -> Dataset:
    """Return the RDF dataset of one document; keep a :class:`Processor` where there are many."""
    return Processor(loader).to_rdf(document)
