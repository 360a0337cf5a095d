"""What a key means in an active context, compiled once and kept with the context.

An :class:`Entry` answers everything the walk asks of a key: which predicate, how a plain string becomes an
RDF term, which container, and in which context its values live. Covers JSON-LD 1.1 API, sections 5.1
(expansion) and 5.3.2 (value expansion).
"""

from __future__ import annotations

from typing import Final

from cairn.canonical.jsonld.context import KEYWORD_LIKE, KEYWORDS, UNSET, Context, expand_iri
from cairn.canonical.rdf import is_iri
from cairn.errors import DocumentError

I18N: Final = "https://www.w3.org/ns/i18n#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
XSD_STRING: Final = XSD + "string"
_SUPPORTED_CONTAINERS: Final = frozenset({"@graph", "@language", "@list", "@set"})


class Entry:
    """The meaning of one key.

    ``keyword`` is set for keywords and their aliases. For properties, ``predicate`` is the N-Quads term;
    ``suffix`` closes a literal made from plain text (after the closing quote), and is ``None`` where text is
    an IRI: then ``vocab`` says whether terms apply in it. ``special`` marks the kinds whose values are not
    taken one by one: JSON literals, lists, language maps, graphs and reverse properties. ``direct`` is the
    suffix where nothing else has to be looked at for plain text.
    """

    __slots__ = (
        "as_graph",
        "as_list",
        "as_map",
        "datatype",
        "direct",
        "is_json",
        "key",
        "keyword",
        "predicate",
        "reverse",
        "scoped",
        "special",
        "suffix",
        "vocab",
    )

    def __init__(self, key: str) -> None:
        self.key = key
        self.keyword: str | None = None
        self.predicate = ""
        self.suffix: str | None = None
        self.vocab = False
        self.datatype: str | None = None
        self.is_json = False
        self.as_list = False
        self.as_map = False
        self.as_graph = False
        self.reverse = False
        self.scoped = False
        self.special = False
        self.direct: str | None = None


def compile_entry(context: Context, key: str, *, direction: bool) -> Entry:
    """Return the meaning of ``key`` in ``context``; ``direction`` says whether base directions can be kept.

    Raises ``DocumentError`` for a key that no context defines, or whose meaning cannot be carried into RDF.
    """
    entry = Entry(key)
    iri = expand_iri(context, key, vocab=True)
    if iri in KEYWORDS:
        entry.keyword = iri
        return entry
    if iri.startswith("_:") or not is_iri(iri):
        raise DocumentError(
            "jsonld.blank_predicate", f"{key!r} stands for {iri!r}, which is no absolute IRI."
        )
    if KEYWORD_LIKE.match(key):
        raise DocumentError("jsonld.keyword_like", f"{key!r} looks like a JSON-LD keyword and is none.")
    entry.predicate = f"<{iri}>"
    term = context.terms.get(key)
    if term is None:
        entry.suffix = text_suffix(context.language, context.direction, direction=direction)
        entry.direct = entry.suffix
        return entry
    if not term.container <= _SUPPORTED_CONTAINERS or term.nest is not None:
        raise DocumentError(
            "jsonld.unsupported",
            f"{key!r} is kept in a way ({', '.join(sorted(term.container))}) that loses data.",
        )
    entry.reverse = term.reverse
    entry.as_list = "@list" in term.container
    entry.as_map = "@language" in term.container
    entry.as_graph = "@graph" in term.container
    entry.scoped = term.context is not UNSET
    if term.type in {"@id", "@vocab"}:
        entry.vocab = term.type == "@vocab"
    elif term.type == "@json":
        entry.is_json = True
    elif term.type is not None and term.type != "@none":
        entry.datatype = term.type
        entry.suffix = datatype_suffix(term.type)
    else:
        language = context.language if term.language is UNSET else term.language
        base_direction = context.direction if term.direction is UNSET else term.direction
        entry.suffix = text_suffix(
            language if isinstance(language, str) else None,
            base_direction if isinstance(base_direction, str) else None,
            direction=direction,
        )
    entry.special = entry.is_json or entry.as_list or entry.as_map or entry.as_graph or entry.reverse
    entry.direct = None if entry.special or entry.scoped else entry.suffix
    return entry


def datatype_suffix(datatype: str) -> str:
    """Return what follows the text of a literal of ``datatype``, from the closing quote on."""
    if not is_iri(datatype):
        raise DocumentError("jsonld.relative_iri", f"The datatype {datatype!r} is not an absolute IRI.")
    return '"' if datatype == XSD_STRING else f'"^^<{datatype}>'


def text_suffix(language: str | None, base_direction: str | None, *, direction: bool) -> str:
    """Return what follows the closing quote of a string in a language and base direction."""
    if language is not None and not is_language_tag(language):
        raise DocumentError("jsonld.language", f"{language!r} is not a well-formed language tag.")
    if base_direction is not None:
        if not direction:
            raise DocumentError("jsonld.direction", "The base direction of a text would be lost in RDF.")
        return f'"^^<{I18N}{(language or "").lower()}_{base_direction}>'
    return '"' if language is None else f'"@{language.lower()}'


def is_language_tag(tag: str) -> bool:
    """Say whether ``tag`` has the shape of an RDF language tag (letters, then subtags of up to 8)."""
    first, *rest = tag.split("-")
    return (
        1 <= len(first) <= 8
        and first.isascii()
        and first.isalpha()
        and all(1 <= len(part) <= 8 and part.isascii() and part.isalnum() for part in rest)
    )
