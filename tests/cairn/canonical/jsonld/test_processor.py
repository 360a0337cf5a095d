"""The processor against another implementation, pyoxigraph, on random documents.

Whatever is accepted must mean the same to both. The other one drops what it does not understand, so it takes
documents that are refused here; it never has to take one that is accepted here to mean something else.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cairn.canonical import nquads, rdfc
from cairn.canonical.jsonld import Processor, to_rdf, walk
from cairn.canonical.jsonld.compiler import Compiler
from cairn.canonical.jsonld.context import expand_iri
from cairn.canonical.jsonld.walk import Walk
from cairn.credentials import contexts
from cairn.errors import DocumentError
from factories.documents import CREDENTIALS_V2, OPEN_BADGES_3, realistic_credential
from factories.mutations import mutated_documents

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject

GREAT = re.compile(rb'"-?[0-9]{16,}"')
PROCESSOR = Processor(contexts.load)
URLS = [CREDENTIALS_V2, OPEN_BADGES_3]
INLINE = [contexts.load(url)["@context"] for url in URLS]
# One context per feature, under names that do not collide.
CONTEXT: JsonObject = {
    "@version": 1.1,
    "id": "@id",
    "type": "@type",
    "v": "@value",
    "ex": "urn:ex:",
    "text": "urn:p:text",
    "english": {"@id": "urn:p:english", "@language": "en"},
    "date": {"@id": "urn:p:date", "@type": "urn:t:date"},
    "link": {"@id": "urn:p:link", "@type": "@id"},
    "kind": {"@id": "urn:p:kind", "@type": "@vocab"},
    "ordered": {"@id": "urn:p:ordered", "@container": "@list"},
    "several": {"@id": "urn:p:several", "@container": "@set"},
    "spoken": {"@id": "urn:p:spoken", "@container": "@language"},
    "left": {"@id": "urn:p:left", "@context": {"text": "urn:left:text", "link": "urn:left:link"}},
    "Plain": "urn:c:Plain",
    "Scoped": {"@id": "urn:c:Scoped", "@context": {"text": "urn:scoped:text", "only": "urn:scoped:only"}},
    "Kept": {"@id": "urn:c:Kept", "@context": {"@propagate": True, "text": "urn:kept:text"}},
}
texts = st.text(st.characters(codec="utf-8"), max_size=6)
addresses = st.sampled_from(
    ["ex:a", "urn:b", "https://a.example/c", "did:example:d", "_:e", "relative", "a b:c"]
)
scalars = st.one_of(
    texts,
    st.booleans(),
    st.integers(-(2**53), 2**53),
    st.floats(-1e9, 1e9, width=32).map(lambda number: round(number, 3)),
    st.builds(lambda text: {"v": text}, texts),
    st.builds(lambda text, tag: {"v": text, "@language": tag}, texts, st.sampled_from(["en", "DE-AT"])),
    st.builds(lambda text: {"v": text, "type": "urn:t:own"}, texts),
)
LITERAL_KEYS = ["text", "english", "date", "several", "left", "ex:p", "urn:q", "https://a.example/p"]


def some(values: Any) -> Any:
    return st.one_of(values, st.lists(values, max_size=3))


def nodes(inner: Any) -> Any:
    return st.fixed_dictionaries(
        {},
        optional={
            "id": addresses,
            "type": some(st.sampled_from(["Plain", "Scoped", "Kept", "ex:C"])),
            "link": some(st.one_of(addresses, inner.filter(lambda value: isinstance(value, dict)))),
            "kind": some(st.sampled_from(["Plain", "text", "ex:k", "urn:k"])),
            "ordered": some(scalars),
            "spoken": st.dictionaries(st.sampled_from(["en", "de-AT"]), some(texts)),
            "only": texts,
            **{key: some(inner) for key in LITERAL_KEYS},
        },
    )


def canonical_by_pyoxigraph(document: Any) -> bytes:
    quads = list(pyoxigraph.parse(json.dumps(document), pyoxigraph.RdfFormat.JSON_LD))
    written = pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.N_QUADS)
    assert written is not None
    return rdfc.canonize(nquads.parse(written.decode()))


def agree(document: Any, *, inline: Any, processor: Processor = PROCESSOR) -> bool:
    """Tell whether the document was accepted; fail where the two then differ."""
    try:
        mine = rdfc.canonize(processor.to_rdf(document))
    except DocumentError:
        return False
    if GREAT.search(mine):
        # pyoxigraph writes such an integer as its nearest decimal, ECMAScript and Cairn as it is.
        return True
    assert mine == canonical_by_pyoxigraph({**document, "@context": inline})
    return True


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(nodes(st.recursive(scalars, nodes, max_leaves=6)))
def test_random_documents_mean_the_same_to_another_implementation(document: Any) -> None:
    agree({**document, "@context": CONTEXT}, inline=CONTEXT)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated_documents([realistic_credential()]))
def test_tampered_credentials_mean_the_same_to_another_implementation(document: JsonObject) -> None:
    if document.get("@context") == URLS:
        agree(document, inline=INLINE)


def test_a_credential_means_the_same_to_another_implementation() -> None:
    document = realistic_credential()
    assert document["@context"] == URLS
    assert agree(document, inline=INLINE)


def test_one_document_needs_no_processor_of_its_own() -> None:
    document = realistic_credential()
    assert to_rdf(document, loader=contexts.load) == PROCESSOR.to_rdf(document)


def test_what_was_compiled_for_one_document_does_not_leak_into_another() -> None:
    used = Processor(contexts.load)
    other: JsonObject = {"@context": {"name": "urn:mine"}, "name": "n", "@id": "urn:s"}
    used.to_rdf(realistic_credential())
    assert used.to_rdf(other).ground == ['<urn:s> <urn:mine> "n" .\n']


def test_base_direction_is_refused_where_rdf_would_lose_it() -> None:
    document: JsonObject = {"@id": "urn:s", "urn:p": {"@value": "x", "@direction": "rtl"}}
    kept = Processor(contexts.load).to_rdf(document)
    assert kept.ground == ['<urn:s> <urn:p> "x"^^<https://www.w3.org/ns/i18n#_rtl> .\n']
    with pytest.raises(DocumentError) as caught:
        Processor(contexts.load, direction=None).to_rdf(document)
    assert caught.value.code == "jsonld.direction"


def test_tracing_gives_the_same_quads() -> None:
    document = realistic_credential()
    trace, dataset = PROCESSOR.trace(document), PROCESSOR.to_rdf(document)
    assert (trace.ground, trace.linked) == (dataset.ground, dataset.linked)


EVERYTHING: JsonObject = {
    "@context": CONTEXT,
    "id": "ex:root",
    "type": "Scoped",
    "text": 'back\\slash and "quote"',
    "only": "here",
    "english": "word",
    "spoken": {"de-AT": "Wort"},
    "date": "2026-01-31",
    "link": [
        "ex:near",
        "_:shared",
        {"id": "urn:inner", "text": "outside of the type", "several": 1.5, "link": "_:shared"},
    ],
    "ordered": ["one", "two", "three"],
    "left": {"id": "urn:left", "text": "scoped", "link": "_:shared"},
    "kind": ["Plain", "text"],
}


def _forgets_escapes(text: str) -> str:
    return text


def _writes_numbers_as_python_does(value: float, *, datatype: str | None) -> str:
    return f'"{value}"'


def _ignores_types(self: Any, active: Any, types: Any) -> Any:
    return active


def _ignores_property_scopes(self: Any, active: Any, key: str, *, revert: bool) -> Any:
    return active.previous if revert and active.previous is not None else active


def _keeps_the_context_for_children(self: Any, element: Any, entry: Any, context: Any) -> Any:
    return context


def _forgets_languages(self: Any, language: Any, base_direction: Any) -> str:
    return '"'


def _turns_lists_round(self: Any, entry: Any, value: Any, context: Any, graph: str) -> str:
    return LIST(self, entry, value[::-1], context, graph)


def _tells_shared_blank_nodes_apart(self: Any, label: str) -> str:
    return str(self._blank())


def _ignores_prefixes(context: Any, value: str, *, vocab: bool) -> str:
    return value if ":" in value else expand_iri(context, value, vocab=vocab)


def _keeps_entries_by_key_alone(self: Any, context: Any, key: str) -> Any:
    shared = self.__dict__.setdefault("shared", {})
    if key not in shared:
        shared[key] = ENTRY(self, context, key)
    context.plans.clear()
    return shared[key]


def _loses_types(self: Any, names: Any, context: Any) -> Any:
    opening = OPEN(self, names, context)
    opening.kinds = opening.kinds[1:]
    return opening


ENTRY, LIST, OPEN = Compiler.entry, Walk._list, Walk._open
FAULTS = [
    (walk, "escape_literal", _forgets_escapes),
    (walk, "format_native", _writes_numbers_as_python_does),
    (Compiler, "typed", _ignores_types),
    (Compiler, "scoped", _ignores_property_scopes),
    (Walk, "_child", _keeps_the_context_for_children),
    (Compiler, "suffix", _forgets_languages),
    (Walk, "_list", _turns_lists_round),
    (Walk, "_given_blank", _tells_shared_blank_nodes_apart),
    (walk, "expand_iri", _ignores_prefixes),
    (Compiler, "entry", _keeps_entries_by_key_alone),
    (Walk, "_open", _loses_types),
]


def test_a_document_with_everything_means_the_same_to_another_implementation() -> None:
    assert agree(EVERYTHING, inline=CONTEXT, processor=Processor(contexts.load))


@pytest.mark.parametrize(("where", "name", "fault"), FAULTS, ids=lambda part: getattr(part, "__name__", part))
def test_the_comparison_catches_a_planted_fault(
    where: Any, name: str, fault: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(where, name, fault)
    with pytest.raises((AssertionError, DocumentError)):
        assert agree(EVERYTHING, inline=CONTEXT, processor=Processor(contexts.load))
