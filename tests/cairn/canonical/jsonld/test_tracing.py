"""What the text of a document decides besides the term it stands for."""

from __future__ import annotations

from typing import Any

from cairn.canonical.jsonld import Processor
from cairn.credentials import contexts
from factories.documents import realistic_credential

CONTEXT = {
    "@version": 1.1,
    "ex": "urn:ex:",
    "odd:": "@id",
    "link": {"@id": "urn:link", "@type": "@id"},
    "kind": {"@id": "urn:kind", "@type": "@vocab"},
    "text": "urn:text",
    "lang": "@language",
}


def trace(**document: Any) -> Any:
    return Processor(contexts.load).trace({"@context": CONTEXT, **document})


def test_text_that_vocabulary_may_replace_is_fixed() -> None:
    assert "urn:some" in trace(kind="urn:some").fixed


def test_a_type_is_fixed() -> None:
    assert "urn:T" in trace(**{"@type": "urn:T"}, text="t").fixed


def test_plain_text_and_addresses_are_not_fixed() -> None:
    found = trace(text="plain", link="urn:there", **{"@id": "urn:here"})
    assert not found.fixed & {"plain", "urn:there", "urn:here"}


def test_all_of_a_value_object_but_its_value_is_fixed() -> None:
    fixed = trace(text={"@value": "v", "lang": "en"}, **{"urn:p": {"@value": "w", "@type": "urn:t"}}).fixed
    assert {"en", "urn:t"} <= fixed
    assert not {"v", "w"} & fixed


def test_names_that_would_turn_an_address_into_another_are_prefixes() -> None:
    assert {"ex", "odd"} <= trace(link="urn:x").prefixes
    assert "text" not in trace(link="urn:x").prefixes


def test_prefixes_of_scoped_contexts_are_met_too() -> None:
    local = {"T": {"@id": "urn:T", "@context": {"deep": "urn:deep/"}}}
    found = Processor(contexts.load).trace({"@context": local, "@type": "T", "urn:p": "x"})
    assert "deep" in found.prefixes


def test_a_credential_fixes_its_types_and_its_status_purpose() -> None:
    fixed = Processor(contexts.load).trace(realistic_credential()).fixed
    assert not {"Zoë Ångström", "Explained two labels. Holder 1."} & fixed
