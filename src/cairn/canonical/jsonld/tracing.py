"""A walk that remembers which text of a document decided more than the one term it stands for.

Types choose contexts, terms of a vocabulary stand for other IRIs, language tags and datatypes end up inside
terms: such text is ``fixed``. The ``prefixes`` are the names that would turn an IRI into another. What a
template leaves open must be neither (see :mod:`cairn.canonical.templates`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cairn.canonical.jsonld.context import Context, expand_iri
from cairn.canonical.jsonld.walk import Walk

if TYPE_CHECKING:
    from cairn.canonical.jsonld.compiler import Compiler
    from cairn.canonical.jsonld.entries import Entry
    from cairn.canonical.strict_json import JsonObject


class TracingWalk(Walk):
    """A :class:`Walk` with notes."""

    __slots__ = ("_met", "fixed", "prefixes")

    def __init__(self, compiler: Compiler) -> None:
        super().__init__(compiler)
        self.fixed: set[str] = set()
        self.prefixes: set[str] = set()
        self._met: set[Context] = set()

    def _subject(self, element: JsonObject, context: Context) -> str:
        self._note_prefixes(context)
        return super()._subject(element, context)

    def _iri(self, value: str, context: Context, *, vocab: bool) -> str:
        self._note_prefixes(context)
        if vocab:
            self.fixed.add(value)
        return super()._iri(value, context, vocab=vocab)

    def _value_object(self, entry: Entry, element: JsonObject, context: Context) -> str:
        term = super()._value_object(entry, element, context)
        for key, member in element.items():
            if isinstance(member, str) and (
                key == "@context" or expand_iri(context, key, vocab=True) != "@value"
            ):
                self.fixed.add(member)
        return term

    def _note_prefixes(self, context: Context) -> None:
        if context in self._met:
            return
        self._met.add(context)
        for name, term in context.terms.items():
            if term.prefix:
                self.prefixes.add(name)
            elif name[-1] == ":":
                # Such a term may be an IRI in itself and stand for a keyword.
                self.prefixes.add(name[:-1])
