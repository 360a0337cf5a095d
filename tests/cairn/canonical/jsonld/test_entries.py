"""What a key means in a context."""

from __future__ import annotations

from typing import Any

import pytest

from cairn.canonical.jsonld.context import Context
from cairn.canonical.jsonld.definitions import process_context
from cairn.canonical.jsonld.entries import (
    Entry,
    compile_entry,
    datatype_suffix,
    is_language_tag,
    text_suffix,
)
from cairn.credentials import contexts
from cairn.errors import DocumentError

XSD = "http://www.w3.org/2001/XMLSchema#"
I18N = "https://www.w3.org/ns/i18n#"


def entry(definition: Any, *, key: str = "p", direction: bool = True, **others: Any) -> Entry:
    local: Any = {"@version": 1.1, key: definition, **others}
    context = process_context(Context(terms={}), local, loader=contexts.load)
    return compile_entry(context, key, direction=direction)


@pytest.mark.parametrize(
    ("definition", "suffix"),
    [
        ("urn:p", '"'),
        ({"@id": "urn:p", "@type": XSD + "date"}, f'"^^<{XSD}date>'),
        ({"@id": "urn:p", "@type": XSD + "string"}, '"'),
        ({"@id": "urn:p", "@type": "@none"}, '"'),
        ({"@id": "urn:p", "@language": "EN-gb"}, '"@en-gb'),
        ({"@id": "urn:p", "@language": "ar", "@direction": "rtl"}, f'"^^<{I18N}ar_rtl>'),
    ],
)
def test_plain_text_needs_nothing_but_its_suffix(definition: Any, suffix: str) -> None:
    compiled = entry(definition)
    assert (compiled.predicate, compiled.direct) == ("<urn:p>", suffix)


@pytest.mark.parametrize(("kind", "vocab"), [("@id", False), ("@vocab", True)])
def test_text_of_a_reference_is_an_address(kind: str, vocab: bool) -> None:
    compiled = entry({"@id": "urn:p", "@type": kind})
    assert (compiled.suffix, compiled.direct, compiled.vocab) == (None, None, vocab)


@pytest.mark.parametrize(
    ("definition", "flag"),
    [
        ({"@id": "urn:p", "@container": "@list"}, "as_list"),
        ({"@id": "urn:p", "@container": "@language"}, "as_map"),
        ({"@id": "urn:p", "@container": "@graph"}, "as_graph"),
        ({"@id": "urn:p", "@type": "@json"}, "is_json"),
        ({"@reverse": "urn:p"}, "reverse"),
    ],
)
def test_special_kinds_are_not_taken_as_plain_text(definition: Any, flag: str) -> None:
    compiled = entry(definition)
    assert getattr(compiled, flag)
    assert compiled.special
    assert compiled.direct is None


def test_a_term_with_a_context_of_its_own_is_not_taken_as_plain_text() -> None:
    compiled = entry({"@id": "urn:p", "@context": {"q": "urn:q"}})
    assert compiled.scoped
    assert compiled.direct is None


def test_another_name_of_a_keyword_is_the_keyword() -> None:
    assert entry("@id").keyword == "@id"


def test_the_default_language_holds_where_a_term_says_none() -> None:
    assert entry("urn:p", **{"@language": "fr"}).direct == '"@fr'
    assert entry({"@id": "urn:p", "@language": None}, **{"@language": "fr"}).direct == '"'


@pytest.mark.parametrize("container", ["@index", "@id", "@type", ["@graph", "@id"], ["@graph", "@index"]])
def test_a_container_whose_keys_rdf_would_lose_is_refused(container: Any) -> None:
    with pytest.raises(DocumentError) as caught:
        entry({"@id": "urn:p", "@container": container})
    assert caught.value.code == "jsonld.unsupported"


def test_a_nested_property_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        entry({"@id": "urn:p", "@nest": "@nest"})
    assert caught.value.code == "jsonld.unsupported"


@pytest.mark.parametrize("key", ["_:b", "rel", "a b", "@foo"])
def test_a_key_that_is_no_absolute_address_is_refused(key: str) -> None:
    with pytest.raises(DocumentError) as caught:
        compile_entry(Context(terms={}), key, direction=True)
    assert caught.value.code in {"jsonld.undefined_term", "jsonld.blank_predicate", "jsonld.keyword_like"}


def test_a_datatype_that_closes_its_bracket_to_forge_a_statement_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        datatype_suffix("urn:t> .\n<urn:s> <urn:p> <urn:o")
    assert caught.value.code == "jsonld.relative_iri"


@pytest.mark.parametrize("tag", ["en", "en-GB", "zh-Hant-TW", "x-a1"])
def test_a_language_tag_is_taken(tag: str) -> None:
    assert is_language_tag(tag)
    assert text_suffix(tag, None, direction=True) == f'"@{tag.lower()}'


@pytest.mark.parametrize(
    "tag", ["", "e n", "en_GB", "1a", "en-", "abcdefghi", "en-123456789", "é", "en> .\n<urn:s>"]
)
def test_what_is_no_language_tag_is_refused(tag: str) -> None:
    assert not is_language_tag(tag)
    with pytest.raises(DocumentError) as caught:
        text_suffix(tag, None, direction=True)
    assert caught.value.code == "jsonld.language"
