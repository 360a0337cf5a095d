"""One pass over a document, writing quads as they are met.

Joins JSON-LD 1.1 API sections 5.1 (expansion), 7.2 (node map) and 8.1 (to RDF). Order inside one object does
not matter for the dataset, so keys are taken as they come. The common cases (a known key with text, a list of
text or a node) are written out in :meth:`Walk.node`, because that loop decides the speed of signing and
verifying.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.canonical.jsonld.context import UNSET, Context, Opening, expand_iri
from cairn.canonical.jsonld.entries import RDF, Entry
from cairn.canonical.jsonld.native import format_native
from cairn.canonical.jsonld.values import json_literal, language_map, value_object
from cairn.canonical.rdf import Quad, escape_literal, is_iri
from cairn.canonical.strict_json import format_pointer
from cairn.errors import DocumentError

if TYPE_CHECKING:
    from cairn.canonical.jsonld.compiler import Compiler
    from cairn.canonical.strict_json import JsonObject, JsonValue

_TYPE: Final = f"<{RDF}type>"
_FIRST: Final = f"<{RDF}first>"
_REST: Final = f"<{RDF}rest>"
_NIL: Final = f"<{RDF}nil>"
_MAX_TYPES_KEPT: Final = 32
_READ_BEFORE: Final = frozenset({"@context", "@id", "@type"})


class Walk:
    """The state of one pass: the quads so far and the blank nodes given out."""

    __slots__ = ("_blank_count", "_compiler", "_given_blanks", "ground", "linked")

    def __init__(self, compiler: Compiler) -> None:
        """Begin an empty dataset."""
        self._compiler = compiler
        self._blank_count = 0
        self._given_blanks: dict[str, str] = {}
        self.ground: list[str] = []
        self.linked: list[Quad] = []

    def root(self, document: JsonObject) -> None:
        """Walk a whole document into the default graph."""
        context = self._compiler.initial
        if "@context" in document:
            context = self._compiler.apply(context, document["@context"])
        content = document.keys() - {"@context"}
        if len(content) == 1 and (graph_key := next(iter(content))) in context.graph_keys:
            self._graph(document[graph_key], context, "", format_pointer(graph_key))
            return
        if content and all(key in context.id_keys for key in content):
            raise DocumentError("jsonld.empty", "The document says nothing but its own address.")
        self.node(document, context, "", embedded_done=True)

    def node(self, element: JsonObject, context: Context, graph: str, *, embedded_done: bool = False) -> str:
        """Write the quads of one node object into ``graph`` and return its term.

        ``context`` is the active context after reverting and property-scoping; an embedded ``@context`` is
        applied here unless ``embedded_done``.
        """
        compiler = self._compiler
        if not embedded_done and "@context" in element:
            context = compiler.apply(context, element["@context"])
        names = _type_names(element, context)
        opening = context.openings.get(names) or self._open(names, context)
        if opening.renames_type:
            _check_type_keys(element, context, opening.context)
        context = opening.context
        subject = self._subject(element, context)
        is_blank = subject[0] == "_" or graph[:1] == "_"
        tail = f" {graph} .\n" if graph else " .\n"
        ground = self.ground
        linked = self.linked
        for kind in opening.kinds:
            if is_blank or kind[0] == "_":
                linked.append((subject, _TYPE, kind, graph))
            else:
                ground.append(f"{subject} {_TYPE} {kind}{tail}")
        plans = context.plans
        key = ""
        try:
            for key, value in element.items():
                entry = plans.get(key)
                if entry is None:
                    entry = compiler.entry(context, key)
                direct = entry.direct
                if direct is not None and type(value) is str:
                    if is_blank:
                        linked.append((subject, entry.predicate, f'"{escape_literal(value)}{direct}', graph))
                    else:
                        ground.append(f'{subject} {entry.predicate} "{escape_literal(value)}{direct}{tail}')
                elif entry.keyword is not None:
                    if entry.keyword not in _READ_BEFORE:
                        self._keyword(entry, value, context, graph, subject)
                elif type(value) is list and not entry.special:
                    for index, item in enumerate(value):
                        try:
                            self._property(subject, entry, item, context, graph)
                        except DocumentError as error:
                            raise error.at(f"/{index}") from None
                else:
                    self._property(subject, entry, value, context, graph)
        except DocumentError as error:
            raise error.at(format_pointer(key)) from None
        return subject

    def _subject(self, element: JsonObject, context: Context) -> str:
        found = ""
        for key in context.id_keys:
            if key in element:
                if found:
                    raise DocumentError(
                        "jsonld.colliding_keywords", "A node has two addresses.", where=format_pointer(key)
                    )
                found = key
        if not found:
            return self._blank()
        value = element[found]
        if type(value) is not str:
            raise DocumentError("jsonld.invalid_id", "An address must be text.", where=format_pointer(found))
        try:
            return self._iri(value, context, vocab=False)
        except DocumentError as error:
            raise error.at(format_pointer(found)) from None

    def _open(self, names: tuple[str, ...], context: Context) -> Opening:
        """Return how a node with types ``names`` begins; it is kept where the context names them all."""
        terms = context.terms
        scoped = {name for name in names if name in terms and terms[name].context is not UNSET}
        opening = Opening(
            context,
            self._compiler.typed(context, tuple(sorted(scoped))) if scoped else context,
            tuple([self._iri(name, context, vocab=True) for name in names]),
        )
        if len(names) <= _MAX_TYPES_KEPT and all([name in terms for name in names]):
            self._compiler.keep_opening(context, names, opening)
        return opening

    def _iri(self, value: str, context: Context, *, vocab: bool) -> str:
        if vocab:
            known = context.kinds.get(value)
            if known is not None:
                return known
        elif is_iri(value) and value not in context.terms:
            # No prefix applies before "//".
            colon = value.index(":")
            if value.startswith("//", colon + 1) or value[:colon] not in context.terms:
                return f"<{value}>"
        iri = expand_iri(context, value, vocab=vocab)
        if iri.startswith("_:"):
            return self._given_blank(iri)
        if not is_iri(iri):
            raise DocumentError("jsonld.relative_iri", f"{value!r} is not an absolute IRI.")
        term = f"<{iri}>"
        if vocab and value in context.terms:
            context.kinds[value] = term
        return term

    def _blank(self) -> str:
        self._blank_count += 1
        return f"_:b{self._blank_count}"

    def _given_blank(self, label: str) -> str:
        known = self._given_blanks.get(label)
        if known is None:
            known = self._given_blanks[label] = self._blank()
        return known

    def _emit(self, subject: str, predicate: str, term: str, graph: str) -> None:
        if subject[0] == "_" or term[0] == "_" or graph[:1] == "_":
            self.linked.append((subject, predicate, term, graph))
        elif graph:
            self.ground.append(f"{subject} {predicate} {term} {graph} .\n")
        else:
            self.ground.append(f"{subject} {predicate} {term} .\n")

    def _keyword(self, entry: Entry, value: JsonValue, context: Context, graph: str, subject: str) -> None:
        keyword = entry.keyword
        if keyword == "@graph":
            self._graph(value, context, subject, "")
        elif keyword == "@included":
            self._graph(value, context, graph, "")
        elif keyword == "@reverse":
            self._reverse(value, context, graph, subject)
        else:
            raise DocumentError("jsonld.unsupported", f"{keyword} cannot stand here without losing data.")

    def _graph(self, value: JsonValue, context: Context, graph: str, where: str) -> None:
        """Walk the nodes of ``@graph`` or ``@included``; anything but a node would be dropped."""
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            if (
                not isinstance(item, dict)
                or self._is_value(item, context)
                or not _says_something(item, context)
            ):
                raise DocumentError(
                    "jsonld.empty", "Only nodes with content can stand here.", where=f"{where}/{index}"
                )
            try:
                self.node(item, self._child(item, None, context), graph)
            except DocumentError as error:
                raise error.at(f"{where}/{index}") from None

    def _reverse(self, value: JsonValue, context: Context, graph: str, subject: str) -> None:
        if not isinstance(value, dict):
            raise DocumentError("jsonld.invalid_reverse", "@reverse must be an object.")
        for key, item in value.items():
            entry = self._compiler.entry(context, key)
            if entry.keyword is not None or entry.special or entry.reverse:
                raise DocumentError(
                    "jsonld.unsupported", f"{key!r} cannot be reversed.", where=format_pointer(key)
                )
            for node in item if isinstance(item, list) else [item]:
                self._emit(self._node_only(node, entry, context, graph), entry.predicate, subject, graph)

    def _node_only(self, value: JsonValue, entry: Entry, context: Context, graph: str) -> str:
        if isinstance(value, str) and entry.suffix is None:
            return self._text(value, entry, context)
        if (
            not isinstance(value, dict)
            or self._is_value(value, context)
            or self._list_of(value, context) is not None
        ):
            raise DocumentError(
                "jsonld.invalid_reverse", "Only a node can be the other end of a reverse property."
            )
        return self.node(value, self._child(value, entry, context), graph)

    def _property(self, subject: str, entry: Entry, value: JsonValue, context: Context, graph: str) -> None:
        """Write one property with one value, or with the members of a set, list, map or graph."""
        if entry.special:
            self._special(subject, entry, value, context, graph)
        elif type(value) is str:
            self._emit(subject, entry.predicate, self._text(value, entry, context), graph)
        elif type(value) is dict and context.wrapper_keys.isdisjoint(value):
            term = self.node(value, self._child(value, entry, context), graph)
            self._emit(subject, entry.predicate, term, graph)
        elif type(value) is list:
            for item in value:
                self._property(subject, entry, item, context, graph)
        elif type(value) is dict and (members := self._set_of(value, context)) is not None:
            self._property(subject, entry, members, context, graph)
        else:
            self._emit(subject, entry.predicate, self._term(entry, value, context, graph), graph)

    def _special(self, subject: str, entry: Entry, value: JsonValue, context: Context, graph: str) -> None:
        if entry.is_json:
            self._emit(subject, entry.predicate, json_literal(value), graph)
        elif entry.reverse:
            for item in value if isinstance(value, list) else [value]:
                self._emit(self._node_only(item, entry, context, graph), entry.predicate, subject, graph)
        elif entry.as_list:
            given = self._list_of(value, context) if isinstance(value, dict) else None
            members = value if given is None else given
            self._emit(subject, entry.predicate, self._list(entry, members, context, graph), graph)
        elif entry.as_map:
            for term in language_map(entry, value, context=context, compiler=self._compiler):
                self._emit(subject, entry.predicate, term, graph)
        else:
            for item in value if isinstance(value, list) else [value]:
                if not isinstance(item, dict) or self._is_value(item, context):
                    raise DocumentError("jsonld.invalid_graph", f"{entry.key!r} holds objects only.")
                if any(key in item for key in context.graph_keys):
                    raise DocumentError(
                        "jsonld.unsupported", "A graph inside a graph container is not supported."
                    )
                name = self._blank()
                self.node(item, self._child(item, entry, context), name)
                self._emit(subject, entry.predicate, name, graph)

    def _term(self, entry: Entry, value: JsonValue, context: Context, graph: str) -> str:
        """Return the RDF term of one value."""
        if isinstance(value, str):
            return self._text(value, entry, context)
        if isinstance(value, dict):
            if self._is_value(value, context):
                return self._value_object(entry, value, context)
            members = self._list_of(value, context)
            if members is not None:
                return self._list(entry, members, context, graph)
            return self.node(value, self._child(value, entry, context), graph)
        if isinstance(value, int | float):
            return format_native(value, datatype=entry.datatype)
        if value is None:
            raise DocumentError(
                "jsonld.null", "A null says nothing and would not be signed.", mend="Leave it out."
            )
        raise DocumentError("jsonld.nested_list", "A list cannot stand here.")

    def _text(self, value: str, entry: Entry, context: Context) -> str:
        if entry.scoped:
            context = self._compiler.scoped(context, entry.key, revert=False)
            entry = self._compiler.entry(context, entry.key)
        if entry.is_json:
            return json_literal(value)
        if entry.suffix is not None:
            return f'"{escape_literal(value)}{entry.suffix}'
        return self._iri(value, context, vocab=entry.vocab)

    def _child(self, element: JsonObject, entry: Entry | None, context: Context) -> Context:
        """Return the active context in which a node object under ``entry`` begins."""
        revert = not (len(element) == 1 and next(iter(element)) in context.id_keys)
        if entry is not None and entry.scoped:
            return self._compiler.scoped(context, entry.key, revert=revert)
        if revert and context.previous is not None:
            return context.previous
        return context

    def _is_value(self, element: JsonObject, context: Context) -> bool:
        return any(key in element for key in context.value_keys)

    def _set_of(self, element: JsonObject, context: Context) -> JsonValue:
        return _only_member(element, context.set_keys, "@set")

    def _list_of(self, element: JsonObject, context: Context) -> JsonValue:
        return _only_member(element, context.list_keys, "@list")

    def _list(self, entry: Entry, value: JsonValue, context: Context, graph: str) -> str:
        """Write an RDF collection and return its head."""
        head = _NIL
        for item in reversed(value if isinstance(value, list) else [value]):
            if isinstance(item, list):
                term = self._list(entry, item, context, graph)
            elif isinstance(item, dict) and self._set_of(item, context) is not None:
                raise DocumentError("jsonld.unsupported", "A set inside a list is not supported.")
            else:
                term = self._term(entry, item, context, graph)
            cell = self._blank()
            self._emit(cell, _FIRST, term, graph)
            self._emit(cell, _REST, head, graph)
            head = cell
        return head

    def _value_object(self, entry: Entry, element: JsonObject, context: Context) -> str:
        if entry.scoped:
            context = self._compiler.scoped(context, entry.key, revert=False)
        return value_object(element, context=context, compiler=self._compiler)


def _type_names(element: JsonObject, context: Context) -> tuple[str, ...]:
    """Return the types that a node gives itself, as they stand there."""
    found: tuple[str, ...] = ()
    for key in context.type_keys:
        if key in element:
            value = element[key]
            members = value if type(value) is list else [value]
            names = tuple([name for name in members if type(name) is str])
            if len(names) != len(members):
                raise DocumentError(
                    "jsonld.invalid_type", "A type must be text or a list of text.", where=format_pointer(key)
                )
            found += names
    return found


def _check_type_keys(element: JsonObject, outside: Context, inside: Context) -> None:
    """Refuse a node in which a key means ``@type`` only outside or only inside of its type-scoped context."""
    for key in {*outside.type_keys} ^ {*inside.type_keys}:
        if key in element:
            raise DocumentError(
                "jsonld.unsupported",
                f"Whether {key!r} means @type depends on the type.",
                where=format_pointer(key),
            )


def _only_member(element: JsonObject, keys: tuple[str, ...], keyword: str) -> JsonValue:
    """Return the content of a set or list object, or ``None`` where ``element`` is neither."""
    for key in keys:
        if key in element:
            if len(element) > 1:
                raise DocumentError("jsonld.invalid_set_or_list", f"{keyword} stands beside other members.")
            if element[key] is None:
                raise DocumentError(
                    "jsonld.null", "A null says nothing and would not be signed.", where=format_pointer(key)
                )
            return element[key]
    return None


def _says_something(element: JsonObject, context: Context) -> bool:
    return any(key not in context.id_keys and key != "@context" for key in element)
