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
from cairn.canonical.jsonld import Processor, to_rdf
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


def agree(document: Any, *, inline: Any) -> bool:
    """Tell whether the document was accepted; fail where the two then differ."""
    try:
        mine = rdfc.canonize(PROCESSOR.to_rdf(document))
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
