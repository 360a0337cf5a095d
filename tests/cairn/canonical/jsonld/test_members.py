"""Containers, languages and directions of definitions."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from cairn.canonical.jsonld.members import read_container, read_direction, read_language, redefines_type
from cairn.errors import DocumentError

CONTAINERS = ("@graph", "@id", "@index", "@language", "@list", "@set", "@type")
# JSON-LD 1.1, section 9.15.1: what may stand together.
PAIRS = {frozenset(pair) for pair in [
    ("@set", "@graph"), ("@set", "@id"), ("@set", "@index"), ("@set", "@language"), ("@set", "@type"),
    ("@graph", "@id"), ("@graph", "@index"),
]}  # fmt: skip


@pytest.mark.parametrize("container", CONTAINERS)
def test_each_container_alone_is_taken_as_text_or_as_a_list(container: str) -> None:
    assert (
        read_container({"@container": container})
        == read_container({"@container": [container]})
        == {container}
    )


@pytest.mark.parametrize("pair", list(combinations(CONTAINERS, 2)))
def test_two_containers_are_taken_where_the_standard_lets_them_stand_together(pair: tuple[str, str]) -> None:
    if frozenset(pair) in PAIRS:
        assert read_container({"@container": list(pair)}) == set(pair)
    else:
        with pytest.raises(DocumentError) as caught:
            read_container({"@container": list(pair)})
        assert caught.value.code == "context.invalid"


@pytest.mark.parametrize(
    "container", [None, "", "@value", [], ["@set", "@set"], [None], 5, {"@set": True}, ["@set", 5]]
)
def test_what_is_no_container_is_refused(container: Any) -> None:
    with pytest.raises(DocumentError) as caught:
        read_container({"@container": container})
    assert caught.value.code == "context.invalid"


def test_no_container_is_none() -> None:
    assert read_container({"@id": "urn:p"}) == frozenset()


@pytest.mark.parametrize(
    ("definition", "allowed"),
    [
        ({"@container": "@set"}, True),
        ({"@container": ["@set"], "@protected": True}, True),
        ({"@protected": True}, True),
        ({}, False),
        ({"@container": "@list"}, False),
        ({"@id": "urn:type"}, False),
        ("urn:type", False),
    ],
)
def test_the_keyword_type_may_become_a_set_and_nothing_else(definition: Any, allowed: bool) -> None:
    assert redefines_type(definition) is allowed


def test_a_language_is_read_in_small_letters() -> None:
    assert (read_language("EN-gb"), read_language(None)) == ("en-gb", None)


@pytest.mark.parametrize("value", [5, True, ["en"], {}])
def test_what_is_no_language_is_refused(value: Any) -> None:
    with pytest.raises(DocumentError) as caught:
        read_language(value)
    assert caught.value.code == "context.invalid"


def test_a_direction_is_one_of_two() -> None:
    assert [read_direction(value) for value in ("ltr", "rtl", None)] == ["ltr", "rtl", None]


@pytest.mark.parametrize("value", ["up", "", 5, ["ltr"]])
def test_what_is_no_direction_is_refused(value: Any) -> None:
    with pytest.raises(DocumentError) as caught:
        read_direction(value)
    assert caught.value.code == "context.invalid"
