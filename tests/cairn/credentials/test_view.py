"""Views: a table of members that both reads and judges, and keeps the JSON whole."""

from __future__ import annotations

import dataclasses

import pytest

from cairn.credentials.kinds import TEXT, URI, WORDS
from cairn.credentials.view import View, judge, many, node, optional, required, several, single, type_set
from cairn.errors import DocumentError


class Stone(View):
    """An object of these tests."""

    __slots__ = ()
    id = required(URI)
    types = type_set("Stone")
    colour_name = optional(TEXT)
    words = many(TEXT)
    places = several(TEXT)
    owner = single(TEXT)
    label = optional(WORDS)


class Cairn(View, is_closed=True):
    """An object that allows no other members."""

    __slots__ = ()
    stones = many(node(Stone), is_required=True)


STONE = {"id": "urn:x:1", "type": ["Stone"]}


def codes(view: type[View], document: object) -> list[tuple[str, str]]:
    """Return the codes and places of what is wrong."""
    return [(row.error.code, row.error.where) for row in judge(view)(document) or ()]  # type: ignore[arg-type]


def test_a_member_has_the_name_of_its_attribute_in_camel_case() -> None:
    assert Stone(source={**STONE, "colourName": "grey"}).colour_name == "grey"


def test_what_may_be_missing_reads_as_nothing() -> None:
    stone = Stone(source=STONE)
    assert (stone.colour_name, stone.words, stone.places, stone.owner) == (None, (), (), ())


def test_what_must_be_there_raises_when_read() -> None:
    with pytest.raises(DocumentError) as caught:
        _ = Stone(source={}).id
    assert caught.value.code == "credential.member_missing"


def test_a_member_of_a_wrong_kind_raises_with_its_place() -> None:
    with pytest.raises(DocumentError) as caught:
        _ = Stone(source={"colourName": 1}).colour_name
    assert (caught.value.code, caught.value.where) == ("credential.wrong_type", "/colourName")


def test_unknown_members_are_kept() -> None:
    source = {**STONE, "extra": {"a": [1]}}
    assert Stone(source=source).source is source
    assert codes(Stone, source) == []


def test_a_closed_class_allows_no_unknown_member() -> None:
    assert codes(Cairn, {"stones": [STONE], "extra": 1}) == [("credential.member_unknown", "/extra")]


def test_a_view_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Stone(source=STONE).source = {}  # type: ignore[misc]


def test_one_value_reads_like_an_array_of_one() -> None:
    assert Stone(source={**STONE, "words": "a"}).words == ("a",)
    assert codes(Stone, {**STONE, "words": "a"}) == [("credential.single_value", "/words")]
    assert codes(Stone, {**STONE, "places": "a"}) == []


def test_an_array_where_one_is_wanted_is_read_with_a_warning() -> None:
    assert Stone(source={**STONE, "owner": ["a", "b"]}).owner == ("a", "b")
    assert codes(Stone, {**STONE, "owner": ["a"]}) == [("credential.many_values", "/owner")]


def test_an_empty_array_is_not_enough_where_one_is_needed() -> None:
    assert codes(Cairn, {"stones": []}) == [("credential.array_empty", "/stones")]
    assert codes(Stone, {**STONE, "words": []}) == []


def test_findings_inside_an_array_tell_their_item() -> None:
    assert codes(Cairn, {"stones": [STONE, {**STONE, "id": 1}]}) == [
        ("credential.wrong_type", "/stones/1/id")
    ]


@pytest.mark.parametrize("types", [[], ["stone"], "Rock", ["Stone", 1], {}, None])
def test_a_type_that_does_not_say_the_class_is_found(types: object) -> None:
    assert codes(Stone, {**STONE, "type": types})


def test_nested_views_are_read_as_their_class() -> None:
    (stone,) = Cairn(source={"stones": [STONE]}).stones
    assert stone.id == "urn:x:1"


def test_the_text_of_a_member_is_chosen_for_the_reader() -> None:
    label = [{"@value": "stone", "@language": "en"}, {"@value": "Stein", "@language": "de"}]
    stone = Stone(source={**STONE, "label": label})
    assert stone.text("label", languages=["de-CH"]) == "Stein"
    assert stone.text("nothing") == ""


@pytest.mark.parametrize("document", [None, [], "Stone", 1, True])
def test_what_is_no_object_is_refused(document: object) -> None:
    assert codes(Stone, document) == [("credential.wrong_type", "")]
