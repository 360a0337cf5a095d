"""Templates of canonical forms and of JSON text."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.canonical import strict_json
from cairn.canonical.canonizer import Canonizer
from cairn.canonical.templates import compile_canonical, compile_json
from cairn.credentials import contexts
from cairn.errors import DocumentError, UsageError
from factories.documents import realistic_credential

if TYPE_CHECKING:
    from cairn.canonical.strict_json import JsonObject

CANONIZER = Canonizer(contexts.load)
PATHS: list[tuple[str | int, ...]] = [
    ("id",),
    ("credentialSubject", "identifier", 0, "identityHash"),
    ("credentialSubject", "narrative"),
    ("credentialSubject", "result", 0, "value"),
    ("evidence", 0, "id"),
    ("evidence", 0, "narrative"),
    ("credentialStatus", "statusListIndex"),
]
CANONICAL = compile_canonical(realistic_credential(), PATHS, processor=CANONIZER.processor)
TEXT = compile_json(realistic_credential(), PATHS)


def filled(values: tuple[str, ...]) -> JsonObject:
    document: Any = realistic_credential()
    for path, value in zip(PATHS, values, strict=True):
        place = document
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
    return document


texts = st.text(st.characters(codec="utf-8"), max_size=12)
addresses = st.integers(min_value=0).map(lambda number: f"https://example.org/{number}")


@settings(max_examples=150, deadline=None)
@given(st.tuples(addresses, texts, texts, texts, addresses, texts, texts))
def test_filled_template_is_byte_equal_to_the_long_way(values: tuple[str, ...]) -> None:
    document = filled(values)
    assert CANONICAL is not None
    assert CANONICAL.fill(values) == CANONIZER.canonize_plainly(document)
    assert TEXT.fill(values) == strict_json.format(document)


@pytest.mark.parametrize("forged", ["relative", "_:b1", "http://a b", "a\ud800:b"])
def test_value_that_is_no_plain_address_asks_for_the_long_way(forged: str) -> None:
    assert CANONICAL is not None
    assert CANONICAL.fill((forged, "h", "n", "1", "https://e.example/1", "m", "4")) is None


def test_address_with_a_prefix_of_the_context_asks_for_the_long_way() -> None:
    context: JsonObject = {"@context": {"ex": "http://example.org/", "id": "@id", "p": "ex:p"}}
    canonizer = Canonizer(lambda url: context)
    document: JsonObject = {"@context": "urn:context", "id": "urn:a", "p": {"id": "urn:b"}}
    template = compile_canonical(document, [("p", "id")], processor=canonizer.processor)
    assert template is not None
    assert template.fill(["ex:c"]) is None
    assert template.fill(["ex://c"]) == canonizer.canonize_plainly({**document, "p": {"id": "ex://c"}})


def test_text_that_shapes_the_meaning_is_frozen() -> None:
    paths: list[tuple[str | int, ...]] = [("credentialStatus", "statusPurpose"), ("credentialStatus", "type")]
    template = compile_canonical(realistic_credential(), paths, processor=CANONIZER.processor)
    assert template is None or 1 in template.frozen


def test_only_text_can_be_left_open() -> None:
    with pytest.raises(UsageError) as caught:
        compile_json(realistic_credential(), [("credentialSubject",)])
    assert caught.value.code == "template.not_text"


def test_address_that_is_a_name_for_a_keyword_asks_for_the_long_way() -> None:
    canonizer = Canonizer(lambda url: {"@context": {"urn:": "@id"}})
    document: JsonObject = {"@context": "urn:context", "@id": "urn:a", "urn:p": "x"}
    template = compile_canonical(document, [("@id",)], processor=canonizer.processor)
    assert template is not None
    assert template.fill(["urn:"]) is None
    with pytest.raises(DocumentError):
        canonizer.canonize_plainly({**document, "@id": "urn:"})


@pytest.mark.parametrize(
    "text",
    ["a\nb", '"', "\\", "\x00", "\x7f", "\x85", "\u2028", "\ufffe", "\uffff", "\ufffd", "é", "😀", "%s"],
)
def test_text_that_needs_an_escape_in_one_form_or_none(text: str) -> None:
    values = ("https://e.example/1", "h", text, "1", "https://e.example/2", text * 2, "4")
    document = filled(values)
    assert CANONICAL is not None
    assert CANONICAL.fill(values) == CANONIZER.canonize_plainly(document)
    assert TEXT.fill(values) == strict_json.format(document)


def test_lines_whose_order_the_values_decide_are_hashed_in_order() -> None:
    document: JsonObject = {"urn:p": [{"urn:q": ["b", "a"]}, {"urn:q": ["c", "d"]}], "@id": "urn:s"}
    paths: list[tuple[str | int, ...]] = [
        ("urn:p", node, "urn:q", item) for node in (0, 1) for item in (0, 1)
    ]
    template = compile_canonical(document, paths, processor=CANONIZER.processor)
    assert template is not None
    for values in itertools.product("ab", repeat=4):
        nodes: Any = [{"urn:q": list(values[:2])}, {"urn:q": list(values[2:])}]
        expected = CANONIZER.canonize_plainly({"@id": "urn:s", "urn:p": nodes})
        assert template.fill(values) in (expected, None)
    assert template.fill("abcd") == CANONIZER.canonize_plainly(
        {"@id": "urn:s", "urn:p": [{"urn:q": ["a", "b"]}, {"urn:q": ["c", "d"]}]}
    )


def test_document_without_open_places_is_its_own_template() -> None:
    document = realistic_credential()
    template = compile_canonical(document, [], processor=CANONIZER.processor)
    assert template is not None
    assert template.fill([]) == CANONIZER.canonize_plainly(document)
    assert compile_json(document, []).fill([]) == strict_json.format(document)
