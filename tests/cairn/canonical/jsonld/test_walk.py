"""What would be dropped is refused, wherever in the document it stands."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from cairn.canonical.jsonld import Processor
from cairn.credentials import contexts
from cairn.errors import DocumentError
from factories.documents import realistic_credential

if TYPE_CHECKING:
    from collections.abc import Iterator

PROCESSOR = Processor(contexts.load)


def objects(value: Any, where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every object of a document with its pointer."""
    if isinstance(value, dict):
        yield where, value
        for key, member in value.items():
            yield from objects(member, f"{where}/{key}")
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from objects(member, f"{where}/{index}")


def refusal(document: Any) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        PROCESSOR.to_rdf(document)
    return caught.value


def places() -> list[str]:
    return [where for where, _ in objects(realistic_credential())]


@pytest.mark.parametrize("where", places())
def test_unknown_term_at_any_depth_is_refused_with_its_pointer(where: str) -> None:
    document = realistic_credential()
    dict(objects(document))[where]["clearlyForged"] = "yes"
    error = refusal(document)
    assert error.code == "jsonld.undefined_term"
    assert error.where == f"{where}/clearlyForged"


@pytest.mark.parametrize("where", places())
def test_null_at_any_depth_is_refused(where: str) -> None:
    document = realistic_credential()
    dict(objects(document))[where]["description"] = None
    assert refusal(document).code in {"jsonld.null", "jsonld.undefined_term"}


@pytest.mark.parametrize("where", [place for place in places() if place])
def test_relative_address_at_any_depth_is_refused(where: str) -> None:
    document = realistic_credential()
    dict(objects(document))[where]["id"] = "../elsewhere"
    assert refusal(document).code == "jsonld.relative_iri"


def test_unknown_type_is_refused() -> None:
    document = realistic_credential()
    document["type"] = ["VerifiableCredential", "OpenBadgeCredential", "ForgedCredential"]
    assert refusal(document).code == "jsonld.undefined_term"


def test_inline_context_that_redefines_a_protected_term_is_refused() -> None:
    document = copy.deepcopy(realistic_credential())
    assert isinstance(document["@context"], list)
    document["@context"].append({"name": "https://attacker.example/ignored"})
    assert refusal(document).code == "context.protected"


def test_unknown_context_is_refused_with_its_address() -> None:
    document = realistic_credential()
    document["@context"] = ["https://www.w3.org/ns/credentials/v2", "https://attacker.example/context"]
    error = refusal(document)
    assert (error.code, error.where) == ("context.unknown", "https://attacker.example/context")


@pytest.mark.parametrize("forged", ["@Id", "@typed", "@foo"])
def test_key_that_looks_like_a_keyword_is_refused(forged: str) -> None:
    document = realistic_credential()
    document[forged] = "x"
    assert refusal(document).code == "jsonld.keyword_like"


@pytest.mark.parametrize(
    "iri", ["http://a b", "http://a<b>", 'http://a"b', "http://a\\b", "http://a\nb", "a:b\u0000"]
)
def test_forbidden_character_in_an_iri_is_refused(iri: str) -> None:
    document = realistic_credential()
    document["id"] = iri
    assert refusal(document).code == "jsonld.relative_iri"


def test_two_addresses_of_one_node_are_refused() -> None:
    document = realistic_credential()
    document["@id"] = "urn:another"
    assert refusal(document).code == "jsonld.colliding_keywords"


def test_document_that_says_nothing_is_refused() -> None:
    assert refusal({"@context": [], "@id": "urn:x"}).code == "jsonld.empty"


def test_deep_nesting_ends_in_an_error_not_in_a_crash() -> None:
    document: dict[str, Any] = {"@id": "urn:leaf", "http://example.org/p": "x"}
    for _ in range(5000):
        document = {"http://example.org/p": document}
    assert refusal(document).code == "jsonld.too_deep"


@pytest.mark.parametrize(
    "context",
    [
        {"T": {"@id": "urn:T", "@context": {"kind": "@type"}}, "U": "urn:U"},
        {"kind": "@type", "T": {"@id": "urn:T", "@context": {"kind": "urn:kind"}}, "U": "urn:U"},
    ],
)
def test_key_that_means_a_type_only_inside_or_outside_of_the_type_is_refused(context: Any) -> None:
    document = {"@context": context, "@id": "urn:s", "@type": "T", "kind": "U"}
    assert refusal(document).code == "jsonld.unsupported"
    assert refusal(document).where == "/kind"


def test_address_that_is_a_name_for_a_keyword_is_refused() -> None:
    document = {"@context": {"urn:": "@id"}, "@id": "urn:", "urn:p": "x"}
    assert refusal(document).code == "jsonld.relative_iri"


@pytest.mark.parametrize("forged", [[["Achievement"]], [5], {"@id": "urn:T"}, None, 5, [None]])
def test_type_that_is_no_text_is_refused(forged: Any) -> None:
    document = realistic_credential()
    document["type"] = forged
    error = refusal(document)
    assert (error.code, error.where) == ("jsonld.invalid_type", "/type")
