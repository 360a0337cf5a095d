"""Contexts that break a rule are refused, whether or not a document uses the term."""

from __future__ import annotations

from typing import Any

import pytest

from cairn.canonical.jsonld.context import Context
from cairn.canonical.jsonld.definitions import process_context
from cairn.credentials import contexts
from cairn.errors import DocumentError

EMPTY = Context(terms={})


def process(local: Any, active: Context = EMPTY) -> Context:
    return process_context(active, local, loader=contexts.load)


@pytest.mark.parametrize("url", contexts.urls())
def test_every_bundled_context_can_be_processed(url: str) -> None:
    assert process(url) is not EMPTY


@pytest.mark.parametrize(
    ("local", "code"),
    [
        (5, "context.invalid"),
        ({"@version": 1.0}, "context.version"),
        ({"@version": True}, "context.version"),
        ({"@base": "http://example.org/"}, "jsonld.unsupported"),
        ({"@vocab": "relative"}, "jsonld.unsupported"),
        ({"@id": "http://example.org/"}, "context.keyword"),
        ({"": "http://example.org/"}, "context.invalid"),
        ({"a": "b:c", "b": "a:d"}, "context.cyclic"),
        ({"a": {"@id": "urn:a", "@container": "@everything"}}, "context.invalid"),
        ({"a": {"@id": "urn:a", "@container": ["@list", "@set"]}}, "context.invalid"),
        ({"a": {"@id": "urn:a", "@type": "nonsense"}}, "context.invalid"),
        ({"a": {"@id": "urn:a", "@colour": "red"}}, "context.invalid"),
        ({"a": {"@id": "urn:a", "@language": 1}}, "context.invalid"),
        ({"a": {"@id": "urn:a", "@direction": "up"}}, "context.invalid"),
        ({"a": {"@id": "urn:a", "@context": {"b": 5}}}, "context.scoped"),
        ({"a": "undefined"}, "jsonld.undefined_term"),
        ({"@propagate": "yes"}, "context.invalid"),
        ("relative/context", "jsonld.relative_iri"),
        ("https://attacker.example/", "context.unknown"),
    ],
)
def test_broken_context_is_refused(local: Any, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        process(local)
    assert caught.value.code == code


def test_null_context_cannot_undo_protected_terms() -> None:
    protected = process("https://www.w3.org/ns/credentials/v2")
    with pytest.raises(DocumentError) as caught:
        process(None, protected)
    assert caught.value.code == "context.protected"


def test_context_that_includes_itself_is_refused() -> None:
    def load(url: str) -> dict[str, Any]:
        return {"@context": [url]}

    with pytest.raises(DocumentError) as caught:
        process_context(EMPTY, "https://example.org/loop", loader=load)
    assert caught.value.code == "context.recursive"


def test_data_integrity_v1_after_credentials_v2_clashes_and_v2_does_not() -> None:
    base = "https://www.w3.org/ns/credentials/v2"
    with pytest.raises(DocumentError) as caught:
        process([base, "https://w3id.org/security/data-integrity/v1"])
    assert caught.value.code == "context.protected"
    process([base, "https://w3id.org/security/data-integrity/v2"])
