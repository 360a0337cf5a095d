"""Every member and type has a meaning in the contexts, so that it is signed.

``tests/cairn/quality/lint/rules/test_terms_unsigned.py`` has its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cairn.canonical.jsonld.compiler import Compiler
from cairn.canonical.jsonld.context import KEYWORDS
from cairn.canonical.strict_json import format_pointer
from cairn.credentials import contexts
from cairn.errors import DocumentError
from cairn.quality.lint.addresses import shorten
from cairn.quality.lint.findings import Hit, LintSeverity, Rule, Scope
from cairn.quality.lint.parts import SIGNED_BY_OTHERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.canonical.jsonld.context import Context
    from cairn.canonical.strict_json import JsonObject
    from cairn.quality.lint.parts import Part

_COMPILER: Final = Compiler(contexts.load, direction=True)
_MAX_DEPTH: Final = 100


def _check(part: Part) -> Iterator[Hit]:
    try:
        context = _COMPILER.apply(_COMPILER.initial, part.document.get("@context"))
    except DocumentError:
        return
    found: list[Hit] = []
    _walk(part.document, context, "", found)
    yield from found


def _walk(element: JsonObject, context: Context, where: str, found: list[Hit]) -> None:
    """Collect what has no meaning in a node, as :mod:`cairn.canonical.jsonld.walk` would refuse it."""
    if where.count("/") > _MAX_DEPTH:
        return
    context = _typed(element, context, where, found)
    terms = context.terms
    for key, member in element.items():
        term = terms.get(key)
        if term is None or term.iri is None:
            if key not in KEYWORDS and (term is not None or (":" not in key and context.vocab is None)):
                found.append(_unsigned(key, where + format_pointer(key)))
        elif type(member) is dict:
            if key not in SIGNED_BY_OTHERS and term.type != "@json" and "@value" not in member:
                _walk(member, _COMPILER.scoped(context, key, revert=True), f"{where}/{key}", found)
        elif type(member) is list and key not in SIGNED_BY_OTHERS and term.type != "@json":
            inner = _COMPILER.scoped(context, key, revert=True)
            for index, item in enumerate(member):
                if type(item) is dict and "@value" not in item:
                    _walk(item, inner, f"{where}/{key}/{index}", found)


def _typed(element: JsonObject, context: Context, where: str, found: list[Hit]) -> Context:
    """Return the context inside a node with its types."""
    types = element.get("type")
    scoped: list[str] = []
    for name in types if isinstance(types, list) else [types]:
        if not isinstance(name, str):
            continue
        term = context.terms.get(name)
        if term is None or term.iri is None:
            if ":" not in name and context.vocab is None:
                found.append(_unsigned(name, f"{where}/type"))
        elif isinstance(term.context, dict | list | str):
            scoped.append(name)
    return _COMPILER.typed(context, tuple(sorted(set(scoped)))) if scoped else context


def _unsigned(term: str, where: str) -> Hit:
    return Hit(where=where, values={"term": shorten(term)})


RULE: Final = Rule(
    code="lint.terms_unsigned",
    severity=LintSeverity.ERROR,
    scopes=(Scope.FRAME,),
    message="The contexts give {term} no meaning, so a Data Integrity proof would not cover it.",
    mend="Leave it out, correct its spelling, or say it with a member of the standard.",
    reason=(
        "JSON-LD drops what has no meaning: anybody could change it afterwards and the proof "
        "would still hold."
    ),
    check=_check,
)
