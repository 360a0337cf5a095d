"""Literals: value objects, language maps and JSON.

Covers JSON-LD 1.1 API, section 8.2.2 (object to RDF conversion). Proved by
``tests/cairn/canonical/jsonld/test_w3c_to_rdf.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.canonical import jcs
from cairn.canonical.jsonld.context import UNSET, Context, expand_iri
from cairn.canonical.jsonld.entries import RDF, Entry, datatype_suffix, is_language_tag
from cairn.canonical.jsonld.native import format_native
from cairn.canonical.rdf import escape_literal
from cairn.canonical.strict_json import format_pointer
from cairn.errors import DocumentError

if TYPE_CHECKING:
    from cairn.canonical.jsonld.compiler import Compiler
    from cairn.canonical.strict_json import JsonObject, JsonValue

_JSON_SUFFIX: Final = f'"^^<{RDF}JSON>'
_VALUE_KEYWORDS: Final = frozenset({"@context", "@direction", "@language", "@type", "@value"})


def json_literal(value: JsonValue) -> str:
    """Return the literal of a JSON value, in its canonical form (RFC 8785)."""
    return f'"{escape_literal(jcs.canonize(value).decode())}{_JSON_SUFFIX}'


def language_map(entry: Entry, value: JsonValue, *, context: Context, compiler: Compiler) -> list[str]:
    """Return the literals of a map from language to text (section 5.1.2, step 13.7)."""
    if not isinstance(value, dict):
        raise DocumentError(
            "jsonld.invalid_language_map", f"{entry.key!r} holds a map from language to text."
        )
    terms = []
    term = context.terms[entry.key]
    base_direction = context.direction if term.direction is UNSET else term.direction
    for tag, texts in value.items():
        language = None if _is_none(tag, context) else tag
        suffix = compiler.suffix(language, base_direction if isinstance(base_direction, str) else None)
        for text in texts if isinstance(texts, list) else [texts]:
            if not isinstance(text, str):
                raise DocumentError(
                    "jsonld.invalid_language_map", "A language has text only.", where=format_pointer(tag)
                )
            terms.append(f'"{escape_literal(text)}{suffix}')
    return terms


def value_object(element: JsonObject, *, context: Context, compiler: Compiler) -> str:
    """Return the literal of an object that has ``@value`` (section 8.2.2 and the rules of section 9.5)."""
    if "@context" in element:
        context = compiler.apply(context, element["@context"])
    parts: JsonObject = {}
    for key, member in element.items():
        keyword = expand_iri(context, key, vocab=True)
        if keyword not in _VALUE_KEYWORDS or keyword in parts:
            raise DocumentError(
                "jsonld.invalid_value",
                "A value object has a member it cannot have.",
                where=format_pointer(key),
            )
        parts[keyword] = member
    value, kind = parts["@value"], parts.get("@type")
    language, base_direction = parts.get("@language"), parts.get("@direction")
    if kind == "@json":
        return json_literal(value)
    if value is None or isinstance(value, dict | list):
        raise DocumentError("jsonld.invalid_value", "@value must be text, a number or a truth value.")
    if kind is not None:
        if not isinstance(kind, str) or language is not None or base_direction is not None:
            raise DocumentError("jsonld.invalid_value", "A typed value has one type and no language.")
        datatype = expand_iri(context, kind, vocab=True)
        if datatype == "@json":
            return json_literal(value)
        suffix = datatype_suffix(datatype)
        if isinstance(value, str):
            return f'"{escape_literal(value)}{suffix}'
        return format_native(value, datatype=datatype)
    if "@language" in parts or "@direction" in parts:
        if not isinstance(value, str) or not (language is None or isinstance(language, str)):
            raise DocumentError("jsonld.invalid_value", "Only text has a language or a direction.")
        if base_direction not in (None, "ltr", "rtl"):
            raise DocumentError("jsonld.invalid_value", '@direction must be "ltr" or "rtl".')
        if isinstance(language, str) and not is_language_tag(language):
            raise DocumentError("jsonld.language", f"{language!r} is not a well-formed language tag.")
        suffix = compiler.suffix(language, base_direction if isinstance(base_direction, str) else None)
        return f'"{escape_literal(value)}{suffix}'
    return f'"{escape_literal(value)}"' if isinstance(value, str) else format_native(value, datatype=None)


def _is_none(tag: str, context: Context) -> bool:
    """Say whether a key of a map stands for ``@none``."""
    if tag == "@none":
        return True
    term = context.terms.get(tag)
    return term is not None and term.iri == "@none"
