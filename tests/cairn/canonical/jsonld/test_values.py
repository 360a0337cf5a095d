"""Literals from value objects, language maps and JSON."""

from __future__ import annotations

from typing import Any

import pytest

from cairn.canonical.jsonld import Processor
from cairn.credentials import contexts
from cairn.errors import DocumentError

XSD = "http://www.w3.org/2001/XMLSchema#"
I18N = "https://www.w3.org/ns/i18n#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
CONTEXT = {
    "@version": 1.1,
    "spoken": {"@id": "urn:p", "@container": "@language"},
    "rtl": {"@id": "urn:p", "@container": "@language", "@direction": "rtl"},
    "data": {"@id": "urn:p", "@type": "@json"},
    "none": "@none",
    "date": XSD + "date",
    "v": "@value",
}


def terms(key: str, value: Any, **context: Any) -> list[str]:
    """Return the objects of the one property of a node, as N-Quads writes them."""
    document: Any = {"@context": {**CONTEXT, **context}, "@id": "urn:s", key: value}
    ground = Processor(contexts.load).to_rdf(document).ground
    return sorted(line.removeprefix("<urn:s> <urn:p> ").removesuffix(" .\n") for line in ground)


@pytest.mark.parametrize(
    ("value", "term"),
    [
        ({"@value": "a"}, '"a"'),
        ({"@value": ""}, '""'),
        ({"v": 'q"'}, '"q\\""'),
        ({"@value": "2026-01-31", "@type": "date"}, f'"2026-01-31"^^<{XSD}date>'),
        ({"@value": "a", "@type": "urn:t"}, '"a"^^<urn:t>'),
        ({"@value": True}, f'"true"^^<{XSD}boolean>'),
        ({"@value": 2, "@type": XSD + "double"}, f'"2.0E0"^^<{XSD}double>'),
        ({"@value": "a", "@language": "DE-at"}, '"a"@de-at'),
        ({"@value": "a", "@language": "ar", "@direction": "rtl"}, f'"a"^^<{I18N}ar_rtl>'),
        ({"@value": "a", "@direction": "ltr"}, f'"a"^^<{I18N}_ltr>'),
        ({"@value": {"b": 1, "a": []}, "@type": "@json"}, f'"{{\\"a\\":[],\\"b\\":1}}"^^<{RDF}JSON>'),
        ({"@value": None, "@type": "@json"}, f'"null"^^<{RDF}JSON>'),
    ],
)
def test_value_objects(value: Any, term: str) -> None:
    assert terms("urn:p", value) == [term]


@pytest.mark.parametrize(
    "value",
    [
        {"@value": None},
        {"@value": ["a"]},
        {"@value": {"a": "b"}},
        {"@value": "a", "@type": "urn:t", "@language": "en"},
        {"@value": "a", "@type": ["urn:t"]},
        {"@value": "a", "@type": 5},
        {"@value": 5, "@language": "en"},
        {"@value": "a", "@language": 5},
        {"@value": "a", "@direction": "up"},
        {"@value": "a", "@id": "urn:x"},
        {"@value": "a", "urn:q": "hidden"},
        {"@value": "a", "v": "b"},
        {"@value": "a", "@index": "hidden"},
    ],
)
def test_value_object_that_hides_or_breaks_something_is_refused(value: Any) -> None:
    with pytest.raises(DocumentError) as caught:
        terms("urn:p", value)
    assert caught.value.code == "jsonld.invalid_value"
    assert caught.value.where.startswith("/urn:p")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({"@value": "a", "@language": "e n"}, "jsonld.language"),
        ({"@value": "a", "@type": "unknown"}, "jsonld.undefined_term"),
        ({"@value": "a", "@type": "_:b"}, "jsonld.relative_iri"),
    ],
)
def test_language_and_datatype_must_be_ones(value: Any, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        terms("urn:p", value)
    assert caught.value.code == code


def test_a_language_map_gives_one_literal_for_each_text() -> None:
    value = {"en": "a", "DE": ["b", "c"], "@none": "d", "none": "e"}
    assert terms("spoken", value) == ['"a"@en', '"b"@de', '"c"@de', '"d"', '"e"']


def test_a_language_map_keeps_the_direction_of_its_term() -> None:
    assert terms("rtl", {"ar": "a"}) == [f'"a"^^<{I18N}ar_rtl>']


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("text", "jsonld.invalid_language_map"),
        (["text"], "jsonld.invalid_language_map"),
        ({"en": 5}, "jsonld.invalid_language_map"),
        ({"en": None}, "jsonld.invalid_language_map"),
        ({"en": [None]}, "jsonld.invalid_language_map"),
        ({"en": {"@value": "a"}}, "jsonld.invalid_language_map"),
        ({"e n": "a"}, "jsonld.language"),
    ],
)
def test_language_map_that_would_lose_something_is_refused(value: Any, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        terms("spoken", value)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1.0, "a": [True, None]}, '{\\"a\\":[true,null],\\"b\\":1}'),
        ("text", '\\"text\\"'),
        (None, "null"),
        ([], "[]"),
        ({"@context": "urn:ignored", "@id": 5}, '{\\"@context\\":\\"urn:ignored\\",\\"@id\\":5}'),
    ],
)
def test_json_is_one_literal_in_its_canonical_form(value: Any, text: str) -> None:
    assert terms("data", value) == [f'"{text}"^^<{RDF}JSON>']
