"""IRI expansion."""

from __future__ import annotations

import pytest

from cairn.canonical.jsonld.context import Context, Term, expand_iri
from cairn.errors import DocumentError

TERMS = {
    "name": Term(iri="https://schema.org/name"),
    "ex": Term(iri="http://example.org/", prefix=True),
    "plain": Term(iri="http://example.org/plain/"),
    "nothing": Term(iri=None),
    "id": Term(iri="@id"),
}
CONTEXT = Context(terms=TERMS)


@pytest.mark.parametrize(
    ("value", "vocab", "iri"),
    [
        ("name", True, "https://schema.org/name"),
        ("ex:a", True, "http://example.org/a"),
        ("ex:a", False, "http://example.org/a"),
        ("ex://a", True, "ex://a"),
        ("plain:a", True, "plain:a"),
        ("_:b0", False, "_:b0"),
        ("@type", True, "@type"),
        ("id", True, "@id"),
        ("urn:uuid:1", False, "urn:uuid:1"),
    ],
)
def test_expansion(value: str, vocab: bool, iri: str) -> None:
    assert expand_iri(CONTEXT, value, vocab=vocab) == iri


@pytest.mark.parametrize(
    ("value", "vocab", "code"),
    [
        ("unknown", True, "jsonld.undefined_term"),
        ("nothing", True, "jsonld.undefined_term"),
        ("name", False, "jsonld.relative_iri"),
        ("../up", False, "jsonld.relative_iri"),
        ("", False, "jsonld.relative_iri"),
        ("@frobnicate", True, "jsonld.keyword_like"),
    ],
)
def test_what_has_no_absolute_iri_is_refused(value: str, vocab: bool, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        expand_iri(CONTEXT, value, vocab=vocab)
    assert caught.value.code == code


def test_vocabulary_catches_what_no_term_defines() -> None:
    context = Context(terms=TERMS, vocab="https://vocab.example/#")
    assert expand_iri(context, "anything", vocab=True) == "https://vocab.example/#anything"
