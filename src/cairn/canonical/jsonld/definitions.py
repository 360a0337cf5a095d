"""Context processing: from local contexts to an active context.

Covers JSON-LD 1.1 API, sections 4.1.2 (context processing) and 4.2.2 (create term definition). Proved by
``tests/cairn/canonical/jsonld/test_w3c_to_rdf.py`` and ``test_definitions.py``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from cairn.canonical.jsonld.context import KEYWORD_LIKE, KEYWORDS, UNSET, Context, ContextLoader, Term, Unset
from cairn.canonical.jsonld.members import read_container, read_direction, read_language, redefines_type
from cairn.canonical.rdf import is_iri
from cairn.errors import DocumentError

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject, JsonValue

MAX_REMOTE_DEPTH: Final = 16
_CONTEXT_KEYWORDS: Final = frozenset(
    {"@base", "@direction", "@import", "@language", "@propagate", "@protected", "@version", "@vocab"}
)
_TERM_KEYWORDS: Final = frozenset(
    [
        "@container",
        "@context",
        "@direction",
        "@id",
        "@index",
        "@language",
        "@nest",
        "@prefix",
        "@protected",
        "@reverse",
        "@type",
    ]
)
_PREFIX_ENDS: Final = frozenset(":/?#[]@")


def process_context(
    active: Context,
    local: JsonValue,
    *,
    loader: ContextLoader,
    propagate: bool = True,
    override_protected: bool = False,
    remote: tuple[str, ...] = (),
    validate_scoped: bool = True,
) -> Context:
    """Return the active context after ``local`` (a URL, an object, null, or a list of these) is applied.

    Raises ``DocumentError`` with a ``context.`` code where the local context breaks a rule.
    """
    if isinstance(local, dict) and "@propagate" in local:
        if not isinstance(local["@propagate"], bool):
            raise DocumentError("context.invalid", "@propagate must be true or false.", where="/@propagate")
        propagate = local["@propagate"]
    origin = active
    result = active
    for member in local if isinstance(local, list) else [local]:
        if member is None:
            if not override_protected and any(term.protected for term in result.terms.values()):
                raise DocumentError("context.protected", "A null context would undo protected terms.")
            result = Context(terms={})
        elif isinstance(member, str):
            result = _process_remote(
                result, member, loader=loader, remote=remote, validate_scoped=validate_scoped,
                override_protected=override_protected,
            )  # fmt: skip
        elif isinstance(member, dict):
            result = _Definitions(
                result, member, loader=loader, remote=remote, validate_scoped=validate_scoped,
                override_protected=override_protected,
            ).process()  # fmt: skip
        else:
            raise DocumentError("context.invalid", "A context must be an address, an object or null.")
    if not propagate and result.previous is None and result is not origin:
        result = Context(
            terms=result.terms,
            vocab=result.vocab,
            language=result.language,
            direction=result.direction,
            previous=origin,
        )
    return result


def _process_remote(
    active: Context,
    url: str,
    *,
    loader: ContextLoader,
    remote: tuple[str, ...],
    validate_scoped: bool,
    override_protected: bool,
) -> Context:
    if not is_iri(url):
        raise DocumentError("jsonld.relative_iri", f"The context address {url!r} is not absolute.")
    if url in remote and not validate_scoped:
        return active
    if url in remote or len(remote) >= MAX_REMOTE_DEPTH:
        raise DocumentError("context.recursive", f"The context {url} includes itself.", where=url)
    return process_context(
        active,
        _load(loader, url),
        loader=loader,
        remote=(*remote, url),
        validate_scoped=validate_scoped,
        override_protected=override_protected,
    )


def _load(loader: ContextLoader, url: str) -> JsonValue:
    document = loader(url)
    if "@context" not in document:
        raise DocumentError("context.invalid", "The context document has no @context.", where=url)
    return document["@context"]


class _Definitions:
    """One local context object on its way into an active context."""

    def __init__(
        self,
        active: Context,
        local: JsonObject,
        *,
        loader: ContextLoader,
        remote: tuple[str, ...],
        validate_scoped: bool,
        override_protected: bool,
    ) -> None:
        self.loader = loader
        self.remote = remote
        self.validate_scoped = validate_scoped
        self.override_protected = override_protected
        self.local = self._imported(local)
        self.before = active.terms
        self.terms = dict(active.terms)
        self.vocab = active.vocab
        self.language = active.language
        self.direction = active.direction
        self.previous = active.previous
        self.defined: dict[str, bool] = {}

    def process(self) -> Context:
        local = self.local
        if local.get("@version", 1.1) != 1.1 or isinstance(local.get("@version"), bool):
            raise DocumentError("context.version", "@version must be the number 1.1.", where="/@version")
        if local.get("@base") is not None:
            raise DocumentError(
                "jsonld.unsupported",
                "@base is refused: what an address means must not depend on a base.",
                where="/@base",
                mend="Write absolute addresses.",
            )
        if "@vocab" in local:
            self.vocab = self._vocab(local["@vocab"])
        if "@language" in local:
            self.language = read_language(local["@language"])
        if "@direction" in local:
            self.direction = read_direction(local["@direction"])
        protected = local.get("@protected", False)
        if not isinstance(protected, bool):
            raise DocumentError("context.invalid", "@protected must be true or false.", where="/@protected")
        for term in local:
            if term not in _CONTEXT_KEYWORDS:
                try:
                    self.define(term, protected=protected)
                except DocumentError as error:
                    raise error.at(f"/@context/{term}") from None
        return Context(
            terms=self.terms,
            vocab=self.vocab,
            language=self.language,
            direction=self.direction,
            previous=self.previous,
        )

    def _imported(self, local: JsonObject) -> JsonObject:
        if "@import" not in local:
            return local
        url = local["@import"]
        if not isinstance(url, str) or not is_iri(url):
            raise DocumentError("context.invalid", "@import must be an absolute address.", where="/@import")
        imported = _load(self.loader, url)
        if not isinstance(imported, dict) or "@import" in imported:
            raise DocumentError("context.invalid", "@import must lead to one context object.", where=url)
        return {**imported, **{key: value for key, value in local.items() if key != "@import"}}

    def _vocab(self, value: JsonValue) -> str | None:
        if value is None:
            return None
        if not isinstance(value, str):
            raise DocumentError("context.invalid", "@vocab must be an address or null.", where="/@vocab")
        iri = self._expand(value)
        if iri is None or not is_iri(iri):
            raise DocumentError("jsonld.unsupported", "@vocab must be an absolute IRI.", where="/@vocab")
        return iri

    def _expand(self, value: str) -> str | None:
        """Expand an IRI inside the context, defining the terms that it leans on first."""
        if value in KEYWORDS:
            return value
        if KEYWORD_LIKE.match(value):
            return None
        if value in self.local and self.defined.get(value) is not True:
            self.define(value, protected=self.local.get("@protected") is True)
        term = self.terms.get(value)
        if term is not None:
            return term.iri
        colon = value.find(":", 1)
        if colon > 0:
            prefix, suffix = value[:colon], value[colon + 1 :]
            if prefix == "_" or suffix.startswith("//"):
                return value
            if prefix in self.local and self.defined.get(prefix) is not True:
                self.define(prefix, protected=self.local.get("@protected") is True)
            known = self.terms.get(prefix)
            if known is not None and known.prefix and known.iri is not None:
                return known.iri + suffix
            if is_iri(value):
                return value
        return None if self.vocab is None else self.vocab + value

    def define(self, name: str, *, protected: bool) -> None:
        """Create one term definition; steps as in the standard's section 4.2.2."""
        if name in self.defined:
            if self.defined[name]:
                return
            raise DocumentError("context.cyclic", f"The definition of {name!r} leads back to itself.")
        if name == "":
            raise DocumentError("context.invalid", "A term must not be empty.")
        self.defined[name] = False
        value = self.local[name]
        if name in KEYWORDS and not (name == "@type" and redefines_type(value)):
            raise DocumentError("context.keyword", f"The keyword {name} cannot be redefined.")
        if KEYWORD_LIKE.match(name) and name not in KEYWORDS:
            raise DocumentError("jsonld.keyword_like", f"{name!r} looks like a JSON-LD keyword and is none.")
        previous = self.terms.pop(name, None)
        simple = isinstance(value, str)
        if value is None:
            value = {"@id": None}
        elif isinstance(value, str):
            value = {"@id": value}
        if not isinstance(value, dict):
            raise DocumentError(
                "context.invalid", f"The definition of {name!r} must be text, an object or null."
            )
        unknown = value.keys() - _TERM_KEYWORDS
        if unknown:
            raise DocumentError("context.invalid", f"A term definition cannot have {min(unknown)!r}.")
        term = self._build(name, value, simple=simple, protected=protected)
        if previous is not None and previous.protected and not self.override_protected:
            if replace(term, protected=True) != previous:
                raise DocumentError("context.protected", f"The protected term {name!r} cannot be redefined.")
            term = previous
        self.terms[name] = term
        self.defined[name] = True

    def _build(self, name: str, value: JsonObject, *, simple: bool, protected: bool) -> Term:
        own = value.get("@protected", protected)
        if not isinstance(own, bool):
            raise DocumentError("context.invalid", "@protected must be true or false.")
        type_ = self._type(value)
        container = read_container(value)
        if "@reverse" in value:
            return self._reverse(value, type_=type_, container=container, protected=own)
        iri, prefix = self._identify(name, value, simple=simple)
        if "@type" in container and type_ not in {None, "@id", "@vocab"}:
            raise DocumentError("context.invalid", "A type map holds @id or @vocab only.")
        if "@context" in value and self.validate_scoped:
            self._validate_scoped(value["@context"], iri)
        language: str | Unset | None = UNSET
        direction: str | Unset | None = UNSET
        if "@type" not in value:
            if "@language" in value:
                language = read_language(value["@language"])
            if "@direction" in value:
                direction = read_direction(value["@direction"])
        if "@prefix" in value:
            if not isinstance(value["@prefix"], bool) or ":" in name or "/" in name or iri in KEYWORDS:
                raise DocumentError("context.invalid", f"{name!r} cannot be declared a prefix.")
            prefix = value["@prefix"]
        nest = value.get("@nest")
        if nest is not None and (not isinstance(nest, str) or (nest in KEYWORDS and nest != "@nest")):
            raise DocumentError("context.invalid", "@nest must name a term.")
        index = value.get("@index")
        if index is not None and (
            not isinstance(index, str) or "@index" not in container or index in KEYWORDS
        ):
            raise DocumentError("context.invalid", "@index in a definition needs an @index container.")
        return Term(
            iri=iri,
            type=type_,
            language=language,
            direction=direction,
            container=container,
            context=value.get("@context", UNSET),
            nest=nest,
            index=index,
            prefix=prefix,
            protected=own,
        )

    def _type(self, value: JsonObject) -> str | None:
        if "@type" not in value:
            return None
        given = value["@type"]
        expanded = self._expand(given) if isinstance(given, str) else None
        if expanded in {"@id", "@json", "@none", "@vocab"}:
            return expanded
        if expanded is None or not is_iri(expanded):
            raise DocumentError(
                "context.invalid", "@type in a definition must be an absolute IRI or keyword."
            )
        return expanded

    def _reverse(
        self, value: JsonObject, *, type_: str | None, container: frozenset[str], protected: bool
    ) -> Term:
        given = value["@reverse"]
        if "@id" in value or "@nest" in value or not isinstance(given, str):
            raise DocumentError("context.invalid", "A reverse property has an @reverse address alone.")
        iri = self._expand(given)
        if iri is None or not is_iri(iri):
            raise DocumentError("context.invalid", "@reverse must be an absolute IRI.")
        if not container <= {"@set", "@index"} or "@context" in value:
            raise DocumentError("jsonld.unsupported", "This kind of reverse property is not supported.")
        return Term(iri=iri, reverse=True, type=type_, container=container, protected=protected)

    def _identify(self, name: str, value: JsonObject, *, simple: bool) -> tuple[str | None, bool]:
        """Return the IRI of a term and whether it may serve as a prefix."""
        if "@id" in value and value["@id"] != name:
            given = value["@id"]
            if given is None:
                return None, False
            if not isinstance(given, str):
                raise DocumentError("context.invalid", "@id in a definition must be text or null.")
            iri = self._expand(given)
            if iri == "@context":
                raise DocumentError("context.keyword", "@context cannot have another name.")
            if iri is None or not (iri in KEYWORDS or is_iri(iri)):
                raise DocumentError(
                    "jsonld.undefined_term", f"{name!r} is defined as {given!r}, which is no IRI."
                )
            if ":" in name[1:-1] or "/" in name:
                self.defined[name] = True
                if self._expand_compact(name) != iri:
                    raise DocumentError(
                        "context.invalid", f"{name!r} reads as an IRI and is mapped to another."
                    )
            prefix = simple and ":" not in name and "/" not in name and iri[-1] in _PREFIX_ENDS
            return iri, prefix
        if ":" in name[1:]:
            iri = self._expand_compact(name)
        elif name == "@type":
            return "@type", False
        else:
            iri = None if self.vocab is None else self.vocab + name
        if iri is None or not is_iri(iri):
            raise DocumentError("jsonld.undefined_term", f"The term {name!r} has no absolute IRI.")
        return iri, False

    def _expand_compact(self, name: str) -> str | None:
        colon = name.find(":", 1)
        if colon < 0:
            return None
        prefix, suffix = name[:colon], name[colon + 1 :]
        if prefix in self.local and not suffix.startswith("//"):
            self.define(prefix, protected=self.local.get("@protected") is True)
        known = self.terms.get(prefix)
        if known is not None and known.iri is not None and not suffix.startswith("//"):
            return known.iri + suffix
        return name

    def _validate_scoped(self, scoped: JsonValue, iri: str | None) -> None:
        try:
            process_context(
                Context(terms=dict(self.terms), vocab=self.vocab, language=self.language),
                scoped,
                loader=self.loader,
                override_protected=True,
                remote=self.remote,
                validate_scoped=False,
            )
        except DocumentError as error:
            raise DocumentError(
                "context.scoped",
                f"The scoped context of {iri} is invalid: {error.message}",
                where=error.where,
            ) from error
