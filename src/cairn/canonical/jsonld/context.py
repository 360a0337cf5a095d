"""Active contexts of JSON-LD 1.1 and the expansion of IRIs in them.

Covers JSON-LD 1.1 API, sections 4.1 (context processing, see :mod:`.definitions`) and 5.2 (IRI expansion).
Keyword-like terms, relative vocabularies and ``@base`` are refused rather than ignored: whatever would be
dropped would also be unsigned. Proved by ``tests/cairn/canonical/jsonld/test_w3c_to_rdf.py``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final, TypeAlias

from cairn.canonical.rdf import is_iri
from cairn.canonical.strict_json import JsonObject, JsonValue
from cairn.errors import DocumentError

if TYPE_CHECKING:
    from cairn.canonical.jsonld.entries import Entry

ContextLoader: TypeAlias = Callable[[str], JsonObject]
"""Gives the JSON document of a context URL, or raises ``DocumentError("context.unknown")``."""

KEYWORDS: Final = frozenset(
    {
        "@base", "@container", "@context", "@default", "@direction", "@graph", "@id", "@import", "@included",
        "@index", "@json", "@language", "@list", "@nest", "@none", "@prefix", "@propagate", "@protected",
        "@reverse", "@set", "@type", "@value", "@version", "@vocab",
    }
)  # fmt: skip
KEYWORD_LIKE: Final = re.compile(r"@[A-Za-z]+\Z")


class Unset(Enum):
    """The absence of a setting, where ``None`` means an explicit null."""

    UNSET = "unset"


UNSET: Final = Unset.UNSET


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term definition; ``iri`` is ``None`` where the context decouples the term with null."""

    iri: str | None
    reverse: bool = False
    type: str | None = None
    language: str | Unset | None = UNSET
    direction: str | Unset | None = UNSET
    container: frozenset[str] = frozenset()
    context: JsonValue | Unset = UNSET
    nest: str | None = None
    index: str | None = None
    prefix: bool = False
    protected: bool = False


class Context:
    """An active context: never changed once it is made, so that whatever is compiled from it can be kept.

    The rest is filled as documents are read: ``typed`` and ``scoped`` with contexts after type-scoping and
    after property-scoping, ``openings`` with how nodes of some types begin, ``plans`` with the compiled
    entries by key, and ``kinds`` with the N-Quads terms of vocabulary terms. The ``*_keys`` are the names
    that the keywords have here; ``wrapper_keys`` are those of objects that are no nodes.
    """

    __slots__ = (
        "direction", "graph_keys", "id_keys", "kinds", "language", "list_keys", "openings", "plans",
        "previous", "scoped", "set_keys", "terms", "type_keys", "typed", "value_keys", "vocab",
        "wrapper_keys",
    )  # fmt: skip

    def __init__(
        self,
        *,
        terms: dict[str, Term],
        vocab: str | None = None,
        language: str | None = None,
        direction: str | None = None,
        previous: Context | None = None,
    ) -> None:
        self.terms = terms
        self.vocab = vocab
        self.language = language
        self.direction = direction
        self.previous = previous
        self.typed: dict[tuple[str, ...], Context] = {}
        self.scoped: dict[tuple[str, bool], Context] = {}
        self.openings: dict[tuple[str, ...], Opening] = {}
        self.plans: dict[str, Entry] = {}
        self.kinds: dict[str, str] = {}
        self.id_keys = self._aliases("@id")
        self.type_keys = self._aliases("@type")
        self.value_keys = self._aliases("@value")
        self.list_keys = self._aliases("@list")
        self.set_keys = self._aliases("@set")
        self.graph_keys = self._aliases("@graph")
        self.wrapper_keys = frozenset(self.value_keys + self.list_keys + self.set_keys)

    def _aliases(self, keyword: str) -> tuple[str, ...]:
        return (*(name for name, term in self.terms.items() if term.iri == keyword), keyword)


class Opening:
    """How a node of some types begins: its context after type-scoping, and the N-Quads terms of its types.

    ``renames_type`` says that ``@type`` has other names inside than outside.
    """

    __slots__ = ("context", "kinds", "renames_type")

    def __init__(self, outside: Context, context: Context, kinds: tuple[str, ...]) -> None:
        self.context = context
        self.kinds = kinds
        self.renames_type = {*outside.type_keys} != {*context.type_keys}


def expand_iri(context: Context, value: str, *, vocab: bool) -> str:
    """Return the keyword, absolute IRI or blank node identifier that ``value`` stands for.

    ``vocab`` says whether terms and the vocabulary mapping apply. Raises ``DocumentError`` where the value
    would expand to null or to a relative IRI.
    """
    if value in KEYWORDS:
        return value
    if KEYWORD_LIKE.match(value):
        raise DocumentError("jsonld.keyword_like", f"{value!r} looks like a JSON-LD keyword and is none.")
    terms = context.terms
    term = terms.get(value)
    if term is not None:
        if vocab:
            if term.iri is None:
                raise DocumentError(
                    "jsonld.undefined_term", f"The context sets the term {value!r} to nothing."
                )
            return term.iri
        if term.iri in KEYWORDS:
            return term.iri
    colon = value.find(":", 1)
    if colon > 0:
        if value.startswith("_:") or value.startswith("//", colon + 1):
            return value
        prefix = terms.get(value[:colon])
        if prefix is not None and prefix.prefix and prefix.iri is not None:
            return prefix.iri + value[colon + 1 :]
        if is_iri(value):
            return value
    if vocab and context.vocab is not None:
        return context.vocab + value
    if vocab and colon < 0:
        raise DocumentError("jsonld.undefined_term", f"No context defines {value!r}.")
    raise DocumentError(
        "jsonld.relative_iri",
        f"{value!r} is not an absolute IRI, so it would mean something else at another address.",
        mend="Write the whole address, with its scheme.",
    )
